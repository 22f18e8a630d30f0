using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Base;

/// <summary>Ctrl+C. Times are measured, so nothing else runs beside these.</summary>
[CollectionDefinition(nameof(StopTests), DisableParallelization = true)]
[Collection(nameof(StopTests))]
public sealed class StopTests
{
    [Fact]
    public async Task Stop_ends_work_that_waits_without_an_error()
    {
        var cancelled = new TaskCompletionSource();

        await CtrlC.EndsAtOnceAsync(() => StopAsync(async (started, cancellationToken) =>
        {
            started();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                cancelled.TrySetResult();
            }
        }));

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stop_does_not_wait_for_work_that_ignores_it()
    {
        using var release = new ManualResetEventSlim();

        await CtrlC.EndsAtOnceAsync(() => StopAsync((started, _) =>
        {
            started();
            release.Wait(TimeSpan.FromSeconds(10), CancellationToken.None);
            return Task.CompletedTask;
        }));
        release.Set();
    }

    [Fact]
    public async Task Work_that_writes_after_the_stop_is_told_that_it_is_over_and_the_engine_goes_on()
    {
        using var probe = new Probe();
        using var release = new ManualResetEventSlim();
        var afterStop = new TaskCompletionSource<Exception?>();

        await StopAsync(
            probe,
            (cmdlet, started, _) =>
            {
                started();
                release.Wait(TimeSpan.FromSeconds(10), CancellationToken.None);
                cmdlet.WriteVerbose("nobody reads this");
                afterStop.SetResult(Record.Exception(() => cmdlet.WriteObject("nor this")));
                return Task.CompletedTask;
            });
        release.Set();

        Assert.IsAssignableFrom<OperationCanceledException>(await afterStop.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.Equal(0, Assert.Single(probe.Engine.Invoke("$Error.Count").Output).BaseObject);
    }

    [Fact]
    public async Task Work_that_waits_for_an_answer_is_released()
    {
        using var probe = new Probe();
        var released = new TaskCompletionSource<Exception?>();

        await CtrlC.EndsAtOnceAsync(() => StopAsync(
            probe,
            async (cmdlet, started, _) =>
            {
                // The pipeline thread is busy downstream with the first object while the question waits for it.
                var busy = Task.Run(() => cmdlet.WriteObject("busy"), CancellationToken.None);
                await Task.Delay(200, CancellationToken.None);
                started();
                released.TrySetResult(Record.Exception(() => cmdlet.ShouldProcess("target")));
                await busy;
            },
            "Invoke-Probe -Work $work | ForEach-Object { while ($true) { [System.Threading.Thread]::Sleep(5) } }"));

        Assert.IsAssignableFrom<OperationCanceledException>(await released.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }

    private static async Task<Stopped> StopAsync(Func<Action, CancellationToken, Task> work)
    {
        using var probe = new Probe();
        return await StopAsync(probe, (_, started, cancellationToken) => work(started, cancellationToken));
    }

    private static async Task<Stopped> StopAsync(
        Probe probe, Func<ProbeCmdlet, Action, CancellationToken, Task> work, string script = "Invoke-Probe -Work $work")
    {
        var started = new TaskCompletionSource();
        var run = Task.Run(() => probe.Invoke((cmdlet, cancellationToken) => work(cmdlet, () => started.SetResult(), cancellationToken), script));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        return await CtrlC.StopAsync(probe.Engine, run);
    }
}
