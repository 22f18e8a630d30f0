using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>Two administrators, or a runbook and one, at the same time in the same tenant.</summary>
public sealed class TwoAtOnceTests : ConnectionTest
{
    private PowerShellEngine? _other;

    private string OtherJournal => Path.Combine(Folder, "other.journal.jsonl");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _other = new PowerShellEngine();
        _other.ImportModule(RehearsalSession.Manifest);
        _other.Runspace.SessionStateProxy.SetVariable("Rehearsal", Session.Stage);
        Well(_other.Invoke(Connect.Replace("-Environment Emulator", "-Environment $Rehearsal.Environment", StringComparison.Ordinal) + Setting + Reference(World) + $"$journal = '{OtherJournal}'"));
    }

    public override async ValueTask DisposeAsync()
    {
        _other?.Dispose();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Scope Some -Group 'Windows Pilot', 'All Employees', 'Nobody Yet'")]
    public async Task Both_end_connected_with_nothing_twice_and_no_group_lost(string options)
    {
        World.Behaviour.LatencyMs = 20;

        var (one, two) = await BothAsync(Set + options, Set + options);

        Assert.Contains(StatusOf(Well(one)), new[] { "Connected", "Unchanged" });
        Assert.Contains(StatusOf(Well(two)), new[] { "Connected", "Unchanged" });
        AssertNothingIsPlanned(options);
        Assert.Single(Contoso.ServicePrincipals, s => s.AppId == KaceAppId);
        Assert.Equal(3, Assert.Single(Contoso.OAuth2PermissionGrants).Scope.Split(' ').Distinct().Count());
        Assert.Equal(5, Contoso.AppRoleAssignments.Count);
        Assert.Equal(options.Length > 0 ? 3 : 0, KacePolicy.IncludedGroups.Count);
    }

    [Fact]
    public async Task One_journal_is_written_by_one_run_at_a_time()
    {
        RunWell("Add-KaceMobilityApp $setting > $null");
        Session.Emulator.Faults.Add(Emulator.Faults.FaultRule.Parse("pass PATCH /beta/.* delay=1500"));
        var first = Task.Run(() => Run("Set-KaceMdmUri $setting -JournalPath $journal"), Cancellation);
        while (!File.Exists(JournalPath))
        {
            await Task.Delay(20, Cancellation);
        }

        TheError(_other!.Invoke($"Set-KaceMdmUserScope $setting -Scope All -JournalPath '{JournalPath}'"), "JournalInUse");

        Well(await first);
        Assert.Equal("none", KacePolicy.AppliesTo);
    }

    private async Task<(EngineResult One, EngineResult Two)> BothAsync(string one, string two)
    {
        var first = Task.Run(() => Run(one), Cancellation);
        var second = Task.Run(() => _other!.Invoke(two), Cancellation);
        await Task.WhenAll(first, second);
        return (await first, await second);
    }
}
