using System.Management.Automation;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Module.Tests.Base;

public sealed class AsyncCmdletTests
{
    [Fact]
    public void Output_keeps_its_order_across_awaits_and_inputs()
    {
        using var probe = new Probe();

        var result = probe.Invoke(
            async (cmdlet, cancellationToken) =>
            {
                for (var i = 0; i < 20; i++)
                {
                    await Task.Yield();
                    cmdlet.WriteObject($"{cmdlet.InputObject}.{i}");
                }

                cmdlet.WriteObject(Enumerable.Repeat("x", 2), enumerateCollection: true);
            },
            "1..5 | Invoke-Probe -Work $work");

        Assert.Equal(
            Enumerable.Range(1, 5).SelectMany(n => Enumerable.Range(0, 20).Select(i => $"{n}.{i}").Append("x").Append("x")),
            result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Output_goes_downstream_before_the_work_ends()
    {
        using var probe = new Probe();
        using var seen = new ManualResetEventSlim();

        var result = probe.Invoke(
            async (cmdlet, cancellationToken) =>
            {
                cmdlet.WriteObject("first");
                await Task.Yield();
                cmdlet.WriteObject(seen.Wait(TimeSpan.FromSeconds(5), cancellationToken) ? "seen" : "late");
            },
            "Invoke-Probe -Work $work | ForEach-Object { $_; $state.Set() }",
            seen);

        Assert.Equal(["first", "seen"], result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Work_runs_on_the_pool_and_writes_on_the_pipeline_thread()
    {
        using var probe = new Probe();
        var isPool = false;

        var result = probe.Invoke(
            cmdlet =>
            {
                isPool = Thread.CurrentThread.IsThreadPoolThread;
                cmdlet.WriteObject(cmdlet.OnPipelineThread(() => Environment.CurrentManagedThreadId));
                cmdlet.WriteObject("downstream");
            },
            "[Environment]::CurrentManagedThreadId; Invoke-Probe -Work $work | ForEach-Object { if ($_ -is [int]) { $_ } else { [Environment]::CurrentManagedThreadId } }");

        Assert.True(isPool);
        Assert.Equal(3, result.Output.Count);
        Assert.Single(result.Output.Select(o => (int)o.BaseObject).Distinct());
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void An_operation_tells_on_the_streams_of_its_own_cmdlet()
    {
        using var probe = new Probe();

        var result = probe.Invoke(
            async (cmdlet, cancellationToken) =>
            {
                await Task.Yield();
                OperationLog.Current.Verbose("v");
                OperationLog.Current.Debug("d");
                OperationLog.Current.Warning("w");
                OperationLog.Current.Inform("Enter the code ABC");
                OperationLog.Current.Progress(new("Waiting", "", 40));
                OperationLog.Current.Progress(new("Waiting", "there", null, Done: true));
                OperationLog.Current.Progress(new("Other", "begun"));
            },
            "$DebugPreference = 'Continue'; $assigned = Invoke-Probe -Work $work -Verbose; $null -eq $assigned");

        Assert.Equal(["v"], result.Verbose);
        Assert.Equal(["d"], result.Debug);
        Assert.Equal(["w"], result.Warnings);
        Assert.Empty(result.Errors);
        Assert.Contains("Enter the code ABC", result.HostText, StringComparison.Ordinal);
        Assert.Contains("PSHOST", Assert.Single(result.Information).Tags);
        Assert.Equal(
            [(0, 40, ProgressRecordType.Processing), (0, -1, ProgressRecordType.Completed), (1, -1, ProgressRecordType.Processing)],
            result.Progress.Select(p => (p.ActivityId, p.PercentComplete, p.RecordType)));
        Assert.Equal(true, Assert.Single(result.Output).BaseObject);
    }

    [Theory]
    [InlineData("Invoke-Probe -Work $work", false)]
    [InlineData("$DebugPreference = 'SilentlyContinue'; Invoke-Probe -Work $work", false)]
    [InlineData("$DebugPreference = 'Ignore'; Invoke-Probe -Work $work", false)]
    [InlineData("$DebugPreference = 'Continue'; Invoke-Probe -Work $work", true)]
    [InlineData("Invoke-Probe -Work $work -Debug", true)]
    public void An_operation_knows_whether_its_details_are_seen(string command, bool expected)
    {
        using var probe = new Probe();
        var isShown = !expected;

        probe.Invoke(_ => isShown = OperationLog.Current.ShowsDebug, command);

        Assert.Equal(expected, isShown);
    }

    [Fact]
    public void Verbose_text_is_shown_where_the_preference_asks_for_it()
    {
        using var probe = new Probe();

        var result = probe.Invoke(_ => OperationLog.Current.Verbose("v"), "$VerbosePreference = 'Continue'; Invoke-Probe -Work $work");

        Assert.Equal(["v"], result.Verbose);
    }

    [Fact]
    public void Verbose_text_stays_away_unless_asked_for()
    {
        using var probe = new Probe();

        var result = probe.Invoke(_ => OperationLog.Current.Verbose("v"));

        Assert.Empty(result.Verbose);
        Assert.Empty(result.HostText);
    }

    [Fact]
    public void An_error_of_one_item_lets_the_work_go_on()
    {
        using var probe = new Probe();

        var result = probe.Invoke(cmdlet =>
        {
            cmdlet.WriteError(new KaceAadException(ErrorCodes.TimedOut, "Too late.", "Wait."));
            cmdlet.WriteObject("after");
        });

        Assert.Equal("KaceAad.TimedOut,KaceAzureAd.Module.Tests.Base.InvokeProbeCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Null(result.Failure);
        Assert.Equal("after", Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void ErrorAction_Stop_ends_the_work_where_the_error_was_written()
    {
        using var probe = new Probe();
        var wentOn = false;

        var result = probe.Invoke(
            cmdlet =>
            {
                cmdlet.WriteError(new KaceAadException(ErrorCodes.TimedOut, "Too late.", "Wait."));
                wentOn = true;
            },
            "try { Invoke-Probe -Work $work -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }");

        Assert.StartsWith("KaceAad.TimedOut", (string)Assert.Single(result.Output).BaseObject, StringComparison.Ordinal);
        Assert.False(wentOn);
    }

    [Fact]
    public void A_downstream_that_has_enough_ends_the_work_before_the_script_goes_on()
    {
        using var probe = new Probe();
        var ended = new List<string>();

        var result = probe.Invoke(
            async (cmdlet, cancellationToken) =>
            {
                try
                {
                    cmdlet.WriteObject("first");
                    cmdlet.WriteObject("second");
                }
                finally
                {
                    await Task.Delay(100, CancellationToken.None);
                    ended.Add("work");
                }
            },
            "foreach ($once in 1) { Invoke-Probe -Work $work | ForEach-Object { $_; break } }; $state.Add('script')",
            ended);

        Assert.Equal("first", Assert.Single(result.Output).BaseObject);
        Assert.Equal(["work", "script"], ended);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void The_pipeline_between_two_asynchronous_cmdlets_flows()
    {
        using var probe = new Probe();

        var result = probe.Invoke(
            async (cmdlet, cancellationToken) =>
            {
                await Task.Yield();
                cmdlet.WriteObject((int)PSObject.AsPSObject(cmdlet.InputObject).BaseObject + 1);
            },
            "1..50 | Invoke-Probe -Work $work | Invoke-Probe -Work $work | Invoke-Probe -Work $work");

        Assert.Equal(Enumerable.Range(4, 50), result.Output.Select(o => (int)o.BaseObject));
    }
}
