using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Sessions from the pipeline, side by side.</summary>
public sealed class ManyTenantsTests : CmdletTest
{
    private const string Sessions = """
        $sessions = foreach ($tenant in $Rehearsal.Tenants) {
            Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessTokenIn($tenant.Id, 'admin', 'User.Read', 'Policy.Read.All', 'Application.Read.All', 'Directory.Read.All')
        }
        """;

    private const string Check = "Test-KaceAadConnection -AppId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01 -Name EnterpriseApplication, MobilityPolicy, Consent";

    protected override World LoadWorld() => Scenario.Load("connected", tenants: 12);

    [Fact]
    public void As_many_as_allowed_are_checked_at_a_time_and_each_tenants_results_come_together()
    {
        RunWell(Sessions);
        World.Behaviour.LatencyMs = 300;
        Session.Stage.ClearLog();

        var tenants = Values("$sessions | " + Check + " -ThrottleLimit 4", "TenantId");

        Assert.Equal(12 * 3, tenants.Length);
        Assert.Equal(12, tenants.Chunk(3).Select(three => Assert.Single(three.Distinct())).Distinct().Count());
        Assert.InRange(MostAtOnce(), 2 * 2, 4 * 2); // Two batches for each tenant.
    }

    [Fact]
    public void One_at_a_time_is_one_at_a_time()
    {
        RunWell(Sessions);
        World.Behaviour.LatencyMs = 100;
        Session.Stage.ClearLog();

        Values("$sessions[0..3] | " + Check + " -ThrottleLimit 1", "TenantId");

        Assert.Equal(2, MostAtOnce());
    }

    [Fact]
    public void Results_come_while_later_tenants_are_not_begun()
    {
        RunWell(Sessions);

        // The third session is made only when the first result was seen: the pipeline would wait for ever if results came at the end.
        var seen = RunWell("$script:first = $false; & { $sessions[0]; $sessions[1]; for ($i = 0; $i -lt 40 -and -not $script:first; $i++) { $sessions[2]; [System.Threading.Thread]::Sleep(50) } } | " + Check + " -ThrottleLimit 2 | ForEach-Object { $script:first = $true }; $script:first").Output.Single();

        Assert.Equal(true, seen.BaseObject);
    }

    [Fact]
    public void What_fails_for_one_tenant_names_it_and_stops_no_other()
    {
        RunWell(Sessions);
        RunWell("Disconnect-KaceAad -Session $sessions[5]");

        var result = Run("$sessions | " + Check);

        var error = Assert.Single(result.Errors);
        Assert.StartsWith("KaceAad.SessionDisconnected", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Session.Stage.Tenants[5].Id, $"{error}", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(11 * 3, result.Output.Count);
    }

    [Fact]
    public void Progress_counts_and_estimates()
    {
        RunWell(Sessions);
        World.Behaviour.LatencyMs = 100;

        var progress = RunWell("$sessions | " + Check + " -ThrottleLimit 3 > $null").Progress;

        Assert.Contains(progress, p => p.StatusDescription.StartsWith("12 of 12", StringComparison.Ordinal) && p.PercentComplete == 100);
        Assert.Contains(progress, p => p.SecondsRemaining >= 0);
        Assert.Contains(progress, p => p.RecordType == System.Management.Automation.ProgressRecordType.Completed);
    }

    [Fact]
    public void Each_tenant_may_come_with_settings_of_its_own()
    {
        RunWell(Sessions);

        var uris = RunWell("""
            $work = foreach ($session in $sessions) {
                [pscustomobject]@{ Session = $session; Setting = $Rehearsal.SettingTextOf($session.TenantId) | ConvertFrom-KaceAadSetting -AppId $Rehearsal.State.KaceCloud.AppId }
            }
            $work | Test-KaceAadConnection -Name MdmTermsOfUseUri
            """).Output;

        Assert.Equal(12, uris.Count);
        Assert.All(uris, u => Assert.Equal("Passed", $"{u.Properties["Status"].Value}"));
    }

    /// <summary>How many requests to Graph were under way at the same time.</summary>
    private int MostAtOnce()
    {
        var requests = Session.Stage.Log.Where(e => e is { Origin: "Graph", IsBatchItem: false }).ToList();
        return requests.Max(r => requests.Count(o => o.Started <= r.Started && r.Started < o.Ended));
    }
}
