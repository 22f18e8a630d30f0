using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>Many customers, made out of a scenario's.</summary>
public sealed class ManyTenantsTests
{
    private const string KaceAppId = "8d5f6b72-3a94-4c1e-b0d7-6b6163656d01";

    private static readonly string Original = Scenario.Load("connected").KaceCloud.Subscriptions.Single().TenantId;

    [Fact]
    public void Each_is_like_the_original_and_has_nothing_of_another()
    {
        var world = Scenario.Load("connected", tenants: 3);
        var customers = world.KaceCloud.Subscriptions.Select(s => world.FindTenant(s.TenantId)!).ToList();

        Assert.Equal(["tenant0001", "tenant0002", "tenant0003"], world.KaceCloud.Subscriptions.Select(s => s.Subdomain));
        Assert.Equal(["Tenant 0001", "Tenant 0002", "Tenant 0003"], customers.Select(t => t.DisplayName));
        Assert.Equal(3, customers.SelectMany(OwnIds).GroupBy(id => id).Count() / (double)OwnIds(customers[0]).Count());
        Assert.Null(world.FindTenant(Original));
        Assert.Equal(5, world.Tenants.Count);

        var last = customers[2];
        Assert.Equal(["tenant0003.onmicrosoft.com", "tenant0003.example"], last.Domains.Select(d => d.Name));
        Assert.Same(last, world.FindTenant("tenant0003.example"));
        Assert.All(last.Users, u => Assert.EndsWith("@tenant0003.example", u.UserPrincipalName, StringComparison.Ordinal));
        Assert.Equal("{kace}/tenant0003/TermsOfUse", last.MobileDeviceManagementPolicies.Single(p => p.Id == KaceAppId).TermsOfUseUrl);
        Assert.Equal("https://tenant0003.kacecloud.example/broker/heliumsso/endpoint", last.Applications.Single().RedirectUris.Single());
        Assert.Same(last, world.FindApplication(last.Applications.Single().AppId)!.Value.Home);
        Assert.Equal("{kace}", world.FindApplication(KaceAppId)!.Value.App.IdentifierUris.Single());
    }

    [Fact]
    public void Names_in_DNS_are_made_anew_too()
    {
        var world = Scenario.Load("dns-elsewhere", tenants: 2);
        Assert.Equal(
            ["enterpriseenrollment.tenant0001.example", "enterpriseregistration.tenant0001.example", "enterpriseenrollment.tenant0002.example", "enterpriseregistration.tenant0002.example"],
            world.Dns.Select(r => r.Name));
        Assert.Equal("enterpriseenrollment-s.manage.microsoft.com", world.Dns[0].Value);
    }

    [Fact]
    public void Several_originals_take_turns()
    {
        var world = Scenario.Load("mixed", tenants: 4);
        var isConnected = world.KaceCloud.Subscriptions.Select(s => world.FindTenant(s.TenantId)!.ServicePrincipals.Exists(p => p.AppId == KaceAppId));
        Assert.Equal([true, false, true, false], isConnected);
    }

    [Fact]
    public void A_scenario_without_customers_has_none_to_make_more_of()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "base": "default", "kaceCloud": { "subscriptions": [] } }""");
            Assert.Throws<FormatException>(() => Scenario.Load(file, tenants: 2));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Each_is_served_as_its_own()
    {
        await using var host = await EmulatorHost.StartAsync(Scenario.Load("connected", tenants: 200), TestContext.Current.CancellationToken);
        var subscription = host.World.KaceCloud.Subscriptions[199];
        var outcome = await host.KaceCloud.VerifyAsync(subscription.Subdomain, TestContext.Current.CancellationToken);
        Assert.True(outcome.Success, outcome.Message);
        Assert.Equal(2, host.World.FindTenant(subscription.TenantId)!.SignIns.Count);
        Assert.All(host.World.KaceCloud.Subscriptions.Take(199), s => Assert.Single(host.World.FindTenant(s.TenantId)!.SignIns));
        Assert.Throws<ArgumentException>(() => host.AccessToken(subscription.TenantId, "admin@tenant0001.example", "User.Read"));
    }

    [Fact]
    public void What_was_found_once_is_found_where_it_is_now()
    {
        var world = Scenario.Load("default", tenants: 3);
        var (first, second) = (world.FindTenant("tenant0001.example")!, world.FindTenant("tenant0002.example")!);
        world.Tenants.Remove(first);
        Assert.Null(world.FindTenant("tenant0001.example"));
        Assert.Same(second, world.FindTenant("tenant0002.example"));

        second.Domains.Single(d => d.IsDefault).IsVerified = false;
        Assert.Null(world.FindTenant("tenant0002.example"));
        second.Applications.Clear();
        Assert.Null(world.FindApplication(first.Applications.Single().AppId));
        Assert.NotNull(world.FindApplication(WellKnown.GraphAppId));
    }

    private static IEnumerable<string> OwnIds(Tenant tenant) =>
        tenant.Users.Select(u => u.Id).Concat(tenant.Groups.Select(g => g.Id)).Concat(tenant.ServicePrincipals.Select(s => s.Id)).Concat(tenant.Applications.Select(a => a.Id))
            .Concat(tenant.Applications.Select(a => a.AppId)).Concat(tenant.OAuth2PermissionGrants.Select(g => g.Id)).Concat(tenant.AppRoleAssignments.Select(a => a.Id))
            .Concat(tenant.SignIns.Select(s => s.Id)).Append(tenant.Id);
}
