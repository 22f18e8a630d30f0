using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Cmdlets.Checks;

/// <summary>Checks through their cmdlets, on a tenant that is connected but for what the test changes.</summary>
public abstract class CheckTest : CmdletTest
{
    /// <summary>Signs in with the permissions that sign-in does not ask for as well.</summary>
    protected const string ConnectForMore = "Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessToken('admin', 'User.Read', 'LicenseAssignment.Read.All', 'Policy.Read.DeviceConfiguration', 'GroupMember.Read.All', 'Policy.ReadWrite.MobilityManagement', 'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'Directory.Read.All', 'AuditLog.Read.All', 'Device.Read.All', 'RoleEligibilitySchedule.Read.Directory') > $null;";

    private const string OnPremisesAppId = "99999999-0000-0000-0000-000000000009";

    private static readonly Dictionary<string, Action<Emulator.State.Tenant, World>> Changes = new(StringComparer.Ordinal)
    {
        ["nothing"] = (_, _) => { },
        ["no licence"] = (t, _) => t.SubscribedSkus.ForEach(s => s.ServicePlans.Clear()),
        ["licence used up"] = (t, _) => t.SubscribedSkus.ForEach(s => s.ConsumedUnits = s.Enabled + 1),
        ["licence suspended"] = (t, _) => t.SubscribedSkus.ForEach(s => s.CapabilityStatus = "Suspended"),
        ["no role"] = (t, _) => t.Users[0].Roles = ["f2ef992c-3afb-46b9-b7cf-a126ee74c451"],
        ["role to activate"] = (t, _) => (t.Users[0].Roles, t.Users[0].EligibleRoles) = (["f2ef992c-3afb-46b9-b7cf-a126ee74c451"], [new EligibleRole { RoleId = "62e90394-69f5-4237-9190-012177145e10" }]),
        ["no domain"] = (t, _) => t.Domains.RemoveAll(d => !d.IsInitial),
        ["join none"] = (t, _) => t.AllowedToJoin = "none",
        ["join selected"] = (t, _) => (t.AllowedToJoin, t.AllowedToJoinGroups, t.AllowedToJoinUsers) = ("selected", [t.Groups[0].Id], [t.Users[4].Id]),
        ["intune all"] = (t, _) => t.MobileDeviceManagementPolicies[0].AppliesTo = "all",
        ["intune enrollment all"] = (t, _) => t.MobileDeviceManagementPolicies[1].AppliesTo = "all",
        ["intune some"] = (t, _) => (t.MobileDeviceManagementPolicies[0].AppliesTo, t.MobileDeviceManagementPolicies[0].IncludedGroups) = ("selected", [t.Groups[0].Id]),
        ["both some, apart"] = (t, w) => Both(t, w, [t.Groups[1].Id]),
        ["both some, shared"] = (t, w) => Both(t, w, [t.Groups[1].Id, t.Groups[0].Id]),
        ["both some, shared among many"] = (t, w) =>
        {
            var many = Enumerable.Range(0, 250).Select(i => new Group { Id = Guid.NewGuid().ToString(), DisplayName = $"Many {i}" }).ToList();
            t.Groups.AddRange(many);
            w.Behaviour.ExpandedGroups = 20;
            Both(t, w, [.. many.Select(g => g.Id), t.Groups[0].Id]);
        },
        ["mam some"] = (t, _) => t.MobileAppManagementPolicies[0].AppliesTo = "selected",
        ["on-premises app"] = (t, _) =>
        {
            t.ServicePrincipals.Add(new ServicePrincipal { Id = Guid.NewGuid().ToString(), AppId = OnPremisesAppId, DisplayName = "KACE Cloud", AppOwnerOrganizationId = t.Id });
            t.MobileDeviceManagementPolicies.Add(new MobilityPolicy { Id = OnPremisesAppId, DisplayName = "KACE Cloud" });
        },
        ["no single sign-on"] = (t, _) => t.Applications.Clear(),
        ["dns elsewhere"] = (_, w) => w.Dns.Add(new DnsRecord { Name = "enterpriseenrollment.contoso.example", Value = "enterpriseenrollment-s.manage.microsoft.com" }),
        ["dns to KACE Cloud"] = (_, w) => w.Dns.Add(new DnsRecord { Name = "enterpriseenrollment.contoso.example", Value = "enterpriseenrollment.kacecloud.com" }),
        ["dns failing"] = (_, w) => w.Behaviour.Dns = "Fail",
        ["app missing"] = (t, w) => t.ServicePrincipals.RemoveAll(s => s.AppId == w.KaceCloud.AppId),
        ["app disabled"] = (t, w) => App(t, w).AccountEnabled = false,
        ["app disabled by Microsoft"] = (t, w) => App(t, w).DisabledByMicrosoftStatus = "DisabledDueToViolationOfServicesAgreement",
        ["app of another host"] = (t, w) => App(t, w).ServicePrincipalNames = [w.KaceCloud.AppId, "https://devices.kacecloud.example"],
        ["app of no host"] = (t, w) => App(t, w).ServicePrincipalNames = [w.KaceCloud.AppId],
        ["policy missing"] = (t, w) => t.MobileDeviceManagementPolicies.RemoveAll(p => p.Id == w.KaceCloud.AppId),
        ["policy invalid"] = (t, w) => Policy(t, w).IsValid = false,
        ["scope none"] = (t, w) => Policy(t, w).AppliesTo = "none",
        ["scope some"] = (t, w) => (Policy(t, w).AppliesTo, Policy(t, w).IncludedGroups) = ("selected", [t.Groups[1].Id]),
        ["scope some, empty"] = (t, w) => (Policy(t, w).AppliesTo, Policy(t, w).IncludedGroups) = ("selected", [t.Groups[4].Id]),
        ["scope some without group"] = (t, w) => Policy(t, w).AppliesTo = "selected",
        ["scope of the future"] = (t, w) => Policy(t, w).AppliesTo = "unknownFutureValue",
        ["terms elsewhere"] = (t, w) => Policy(t, w).TermsOfUseUrl = "https://elsewhere.example/",
        ["discovery elsewhere"] = (t, w) => Policy(t, w).DiscoveryUrl = "https://elsewhere.example/",
        ["discovery not set"] = (t, w) => Policy(t, w).DiscoveryUrl = null,
        ["no consent"] = (t, _) => { t.OAuth2PermissionGrants.Clear(); t.AppRoleAssignments.Clear(); },
        ["consent of one user"] = (t, _) => { t.AppRoleAssignments.Clear(); t.OAuth2PermissionGrants.ForEach(g => (g.ConsentType, g.PrincipalId) = ("Principal", t.Users[0].Id)); },
        ["enrolling over http"] = (_, w) => w.KaceCloud.EnrollsOverHttp = true,
        ["signed in"] = (t, w) => t.SignIns = [new SignInEvent { AppId = w.KaceCloud.AppId }],
        ["signed in long ago"] = (t, w) => t.SignIns = [new SignInEvent { AppId = w.KaceCloud.AppId, Age = TimeSpan.FromDays(31) }],
        ["another app signed in"] = (t, _) => t.SignIns = [new SignInEvent { AppId = OnPremisesAppId }],
        ["sign-in refused"] = (t, w) => t.SignIns = [new SignInEvent { AppId = w.KaceCloud.AppId, ErrorCode = 7000222, FailureReason = "The provided client secret keys are expired." }],
        ["sign-in log without licence"] = (t, _) => t.SubscribedSkus.ForEach(s => s.ServicePlans.Clear()),
        ["devices"] = (t, w) => t.Devices.AddRange(Enumerable.Range(0, 3).Select(i => new Device { Id = Guid.NewGuid().ToString(), DisplayName = $"PC {i}", MdmAppId = i == 2 ? null : w.KaceCloud.AppId })),
    };

    protected override string ScenarioName => "connected";

    /// <summary>Judges the tenant after a change of its state, or with a fault of a service ("403 GET /v1.0/...").</summary>
    protected void Judged(string cmdlet, string check, string change, string expected, string? message = null, string connect = Connect)
    {
        if (Changes.TryGetValue(change, out var make))
        {
            make(Contoso, World);
        }
        else
        {
            Session.Emulator.Faults.Add(FaultRule.Parse(change + " count=*"));
        }

        var result = RunWell($"{connect}{Setting}{cmdlet} -Name {check}").Output.Single();

        Assert.Equal(check, result.Properties["Name"].Value);
        Assert.Equal((expected, $"{result.Properties["Message"].Value}"), ($"{result.Properties["Status"].Value}", $"{result.Properties["Message"].Value}"));
        Assert.Equal(expected == "Passed", result.Properties["Remediation"].Value is null);
        Assert.Contains(message ?? ".", $"{result.Properties["Message"].Value}", StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace($"{result.Properties["Expected"].Value}"));
    }

    protected static MobilityPolicy Policy(Emulator.State.Tenant tenant, World world) => tenant.MobileDeviceManagementPolicies.Single(p => p.Id == world.KaceCloud.AppId);

    private static ServicePrincipal App(Emulator.State.Tenant tenant, World world) => tenant.ServicePrincipals.Single(s => s.AppId == world.KaceCloud.AppId);

    private static void Both(Emulator.State.Tenant tenant, World world, List<string> kaceGroups)
    {
        (Policy(tenant, world).AppliesTo, Policy(tenant, world).IncludedGroups) = ("selected", kaceGroups);
        (tenant.MobileDeviceManagementPolicies[0].AppliesTo, tenant.MobileDeviceManagementPolicies[0].IncludedGroups) = ("selected", [tenant.Groups[0].Id]);
    }
}
