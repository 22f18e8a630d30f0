using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>A service provider's tenants: each with its own settings and journal, side by side, and a failure of one is its own.</summary>
public sealed class ManyTenantsConnectTests : ConnectionTest
{
    private const int Tenants = 5;

    private const string All = "$settings | Set-KaceAadConnection -Session $sessions -ReferenceConsent $reference -JournalPath $journals -Confirm:$false ";

    protected override World LoadWorld() => Scenario.Load("default", tenants: Tenants);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var rows = Session.Stage.Tenants.Select(t =>
            $"{t.Id},{string.Join(',', Session.Stage.SettingTextOf(t.Id).Split(['\r', '\n', '\t']).Where(l => l.StartsWith("https://", StringComparison.Ordinal)))},{KaceAppId}");
        await File.WriteAllLinesAsync(Path.Combine(Folder, "tenants.csv"), ["TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri,AppId", .. rows], Cancellation);
        RunWell($$"""
            $settings = Import-KaceAadSetting '{{Path.Combine(Folder, "tenants.csv")}}'
            $sessions = foreach ($tenant in $Rehearsal.Tenants) { Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessTokenIn($tenant.Id, 'admin', 'User.Read', 'GroupMember.Read.All', 'Policy.ReadWrite.MobilityManagement', 'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All') }
            $journals = '{{Folder}}/journals/'
            """);
    }

    [Fact]
    public void Each_is_connected_with_its_own_settings_and_a_summary_comes_last()
    {
        var results = RunWell(All).Output;

        Assert.Equal(Tenants + 1, results.Count);
        Assert.Equal($"{Tenants} tenants: {Tenants} connected", results[^1].ToString().Split(", 0 unchanged")[0]);
        foreach (var tenant in Session.Stage.Tenants)
        {
            var policy = World.FindTenant(tenant.Id)!.MobileDeviceManagementPolicies.Single(p => p.Id == KaceAppId);
            Assert.Contains($"/{tenant.Subdomain}/", policy.DiscoveryUrl, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Folder, "journals", tenant.Id + ".journal.jsonl")));
        }

        Assert.StartsWith($"{Tenants} tenants: 0 connected, {Tenants} unchanged", RunWell(All).Output[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_for_one_stops_that_one_alone_and_the_same_again_continues()
    {
        // The third request to add the application is denied: whichever tenant's it is.
        Session.Emulator.Faults.Add(FaultRule.Parse("403 POST /v1.0/servicePrincipals after=2"));

        var result = Run(All);

        TheError(result, "AccessDenied");
        Assert.StartsWith($"{Tenants} tenants: {Tenants - 1} connected, 0 unchanged, 0 waiting, 1 failed", result.Output[^1].ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"{Tenants} tenants: 1 connected, {Tenants - 1} unchanged", RunWell(All).Output[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_worked_on_side_by_side()
    {
        World.Behaviour.LatencyMs = 100;
        Session.Stage.ClearLog();

        RunWell(All + "-ThrottleLimit 5");

        var requests = Session.Stage.Log.Where(e => !e.IsBatchItem && e.Origin == "Graph").ToList();
        var added = requests.Where(e => e is { Method: "POST", Path: "/v1.0/servicePrincipals" }).ToList();
        Assert.Equal(Tenants, added.Count);

        // The last tenant's application is added before the first tenant's scope is set.
        Assert.True(added.Max(e => e.Started) < requests.Where(e => e.Method == "PATCH").Max(e => e.Started));
        Assert.Contains(added, e => added.Any(o => o != e && o.Started < e.Ended && e.Started < o.Ended));
    }

    [Fact]
    public void Settings_whose_tenant_has_no_session_are_said_so_and_the_others_go_on()
    {
        var result = Run(All.Replace("$sessions", "$sessions[0..3]", StringComparison.Ordinal));

        Assert.Contains(Session.Stage.Tenants[4].Id, TheError(result, "NoSession"), StringComparison.Ordinal);
        Assert.StartsWith("4 tenants: 4 connected", result.Output[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Undo_takes_the_results_each_to_its_own_session()
    {
        RunWell("$results = " + All);

        // With the summary, which comes last.
        Assert.Equal(Tenants + 1, RunWell("$results").Output.Count);
        Assert.All(Values("$results | Undo-KaceAadChange -Confirm:$false", "Status"), s => Assert.Equal("Undone", s));

        Assert.All(Session.Stage.Tenants, t => Assert.DoesNotContain(World.FindTenant(t.Id)!.ServicePrincipals, s => s.AppId == KaceAppId));
    }

    [Fact]
    public void Undo_takes_each_tenants_journal_from_the_folder()
    {
        RunWell(All);

        Assert.All(Values("$sessions | Undo-KaceAadChange $journals -Confirm:$false", "Status"), s => Assert.Equal("Undone", s));

        Assert.All(Session.Stage.Tenants, t => Assert.DoesNotContain(World.FindTenant(t.Id)!.ServicePrincipals, s => s.AppId == KaceAppId));
    }
}
