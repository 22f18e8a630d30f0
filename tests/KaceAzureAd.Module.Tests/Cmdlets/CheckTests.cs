using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Each check in each of its states, on a tenant that is connected but for what the test changes.</summary>
public sealed class CheckTests : CmdletTest
{
    private static readonly Dictionary<string, Action<Emulator.State.Tenant, World>> Changes = new(StringComparer.Ordinal)
    {
        ["nothing"] = (_, _) => { },
        ["no licence"] = (t, _) => t.SubscribedSkus.ForEach(s => s.ServicePlans.Clear()),
        ["licence used up"] = (t, _) => t.SubscribedSkus.ForEach(s => s.ConsumedUnits = s.Enabled + 1),
        ["licence suspended"] = (t, _) => t.SubscribedSkus.ForEach(s => s.CapabilityStatus = "Suspended"),
        ["no role"] = (t, _) => t.Users[0].Roles = ["f2ef992c-3afb-46b9-b7cf-a126ee74c451"],
        ["join none"] = (t, _) => t.AllowedToJoin = "none",
        ["join selected"] = (t, _) => t.AllowedToJoin = "selected",
        ["intune all"] = (t, _) => t.MobileDeviceManagementPolicies[0].AppliesTo = "all",
        ["intune some"] = (t, _) => (t.MobileDeviceManagementPolicies[0].AppliesTo, t.MobileDeviceManagementPolicies[0].IncludedGroups) = ("selected", [t.Groups[0].Id]),
        ["on-premises app"] = (t, _) =>
        {
            const string AppId = "99999999-0000-0000-0000-000000000009";
            t.ServicePrincipals.Add(new ServicePrincipal { Id = Guid.NewGuid().ToString(), AppId = AppId, DisplayName = "KACE Cloud", AppOwnerOrganizationId = t.Id });
            t.MobileDeviceManagementPolicies.Add(new MobilityPolicy { Id = AppId, DisplayName = "KACE Cloud" });
        },
        ["app missing"] = (t, w) => t.ServicePrincipals.RemoveAll(s => s.AppId == w.KaceCloud.AppId),
        ["app disabled"] = (t, w) => t.ServicePrincipals.Single(s => s.AppId == w.KaceCloud.AppId).AccountEnabled = false,
        ["app disabled by Microsoft"] = (t, w) => t.ServicePrincipals.Single(s => s.AppId == w.KaceCloud.AppId).DisabledByMicrosoftStatus = "DisabledDueToViolationOfServicesAgreement",
        ["policy missing"] = (t, w) => t.MobileDeviceManagementPolicies.RemoveAll(p => p.Id == w.KaceCloud.AppId),
        ["policy invalid"] = (t, w) => Policy(t, w).IsValid = false,
        ["scope none"] = (t, w) => Policy(t, w).AppliesTo = "none",
        ["scope some"] = (t, w) => (Policy(t, w).AppliesTo, Policy(t, w).IncludedGroups) = ("selected", [t.Groups[0].Id]),
        ["scope some without group"] = (t, w) => Policy(t, w).AppliesTo = "selected",
        ["scope of the future"] = (t, w) => Policy(t, w).AppliesTo = "unknownFutureValue",
        ["terms elsewhere"] = (t, w) => Policy(t, w).TermsOfUseUrl = "https://elsewhere.example/",
        ["discovery elsewhere"] = (t, w) => Policy(t, w).DiscoveryUrl = "https://elsewhere.example/",
        ["discovery not set"] = (t, w) => Policy(t, w).DiscoveryUrl = null,
        ["no consent"] = (t, _) => { t.OAuth2PermissionGrants.Clear(); t.AppRoleAssignments.Clear(); },
        ["consent of one user"] = (t, _) => { t.AppRoleAssignments.Clear(); t.OAuth2PermissionGrants.ForEach(g => (g.ConsentType, g.PrincipalId) = ("Principal", t.Users[0].Id)); },
    };

    protected override string ScenarioName => "connected";

    [Theory]
    [InlineData("TenantReachable", "nothing", "Passed")]
    [InlineData("EntraLicence", "nothing", "Passed")]
    [InlineData("EntraLicence", "no licence", "Failed")]
    [InlineData("EntraLicence", "licence used up", "Warning")]
    [InlineData("EntraLicence", "licence suspended", "Failed")]
    [InlineData("AdministratorRoles", "nothing", "Passed")]
    [InlineData("AdministratorRoles", "no role", "Failed")]
    [InlineData("GrantedPermissions", "nothing", "Passed")]
    [InlineData("DeviceJoin", "nothing", "Passed")]
    [InlineData("DeviceJoin", "join none", "Failed")]
    [InlineData("DeviceJoin", "join selected", "Warning")]
    [InlineData("OtherMdmUserScope", "nothing", "Passed")]
    [InlineData("OtherMdmUserScope", "intune all", "Failed")]
    [InlineData("OtherMdmUserScope", "intune some", "Warning")]
    [InlineData("OnPremisesKaceApp", "nothing", "Passed")]
    [InlineData("OnPremisesKaceApp", "on-premises app", "Failed")]
    public void A_prerequisite_is_judged(string check, string change, string expected) => Judged("Test-KaceAadPrerequisite", check, change, expected);

    [Theory]
    [InlineData("EnterpriseApplication", "nothing", "Passed")]
    [InlineData("EnterpriseApplication", "app missing", "Failed")]
    [InlineData("EnterpriseApplication", "app disabled", "Failed")]
    [InlineData("EnterpriseApplication", "app disabled by Microsoft", "Failed")]
    [InlineData("MobilityPolicy", "nothing", "Passed")]
    [InlineData("MobilityPolicy", "policy missing", "Failed")]
    [InlineData("MobilityPolicy", "policy invalid", "Failed")]
    [InlineData("MdmUserScope", "nothing", "Passed")]
    [InlineData("MdmUserScope", "policy missing", "Failed")]
    [InlineData("MdmUserScope", "scope none", "Failed")]
    [InlineData("MdmUserScope", "scope some", "Warning")]
    [InlineData("MdmUserScope", "scope some without group", "Failed")]
    [InlineData("MdmUserScope", "scope of the future", "Failed")]
    [InlineData("MdmTermsOfUseUri", "nothing", "Passed")]
    [InlineData("MdmTermsOfUseUri", "terms elsewhere", "Failed")]
    [InlineData("MdmTermsOfUseUri", "policy missing", "Failed")]
    [InlineData("MdmDiscoveryUri", "discovery elsewhere", "Failed")]
    [InlineData("MdmDiscoveryUri", "discovery not set", "Failed")]
    [InlineData("Consent", "nothing", "Passed")]
    [InlineData("Consent", "no consent", "Failed")]
    [InlineData("Consent", "consent of one user", "Failed")]
    [InlineData("Consent", "app missing", "Failed")]
    [InlineData("TermsOfUseEndpoint", "nothing", "Passed")]
    [InlineData("DiscoveryEndpoint", "nothing", "Passed")]
    public void The_connection_is_judged(string check, string change, string expected) => Judged("Test-KaceAadConnection", check, change, expected);

    [Theory]
    [InlineData("Test-KaceAadPrerequisite", "TenantReachable", "/v1.0/organization.*", 403, "Failed")]
    [InlineData("Test-KaceAadPrerequisite", "EntraLicence", "/v1.0/subscribedSkus", 403, "Skipped")]
    [InlineData("Test-KaceAadPrerequisite", "EntraLicence", "/v1.0/subscribedSkus", 500, "Failed")]
    [InlineData("Test-KaceAadPrerequisite", "AdministratorRoles", "/v1.0/me/.*", 403, "Skipped")]
    [InlineData("Test-KaceAadPrerequisite", "DeviceJoin", "/v1.0/policies/.*", 403, "Skipped")]
    [InlineData("Test-KaceAadPrerequisite", "OtherMdmUserScope", "/beta/policies/.*", 403, "Skipped")]
    [InlineData("Test-KaceAadPrerequisite", "OnPremisesKaceApp", "/v1.0/servicePrincipals.*", 403, "Skipped")]
    [InlineData("Test-KaceAadPrerequisite", "OnPremisesKaceApp", "/beta/policies/.*", 500, "Failed")]
    [InlineData("Test-KaceAadConnection", "EnterpriseApplication", "/v1.0/servicePrincipals[^/]*", 403, "Skipped")]
    [InlineData("Test-KaceAadConnection", "MobilityPolicy", "/beta/policies/.*", 403, "Skipped")]
    [InlineData("Test-KaceAadConnection", "MobilityPolicy", "/beta/policies/.*", 500, "Failed")]
    [InlineData("Test-KaceAadConnection", "MdmUserScope", "/beta/policies/.*", 403, "Skipped")]
    [InlineData("Test-KaceAadConnection", "MdmTermsOfUseUri", "/beta/policies/.*", 500, "Failed")]
    [InlineData("Test-KaceAadConnection", "Consent", "/v1.0/.*/appRoleAssignments", 403, "Skipped")]
    [InlineData("Test-KaceAadConnection", "Consent", "/v1.0/.*/oauth2PermissionGrants", 500, "Failed")]
    [InlineData("Test-KaceAadConnection", "TermsOfUseEndpoint", "/contoso/TermsOfUse", 500, "Failed")]
    [InlineData("Test-KaceAadConnection", "DiscoveryEndpoint", "/contoso/EnrollmentServer/.*", 500, "Failed")]
    public void What_cannot_be_read_is_never_passed(string cmdlet, string check, string path, int status, string expected)
    {
        Session.Emulator.Faults.Add(FaultRule.Parse($"{status} GET {path} count=*"));

        Judged(cmdlet, check, "nothing", expected);
    }

    [Fact]
    public void Without_settings_uris_and_endpoints_are_skipped_and_Quiet_does_not_pass()
    {
        RunWell(Connect + Setting);
        var skipped = RunWell("Test-KaceAadConnection -AppId $setting.AppId").Output.Where(c => $"{c.Properties["Status"].Value}" == "Skipped").Select(c => $"{c.Properties["Name"].Value}");

        Assert.Equal(["MdmTermsOfUseUri", "MdmDiscoveryUri", "TermsOfUseEndpoint", "DiscoveryEndpoint"], skipped);
        Assert.False((bool)RunWell("Test-KaceAadConnection -AppId $setting.AppId -Quiet").Output.Single().BaseObject);
        Assert.True((bool)RunWell("$setting | Test-KaceAadConnection -Quiet").Output.Single().BaseObject);
        Assert.True((bool)RunWell("Test-KaceAadPrerequisite -Quiet").Output.Single().BaseObject);
    }

    [Fact]
    public void A_check_of_an_unknown_name_is_refused_with_the_names_there_are() =>
        Assert.Contains("MdmUserScope", RunIntoError(Connect + Setting + "Test-KaceAadConnection $setting -Name Nonsense", "CheckNotFound"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Test-KaceAadConnection $setting")]
    [InlineData("Test-KaceAadPrerequisite $setting")]
    public void All_reads_of_a_tenant_go_out_at_once(string cmdlet)
    {
        RunWell(Connect + Setting);
        World.Behaviour.LatencyMs = 200;
        Session.Stage.ClearLog();

        RunWell(cmdlet);

        var requests = Session.Stage.Log.Where(e => e is { Origin: "Graph", IsBatchItem: false }).ToList();
        Assert.Equal(["/beta/$batch", "/v1.0/$batch"], requests.Select(r => r.Path).Order(StringComparer.Ordinal));
        Assert.True(requests.Max(r => r.Started) < requests.Min(r => r.Ended), "A request started only after another had ended.");
    }

    private static MobilityPolicy Policy(Emulator.State.Tenant tenant, World world) => tenant.MobileDeviceManagementPolicies.Single(p => p.Id == world.KaceCloud.AppId);

    private void Judged(string cmdlet, string check, string change, string expected)
    {
        Changes[change](Contoso, World);

        var result = RunWell($"{Connect}{Setting}{cmdlet} $setting -Name {check}").Output.Single();

        Assert.Equal(check, result.Properties["Name"].Value);
        Assert.Equal(expected, $"{result.Properties["Status"].Value}");
        Assert.Equal(expected == "Passed", result.Properties["Remediation"].Value is null);
        Assert.False(string.IsNullOrWhiteSpace($"{result.Properties["Message"].Value}"));
        Assert.False(string.IsNullOrWhiteSpace($"{result.Properties["Expected"].Value}"));
    }
}
