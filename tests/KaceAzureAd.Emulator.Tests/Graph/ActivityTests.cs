using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>The sign-in log, devices, and roles that may be activated (facts.md 1.3, 4.2).</summary>
public sealed class ActivityTests() : GraphTestBase("connected")
{
    private const string SignIns = "/beta/auditLogs/signIns";
    private const string OfApps = SignIns + "?$filter=signInEventTypes/any(t: t eq 'servicePrincipal') and appId eq '" + KaceAppId + "'";
    private const string Eligible = "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')";
    private const string P1 = "41781fb2-bc02-4b7c-bd55-b576c07bb09d";

    [Fact]
    public async Task Sign_ins_of_apps_are_listed_only_when_asked_for()
    {
        Tenant.SignIns.Add(new SignInEvent { EventType = "interactiveUser", UserId = Tenant.Users[0].Id, AppId = WellKnown.CommandLineToolsAppId });
        Assert.Equal("interactiveUser", (string?)Assert.Single((await GetAsync(SignIns)).Items)!["signInEventTypes"]![0]);

        var signIn = Assert.Single((await GetAsync(OfApps)).Items)!;
        Assert.Equal((KaceAppId, "KACE Cloud", 0), ((string?)signIn["appId"], (string?)signIn["servicePrincipalName"], (int)signIn["status"]!["errorCode"]!));
        Assert.Equal(Tenant.ServicePrincipals.Single(s => s.AppId == KaceAppId).Id, (string?)signIn["servicePrincipalId"]);
        Assert.Empty((await GetAsync(SignIns + "?$filter=signInEventTypes/any(t: t eq 'managedIdentity')")).Items);
    }

    [Fact]
    public async Task Sign_ins_are_filtered_by_time_and_outcome_and_come_newest_first()
    {
        Tenant.SignIns.Add(new SignInEvent { Id = "failed", AppId = KaceAppId, ErrorCode = 7000222, Age = TimeSpan.FromMinutes(1) });
        Tenant.SignIns.Add(new SignInEvent { Id = "old", AppId = KaceAppId, Age = TimeSpan.FromDays(20) });
        var since = DateTimeOffset.UtcNow.AddDays(-7).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

        var connected = Tenant.SignIns[0].Id;
        Assert.Equal(["failed", connected, "old"], Ids(await GetAsync(OfApps)));
        Assert.Equal(["old", connected, "failed"], Ids(await GetAsync(OfApps + "&$orderby=createdDateTime")));
        Assert.Equal([connected], Ids(await GetAsync($"{OfApps} and createdDateTime ge {since} and status/errorCode eq 0&$orderby=createdDateTime desc&$top=1")));
        Assert.Equal(["old"], Ids(await GetAsync($"{OfApps} and createdDateTime le {since}")));
        Assert.True((await GetAsync(OfApps + "&$top=1")).Json.ContainsKey("@odata.nextLink"));
    }

    [Theory]
    [InlineData("?$filter=createdDateTime ge '2026-01-01T00:00:00Z'")]
    [InlineData("?$filter=createdDateTime ge 2026-13-01T00:00:00Z and signInEventTypes/any(t: t eq 'servicePrincipal')")]
    [InlineData("?$filter=appId ge 2026-01-01T00:00:00Z")]
    [InlineData("?$filter=signInEventTypes/any(t: x eq 'servicePrincipal')")]
    [InlineData("?$filter=signInEventTypes eq 'servicePrincipal'")]
    [InlineData("?$filter=appId/any(t: t eq 'servicePrincipal')")]
    [InlineData("?$orderby=appId")]
    [InlineData("?$orderby=createdDateTime downwards")]
    [InlineData("?$orderby=createdDateTime desc,appId")]
    public async Task What_the_sign_in_log_does_not_support_is_refused(string query) => Assert.Equal(400, (await GetAsync(SignIns + query)).Status);

    [Fact]
    public async Task The_sign_in_log_of_apps_is_not_in_v1() => Assert.Equal(400, (await GetAsync("/v1.0/auditLogs/signIns")).Status);

    [Theory]
    [InlineData("reader@contoso.example", "AuditLog.Read.All Directory.Read.All", 200, "")]
    [InlineData(Admin, "AuditLog.Read.All Directory.Read.All", 200, "")]
    [InlineData(Admin, "Directory.Read.All", 403, "Authentication_MSGraphPermissionMissing")]
    [InlineData(Admin, "AuditLog.Read.All", 403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant")]
    [InlineData("clouddevice@contoso.example", "AuditLog.Read.All Directory.Read.All", 403, "Authentication_RequestFromUnsupportedUserRole")]
    public async Task The_sign_in_log_takes_permission_role_and_says_which_is_missing(string user, string scopes, int status, string code)
    {
        var answer = await SendAsync("GET", OfApps, token: Token(user, scopes.Split(' ')));
        Assert.Equal((status, code), (answer.Status, status == 200 ? "" : answer.Code));
    }

    [Theory]
    [InlineData("Enabled", "Success", 200)]
    [InlineData("Warning", "Success", 200)]
    [InlineData("Suspended", "Success", 403)]
    [InlineData("Enabled", "Disabled", 403)]
    public async Task The_sign_in_log_takes_a_licence(string status, string provisioning, int expected)
    {
        var sku = Tenant.SubscribedSkus[0];
        sku.CapabilityStatus = status;
        sku.ServicePlans = [new ServicePlan { ServicePlanId = P1, ProvisioningStatus = provisioning }];
        var answer = await GetAsync(OfApps);
        Assert.Equal(expected, answer.Status);
        Assert.True(expected == 200 || answer.ErrorMessage == "Neither tenant is B2C or tenant doesn't have premium license");
    }

    [Fact]
    public async Task An_app_alone_reads_the_sign_in_log_with_its_roles()
    {
        Assert.Equal(200, (await SendAsync("GET", OfApps, token: Host.AppOnlyToken(TenantId, KaceAppId, "AuditLog.Read.All", "Directory.Read.All"))).Status);
        Assert.Equal(403, (await SendAsync("GET", OfApps, token: Host.AppOnlyToken(TenantId, KaceAppId, "Directory.Read.All"))).Status);
        Assert.Equal(401, (await SendAsync("GET", Policies, token: Host.AppOnlyToken(TenantId, KaceAppId, "Directory.Read.All"))).Status);
    }

    [Fact]
    public async Task Devices_are_counted_by_the_MDM_that_manages_them()
    {
        for (var i = 0; i < 3; i++)
        {
            Tenant.Devices.Add(new Device { Id = $"{i}", DisplayName = $"Laptop {i}", MdmAppId = i == 0 ? WellKnown.IntuneAppId : KaceAppId });
        }

        var path = $"/v1.0/devices?$filter=mdmAppId eq '{KaceAppId}'&$count=true&$top=1&$select=id";
        var counted = await GetAsync(path, ("ConsistencyLevel", "eventual"));
        Assert.Equal((2, 1), ((int)counted.Json["@odata.count"]!, counted.Items.Count));
        Assert.False((await GetAsync(path)).Json.ContainsKey("@odata.count"));
        Assert.Equal(200, (await SendAsync("GET", path, token: Token("user@contoso.example", "Device.Read.All"))).Status);
        Assert.Equal(403, (await SendAsync("GET", path, token: Token(Admin, "User.Read"))).Status);
    }

    [Fact]
    public async Task A_role_may_be_activated_from_its_beginning_to_its_end()
    {
        var now = DateTimeOffset.UtcNow;
        Tenant.Users.Single(u => u.UserPrincipalName == "user@contoso.example").EligibleRoles =
        [
            new EligibleRole { RoleId = "open" }, new EligibleRole { RoleId = "running", StartsAt = now.AddDays(-1), EndsAt = now.AddDays(1), MemberType = "Group" },
            new EligibleRole { RoleId = "over", EndsAt = now.AddDays(-1) }, new EligibleRole { RoleId = "to come", StartsAt = now.AddDays(1) },
        ];
        var token = Token("user@contoso.example", "RoleEligibilitySchedule.Read.Directory");
        var instances = (await SendAsync("GET", Eligible, token: token)).Items;
        Assert.Equal([("open", "Direct", "/"), ("running", "Group", "/")], instances.Select(i => ((string?)i!["roleDefinitionId"], (string?)i["memberType"], (string?)i["directoryScopeId"])));
        Assert.Null(instances[0]!["endDateTime"]);
        Assert.Equal(200, (await SendAsync("GET", Eligible.Replace("'", "%27", StringComparison.Ordinal), token: token)).Status);
        Assert.Empty((await SendAsync("GET", Eligible, token: Host.AppOnlyToken(TenantId, KaceAppId, "RoleEligibilitySchedule.Read.Directory"))).Items);
    }

    [Fact]
    public async Task Which_roles_may_be_activated_takes_permission_and_P2()
    {
        Assert.Equal(403, (await SendAsync("GET", Eligible, token: Token(Admin, "User.Read", "Directory.Read.All"))).Status);
        Assert.Equal(400, (await GetAsync(Eligible.Replace("principal", "anything", StringComparison.Ordinal))).Status);
        Tenant.SubscribedSkus[0].ServicePlans.RemoveAll(p => p.ServicePlanId != P1);
        var refused = await GetAsync(Eligible);
        Assert.Equal((400, "AadPremiumLicenseRequired"), (refused.Status, refused.Code));
    }
}
