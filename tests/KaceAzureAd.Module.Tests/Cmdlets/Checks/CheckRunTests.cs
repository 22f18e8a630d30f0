using KaceAzureAd.Emulator.Faults;

namespace KaceAzureAd.Module.Tests.Cmdlets.Checks;

/// <summary>What holds for checks whichever they are: which are run, what is asked for them, what counts as well.</summary>
public sealed class CheckRunTests : CheckTest
{
    private const string Prerequisite = "Test-KaceAadPrerequisite $setting -DnsServer $Rehearsal.DnsServer";
    private const string Connection = "Test-KaceAadConnection $setting";

    [Theory]
    [InlineData(Prerequisite)]
    [InlineData(Connection)]
    public void All_reads_of_a_tenant_go_out_at_once(string cmdlet)
    {
        RunWell(ConnectForMore + Setting);
        World.Behaviour.LatencyMs = 400;
        Session.Stage.ClearLog();

        RunWell(cmdlet);

        // DNS alone waits: the organisation tells which domains there are.
        var requests = Session.Stage.Log.Where(e => e is { Origin: "Graph" or "KaceCloud", IsBatchItem: false }).ToList();
        Assert.Equal(["/beta/$batch", "/v1.0/$batch"], requests.Where(r => r.Origin == "Graph").Select(r => r.Path).Order(StringComparer.Ordinal));
        Assert.Equal(cmdlet == Connection ? 3 : 0, requests.Count(r => r.Origin == "KaceCloud"));
        var firstAnswer = requests.Min(r => r.Ended);
        Assert.All(requests, r => Assert.True(r.Started < firstAnswer, $"{r.Method} {r.Path} started only after another had ended."));
    }

    [Fact]
    public void Only_a_scope_of_groups_costs_a_second_round_trip()
    {
        (KacePolicy.AppliesTo, KacePolicy.IncludedGroups) = ("selected", [.. Contoso.Groups.Select(g => g.Id)]);
        RunWell(Connect + Setting);
        Session.Stage.ClearLog();

        RunWell(Connection);

        Assert.Equal(3, Session.Stage.Log.Count(e => e is { Origin: "Graph", IsBatchItem: false }));
    }

    [Theory]
    [InlineData("EntraLicence", "/v1.0/$batch", "/v1.0/subscribedSkus")]
    [InlineData("MamUserScope", "/beta/$batch", "/beta/policies/mobileAppManagementPolicies")]
    [InlineData("GrantedPermissions", "", "")]
    public void Only_what_the_chosen_checks_look_at_is_read(string check, string batch, string item)
    {
        RunWell(Connect + Setting);
        Session.Stage.ClearLog();

        RunWell($"{Prerequisite} -Name {check}");

        Assert.Equal(string.Join(' ', batch, item).Trim(), string.Join(' ', Session.Stage.Log.OrderBy(e => e.IsBatchItem).Select(e => e.Path.Split('?')[0])));
    }

    [Fact]
    public void What_the_session_lacks_the_permission_for_is_not_asked_and_an_application_is_not_asked_for_a_persons()
    {
        RunWell(Connect + Setting);
        Session.Stage.ClearLog();
        RunWell($"{Connection}; {Prerequisite}");
        Assert.DoesNotContain(Session.Stage.Log, e => e.Path.Contains("auditLogs", StringComparison.Ordinal) || e.Path.Contains("/devices", StringComparison.Ordinal) || e.Path.Contains("roleManagement", StringComparison.Ordinal));

        Assert.Contains("consent to AuditLog.Read.All", Assert.Single(Values($"{Connection} -Name SignInEvidence", "Remediation")), StringComparison.Ordinal);

        RunWell("Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AppOnlyAccessToken('99999999-0000-0000-0000-000000000001', 'Application.Read.All', 'Directory.Read.All', 'AuditLog.Read.All', 'Policy.Read.All', 'RoleEligibilitySchedule.Read.Directory') > $null;");
        Session.Stage.ClearLog();
        var statuses = RunWell($"{Connection}; {Prerequisite}").Output.ToLookup(c => $"{c.Properties["Name"].Value}", c => $"{c.Properties["Status"].Value}");
        Assert.DoesNotContain(Session.Stage.Log, e => e.Path.Contains("mobile", StringComparison.Ordinal) || e.Path.Contains("/me/", StringComparison.Ordinal) || e.Path.Contains("roleManagement", StringComparison.Ordinal));
        Assert.All(["MobilityPolicy", "MdmUserScope", "MdmTermsOfUseUri", "OtherMdmUserScope", "MamUserScope", "OnPremisesKaceApp", "AdministratorRoles"], c => Assert.Contains("Skipped", statuses[c]));
        Assert.All(["TenantReachable", "EntraLicence", "EnterpriseApplication", "Consent", "DiscoveryResource", "SignInEvidence", "ManagedDevices"], c => Assert.Contains("Passed", statuses[c]));
    }

    [Fact]
    public void A_read_that_is_throttled_alone_is_asked_again_alone()
    {
        Session.Emulator.Faults.Add(FaultRule.Parse("429 GET /v1.0/subscribedSkus retry-after=1 count=1"));
        RunWell(Connect + Setting);
        Session.Stage.ClearLog();

        Assert.Equal(["Passed", "Passed"], Values($"{Prerequisite} -Name TenantReachable, EntraLicence", "Status"));
        Assert.Equal(["/v1.0/organization", "/v1.0/subscribedSkus", "/v1.0/subscribedSkus"], Session.Stage.Log.Where(e => e.IsBatchItem).Select(e => e.Path.Split('?')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_result_carries_group_severity_page_and_the_requests_it_rests_on()
    {
        foreach (var check in RunWell($"{ConnectForMore}{Setting}{Prerequisite}; {Connection}").Output)
        {
            string Value(string name) => $"{check.Properties[name].Value}";
            Assert.Contains(Value("Group"), (string[])["Prerequisite", "Connection"]);
            Assert.Equal($"docs/checks/{Value("Name")}.md", Value("Documentation"));
            string[] withoutGraph = ["GrantedPermissions", "TermsOfUseEndpoint", "DiscoveryEndpoint", "EnrollmentDiscovery"];
            Assert.Equal((Value("Name"), !withoutGraph.Contains(Value("Name"))), (Value("Name"), ((System.Collections.ICollection)check.Properties["RequestIds"].Value).Count > 0));
        }
    }

    [Fact]
    public void Severity_leaves_out_what_matters_less()
    {
        RunWell(Connect + Setting);

        Assert.DoesNotContain("Warning", Values($"{Prerequisite} -Severity Error", "Severity"));
        Assert.Equal(["Error", "Warning"], Values($"{Connection} -Severity Warning", "Severity").Distinct(StringComparer.Ordinal));
        Assert.Contains("Information", Values(Connection, "Severity"));
        RunIntoError($"{Connection} -Name ManagedDevices -Severity Error -Quiet", "CheckNotFound");
    }

    [Fact]
    public void A_check_of_an_unknown_name_is_refused_with_the_names_there_are() =>
        Assert.Contains("MdmUserScope", RunIntoError(Connect + Setting + "Test-KaceAadConnection $setting -Name Nonsense", "CheckNotFound"), StringComparison.Ordinal);

    [Fact]
    public void Without_settings_uris_and_endpoints_are_skipped_and_Quiet_does_not_pass()
    {
        RunWell(Connect + Setting);
        var skipped = RunWell("Test-KaceAadConnection -AppId $setting.AppId").Output.Where(c => $"{c.Properties["Status"].Value}" == "Skipped").Select(c => $"{c.Properties["Name"].Value}");

        Assert.Equal(["MdmTermsOfUseUri", "MdmDiscoveryUri", "TermsOfUseEndpoint", "DiscoveryEndpoint", "EnrollmentDiscovery", "SignInEvidence", "ManagedDevices"], skipped);
        Assert.False((bool)RunWell("Test-KaceAadConnection -AppId $setting.AppId -Quiet").Output.Single().BaseObject);
        Assert.True((bool)RunWell("$setting | Test-KaceAadConnection -Quiet").Output.Single().BaseObject);
        Assert.True((bool)RunWell("Test-KaceAadPrerequisite -DnsServer $Rehearsal.DnsServer -Quiet").Output.Single().BaseObject);
    }

    [Fact]
    public void Quiet_does_not_pass_what_was_skipped_or_failed_but_might_matter()
    {
        RunWell(Connect + Setting);
        bool Quiet(string cmdlet) => (bool)RunWell(cmdlet + " -Quiet").Output.Single().BaseObject;

        Assert.True(Quiet(Connection + " -Name SignInEvidence"));
        Session.Emulator.Faults.Add(FaultRule.Parse("403 GET /beta/policies/.* count=*"));
        Assert.False(Quiet(Connection + " -Name MdmUserScope"));
        Session.Emulator.Faults.Add(FaultRule.Parse("500 GET /v1.0/applications.* count=*"));
        Assert.False(Quiet(Prerequisite + " -Name KaceSingleSignOn"));
    }
}
