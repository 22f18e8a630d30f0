using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>The scenarios that come with the emulator, and how one is laid over another.</summary>
public sealed class ScenarioTests
{
    private const string KaceAppId = "8d5f6b72-3a94-4c1e-b0d7-6b6163656d01";

    public static TheoryData<string> Names => [.. Scenario.Names];

    [Fact]
    public void All_are_there() => Assert.Equal(
        [
            "app-added", "app-only", "connected", "default", "direct-onboard", "disabled-app", "disabled-by-microsoft", "discovery-elsewhere", "discovery-http", "dns-elsewhere",
            "enrolled-devices", "expired-tls", "expiring-tls", "half-consent", "intune-all", "invalid-policy", "join-disabled", "join-selected", "licence-p1",
            "licence-suspended", "licence-used-up", "mam-all", "mixed", "never-signed-in", "no-licence", "on-premises", "other-mdm-some", "partner", "pim-eligible", "policy-missing",
            "policy-without-scope", "scope-some", "sign-in-failing", "slow-replication", "sso-missing", "sso-saml", "unverified-domain", "wrong-uris",
        ],
        Scenario.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reference_leads_somewhere_and_no_placeholder_is_left(string name)
    {
        AssertWhole(Scenario.Load(name));
        AssertWhole(Scenario.Load(name, tenants: 2));
    }

    [Fact]
    public void Default_is_ready_but_not_connected()
    {
        var tenant = Contoso("default");
        Assert.Contains(tenant.SubscribedSkus, s => s.Enabled > s.ConsumedUnits && s.ServicePlans.Exists(p => p.ServicePlanName == "AAD_PREMIUM"));
        Assert.DoesNotContain(tenant.ServicePrincipals, s => s.AppId == KaceAppId);
        Assert.Equal(2, tenant.Groups.Count(g => g.DisplayName == "Sales"));
        Assert.All(tenant.MobileDeviceManagementPolicies.Concat(tenant.MobileAppManagementPolicies), p => Assert.Equal("none", p.AppliesTo));
        Assert.True(tenant.HasPlan(WellKnown.EntraP2Plan));
        Assert.Contains(tenant.Applications, a => a.RedirectUris.Exists(u => u.EndsWith("/broker/heliumsso/endpoint", StringComparison.Ordinal)));
    }

    [Fact]
    public void Connected_has_all_that_KACE_asks_for()
    {
        var world = Scenario.Load("connected");
        var tenant = world.FindTenant("contoso.example")!;
        var asked = world.FindApplication(KaceAppId)!.Value.App.RequiredResourceAccess.Single();
        var graph = tenant.ServicePrincipals.Single(s => s.AppId == asked.ResourceAppId);
        Assert.Equal(asked.Roles.Order(StringComparer.Ordinal), tenant.AppRoleAssignments.Select(a => graph.AppRoles.Single(r => r.Id == a.AppRoleId).Value).Order(StringComparer.Ordinal));
        Assert.Equal(asked.Scopes, tenant.OAuth2PermissionGrants.Single().Scope.Split(' '));
        Assert.Equal("all", tenant.MobileDeviceManagementPolicies.Single(p => p.Id == KaceAppId).AppliesTo);
        Assert.True(world.KaceCloud.Subscriptions.Single().Verified);
        Assert.InRange(tenant.SignIns.Single(s => s.AppId == KaceAppId).Age, TimeSpan.Zero, TimeSpan.FromDays(1));
    }

    [Fact]
    public void The_others_differ_in_what_they_are_named_for()
    {
        Assert.DoesNotContain(Contoso("no-licence").SubscribedSkus, s => s.ServicePlans.Exists(p => p.ServicePlanName.StartsWith("AAD_PREMIUM", StringComparison.Ordinal)));
        Assert.Single(Contoso("no-licence").SubscribedSkus);
        Assert.Equal("all", Contoso("intune-all").MobileDeviceManagementPolicies.Single(p => p.Id == WellKnown.IntuneAppId).AppliesTo);
        Assert.Equal("Microsoft Intune", Contoso("intune-all").MobileDeviceManagementPolicies.Single(p => p.Id == WellKnown.IntuneAppId).DisplayName);
        Assert.Equal("none", Contoso("join-disabled").AllowedToJoin);
        Assert.Equal("selected", Contoso("join-selected").AllowedToJoin);
        Assert.Equal("all", Contoso("mam-all").MobileAppManagementPolicies.Single(p => p.Id == WellKnown.IntuneAppId).AppliesTo);
        Assert.Single(Contoso("other-mdm-some").MobileDeviceManagementPolicies.Single(p => p.AppliesTo == "selected").IncludedGroups);
        Assert.Equal(3, Contoso("pim-eligible").Users.Single(u => u.EligibleRoles.Count > 0 && u.Roles.Count == 0).EligibleRoles.Count);
        Assert.Empty(Contoso("sso-missing").Applications);
        Assert.EndsWith("/broker/heliumsso/endpoint", Contoso("sso-saml").Applications.Single().IdentifierUris.Single(), StringComparison.Ordinal);
        Assert.Equal(2, Contoso("enrolled-devices").Devices.Count(d => d.MdmAppId == KaceAppId));
        Assert.False(Contoso("disabled-app").ServicePrincipals.Single(s => s.AppId == KaceAppId).AccountEnabled);
        Assert.NotNull(Contoso("disabled-by-microsoft").ServicePrincipals.Single(s => s.AppId == KaceAppId).DisabledByMicrosoftStatus);
        Assert.False(Contoso("invalid-policy").MobileDeviceManagementPolicies.Single(p => p.Id == KaceAppId).IsValid);
        Assert.True(Contoso("licence-p1").HasPlan(WellKnown.EntraP1Plan) && !Contoso("licence-p1").HasPlan(WellKnown.EntraP2Plan));
        Assert.DoesNotContain(Contoso("licence-used-up").SubscribedSkus, s => s.Enabled > s.ConsumedUnits && s.SkuPartNumber.StartsWith("SPE", StringComparison.Ordinal));
        Assert.False(Contoso("licence-suspended").HasPlan(WellKnown.EntraP1Plan));
        Assert.Empty(Contoso("never-signed-in").SignIns);
        Assert.DoesNotContain("{kace}", Contoso("discovery-elsewhere").ServicePrincipals.Single(s => s.AppId == KaceAppId).ServicePrincipalNames);
        Assert.True(Scenario.Load("discovery-http").KaceCloud.EnrollsOverHttp);
        Assert.Contains(Scenario.Load("dns-elsewhere").Dns, r => r.Name == "enterpriseenrollment.contoso.example");
        Assert.Equal((5, 89), (Scenario.Load("expiring-tls").CertificateDays.KaceCloud, Scenario.Load("expiring-tls").CertificateDays.Graph));
        Assert.True(Scenario.Load("expired-tls").CertificateDays.KaceCloud < 0);
        Assert.NotEqual(0, Contoso("sign-in-failing").SignIns.Single().ErrorCode);
        Assert.Equal("contoso.onmicrosoft.com", Scenario.Load("unverified-domain").FindTenant("contoso.onmicrosoft.com")!.Domains.Single(d => d.IsVerified).Name);
        Assert.Equal("direct", Scenario.Load("direct-onboard").KaceCloud.OnBoardForm);
        Assert.Equal(3000, Scenario.Load("slow-replication").Behaviour.ReplicationDelayMs);
        Assert.False(Scenario.Load("policy-missing").Behaviour.PolicyAppearsWithServicePrincipal);
        var onPremises = Scenario.Load("on-premises").KaceCloud.Subscriptions.Single().OnPremisesAppId;
        Assert.Contains(Contoso("on-premises").MobileDeviceManagementPolicies, p => p.Id == onPremises);
        Assert.NotNull(Contoso("on-premises").Applications.Single(a => a.AppId == onPremises).Mdm);
    }

    [Fact]
    public void Half_way_each_has_what_it_is_named_for_and_nothing_more()
    {
        var added = Contoso("app-added");
        Assert.Contains(added.ServicePrincipals, s => s.AppId == KaceAppId);
        Assert.Empty(added.OAuth2PermissionGrants);
        Assert.Empty(added.AppRoleAssignments);
        var (world, byItself) = (Scenario.Load("default"), Contoso("default"));
        byItself.AddMobilityPolicies(world.FindApplication(KaceAppId)!.Value.App, default);
        Assert.Equal(KacePolicies(byItself), KacePolicies(added));

        var connected = Contoso("connected");
        var policy = KacePolicies(connected)[0];
        Assert.Equal(policy with { AppliesTo = "none" }, KacePolicies(Contoso("policy-without-scope"))[0]);
        Assert.Equal(policy with { AppliesTo = "selected", Groups = "Windows Pilot, All Employees" }, KacePolicies(Contoso("scope-some"))[0]);
        var wrong = KacePolicies(Contoso("wrong-uris"))[0];
        Assert.Equal(policy, wrong with { TermsOfUse = policy.TermsOfUse, Discovery = policy.Discovery });
        Assert.DoesNotContain("/contoso/", wrong.TermsOfUse + wrong.Discovery, StringComparison.Ordinal);
        Assert.True(wrong.TermsOfUse is { Length: > 0 } && wrong.Discovery is { Length: > 0 });

        var half = Contoso("half-consent");
        Assert.Equal(connected.OAuth2PermissionGrants.Single().Scope, half.OAuth2PermissionGrants.Single().Scope);
        Assert.Empty(half.AppRoleAssignments);
        Assert.Equal(policy, KacePolicies(half)[0]);
        Assert.Null(Scenario.Load("half-consent").KaceCloud.Subscriptions.Single().Verified);
    }

    [Fact]
    public void App_only_gives_an_app_and_two_managed_identities_what_the_checks_read()
    {
        var tenant = Contoso("app-only");
        var app = Assert.Single(tenant.Applications, a => a.HasCredentials);
        Assert.Equal((1, 1), (app.Secrets.Count, app.FederatedCredentials.Count));
        var roles = tenant.ServicePrincipals.Where(s => s.AppId == app.AppId || s.ServicePrincipalType == "ManagedIdentity").Select(s => KaceAzureAd.Emulator.SignIn.Consent.GrantedRoles(tenant, s).ToList()).ToList();
        Assert.Equal(3, roles.Count);
        string[] reads = ["Application.Read.All", "Directory.Read.All", "GroupMember.Read.All", "LicenseAssignment.Read.All", "Organization.Read.All", "Policy.Read.All", "Policy.Read.DeviceConfiguration"];
        Assert.All(roles, r => Assert.Empty(reads.Except(r)));
        Assert.Equal([7, 10, 10], roles.Select(r => r.Count).Order());
        Assert.Single(tenant.ManagedIdentities, i => i.ResourceId is null);
    }

    [Fact]
    public void Partner_has_five_customers_that_consented_and_one_that_is_none()
    {
        var world = Scenario.Load("partner");
        var partner = world.FindTenant("fabrikam.example")!;
        Assert.Equal([false, true], partner.Applications.Select(a => a.IsFallbackPublicClient));
        Assert.Equal([true, false], partner.Applications.Select(a => a.HasCredentials));
        var customers = world.KaceCloud.Subscriptions.ConvertAll(s => world.FindTenant(s.TenantId)!);
        var user = world.FindUser("partner@fabrikam.example")!.Value.User;
        Assert.Equal(["Tailspin Toys"], customers.Where(c => world.RolesOf(c, user) is null).Select(c => c.DisplayName));
        Assert.Equal((6, 5), (customers.Count, customers.Count(c => world.RolesOf(c, user)?.Contains("7698a772-787b-4ac8-901f-60d6b08affd2") == true)));
        Assert.All(customers, c => Assert.Null(world.RolesOf(c, partner.Users[1])));
        Assert.All(customers, c => Assert.All(partner.Applications, a => Assert.Contains("Policy.ReadWrite.MobilityManagement", KaceAzureAd.Emulator.SignIn.Consent.Granted(c, a, user))));
    }

    [Fact]
    public void A_file_is_laid_over_what_it_is_based_on()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "base": "default", "behaviour": { "pageSize": 1 }, "tenants": [ { "id": "7f3c2a10-5b7e-4c55-9d64-0c0a70500001", "groups": [] } ] }""");
            var world = Scenario.Load(file);
            Assert.Equal((1, 3), (world.Behaviour.PageSize, world.Tenants.Count));
            Assert.Empty(world.FindTenant("contoso.example")!.Groups);

            File.WriteAllText(file, """{ "base": "default", "nonsense": 1 }""");
            Assert.Throws<FormatException>(() => Scenario.Load(file));
            File.WriteAllText(file, "{ not json");
            Assert.Throws<FormatException>(() => Scenario.Load(file));
            File.WriteAllText(file, """{ "tenants": [ { "id": "a", "servicePrincipals": [ { "appId": "b" } ] } ] }""");
            Assert.Throws<FormatException>(() => Scenario.Load(file));
            File.WriteAllText(file, $$"""{ "base": "{{Path.GetFileName(file)}}" }""");
            Assert.Throws<FormatException>(() => Scenario.Load(file));
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Throws<FileNotFoundException>(() => Scenario.Load("no-such-scenario"));
    }

    private static void AssertWhole(World world)
    {
        world.BindOrigins(new Origins("https://localhost:1", "https://localhost:2", "https://localhost:3"));
        Assert.DoesNotContain("{", string.Join(' ', world.Tenants.SelectMany(t => t.Applications).SelectMany(a => a.IdentifierUris.Concat(a.RedirectUris).Append(a.Mdm?.TermsOfUseUrl))), StringComparison.Ordinal);
        foreach (var tenant in world.Tenants)
        {
            var principals = tenant.ServicePrincipals.ToDictionary(s => s.Id);
            Assert.All(tenant.OAuth2PermissionGrants, g => Assert.True(principals.ContainsKey(g.ClientId) && principals.ContainsKey(g.ResourceId)));
            Assert.All(tenant.AppRoleAssignments, a => Assert.Contains(principals[a.ResourceId].AppRoles, r => r.Id == a.AppRoleId));
            Assert.All(tenant.MobileDeviceManagementPolicies, p => Assert.DoesNotContain("{", p.TermsOfUseUrl + p.DiscoveryUrl, StringComparison.Ordinal));
            Assert.All(tenant.ServicePrincipals, s => Assert.NotEqual("", s.DisplayName));
            Assert.All(tenant.OAuth2PermissionGrants, g => Assert.NotEqual("", g.Scope));
            Assert.All(tenant.OAuth2PermissionGrants.Select(g => g.Id).Concat(tenant.AppRoleAssignments.Select(a => a.Id)), id => Assert.NotEqual("", id));
            Assert.All(tenant.ManagedIdentities, i => Assert.Equal((i.ClientId, "ManagedIdentity"), (principals[i.Id].AppId, principals[i.Id].ServicePrincipalType)));
            Assert.All(tenant.PartnerRelationships, r => Assert.All(r.Members, m => Assert.Contains(world.FindTenant(r.PartnerTenantId)!.Groups, g => g.Id == m)));
            var known = tenant.Users.Select(u => u.Id).Concat(tenant.Groups.Select(g => g.Id)).ToHashSet();
            Assert.All(tenant.Groups.SelectMany(g => g.Members).Concat(tenant.AllowedToJoinUsers).Concat(tenant.AllowedToJoinGroups), m => Assert.Contains(m, known));
            Assert.All(tenant.MobileDeviceManagementPolicies.Where(p => p.IsValid), p => Assert.Contains(tenant.ServicePrincipals, s => s.AppId == p.Id));
            Assert.All(tenant.MobileDeviceManagementPolicies.SelectMany(p => p.IncludedGroups), g => Assert.Contains(g, known));
            Assert.All(tenant.SignIns.Select(s => s.AppId).Concat(tenant.Devices.Select(d => d.MdmAppId).OfType<string>()), a => Assert.NotNull(world.FindApplication(a)));
        }

        Assert.NotNull(world.FindApplication(world.KaceCloud.AppId));
        Assert.All(world.KaceCloud.Subscriptions, s => Assert.NotNull(world.FindTenant(s.TenantId)));
    }

    /// <summary>KACE Cloud's policies: that for devices, and that for apps.</summary>
    private static List<Policy> KacePolicies(Tenant tenant) =>
    [
        .. tenant.MobileDeviceManagementPolicies.Concat(tenant.MobileAppManagementPolicies).Where(p => p.Id == KaceAppId).Select(p => new Policy(
            p.DisplayName, p.AppliesTo, p.TermsOfUseUrl, p.DiscoveryUrl, p.IsValid, string.Join(", ", p.IncludedGroups.Select(id => tenant.Groups.Single(g => g.Id == id).DisplayName)))),
    ];

    private static Tenant Contoso(string scenario) => Scenario.Load(scenario).FindTenant("contoso.example")!;

    private sealed record Policy(string DisplayName, string AppliesTo, string? TermsOfUse, string? Discovery, bool IsValid, string Groups);
}
