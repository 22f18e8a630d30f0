using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>facts.md 2.4, 3.2, 3.3.</summary>
public sealed class ServicePrincipalTests : GraphTestBase
{
    private const string DeviceRead = "7438b122-aefc-4978-80ed-43db9fcc7715";

    [Fact]
    public async Task Adding_twice_is_a_conflict()
    {
        var added = await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = KaceAppId });
        Assert.Equal((201, "KACE Cloud"), (added.Status, (string?)added.Json["displayName"]));
        var again = await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = KaceAppId });
        Assert.Equal((409, "Request_MultipleObjectsWithSameKeyValue"), (again.Status, again.Code));
    }

    [Fact]
    public async Task An_app_nobody_registered_or_another_tenant_keeps_to_itself_is_refused()
    {
        Host.World.FindTenant(WellKnown.MicrosoftTenantId)!.Applications.Add(new Application { Id = "x", AppId = Pilot, DisplayName = "Private" });
        foreach (var appId in new[] { Guid.NewGuid().ToString(), Pilot })
        {
            var answer = await SendAsync("POST", "/v1.0/servicePrincipals", new { appId });
            Assert.Equal((400, "NoBackingApplicationObject"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task Upsert_creates_when_missing_only_if_preferred()
    {
        var path = $"/v1.0/servicePrincipals(appId='{KaceAppId}')";
        Assert.Equal(404, (await SendAsync("PATCH", path, new { })).Status);
        Assert.Equal(201, (await SendAsync("PATCH", path, new { }, headers: ("Prefer", "create-if-missing"))).Status);
        Assert.Equal(204, (await SendAsync("PATCH", path, new { accountEnabled = false }, headers: ("Prefer", "create-if-missing"))).Status);
        Assert.False((bool)(await GetAsync(path)).Json["accountEnabled"]!);
    }

    [Fact]
    public async Task Lists_are_filtered_by_the_documented_forms_and_refuse_others()
    {
        await AddKaceAsync();
        Assert.Single((await GetAsync($"/v1.0/servicePrincipals?$filter=appId eq '{KaceAppId}'&$select=id,appId")).Items);
        Assert.Equal(2, (await GetAsync("/v1.0/servicePrincipals?$filter=startswith(displayName,'kace')")).Items.Count);
        Assert.Equal(400, (await GetAsync($"/v1.0/servicePrincipals?$filter=id in ({string.Join(',', Enumerable.Range(0, 16).Select(i => $"'{i}'"))})")).Status);
        Assert.Empty((await GetAsync($"/v1.0/servicePrincipals?$filter=id in ({string.Join(',', Enumerable.Range(0, 15).Select(i => $"'{i}'"))})")).Items);
        Assert.Single((await GetAsync("/v1.0/servicePrincipals?$filter=displayName eq 'KACE Cloud' and accountEnabled eq true")).Items);
        Assert.Equal(2, (await GetAsync($"/v1.0/servicePrincipals?$filter=appId in ('{KaceAppId}', '{WellKnown.GraphAppId}')")).Items.Count);
        Assert.Empty((await GetAsync("/v1.0/servicePrincipals?$filter=displayName eq 'O''Brien''s'")).Items);

        foreach (var filter in new[] { "displayName ne 'a'", "displayName eq 'a' or appId eq 'b'", "contains(displayName,'a')", "tags eq 'a'", "displayName eq 'a", "" })
        {
            Assert.Equal(400, (await GetAsync($"/v1.0/servicePrincipals?$filter={filter}")).Status);
        }
    }

    [Fact]
    public async Task Deleting_takes_what_was_granted_with_it()
    {
        var id = await AddKaceAsync();
        await SendAsync("POST", "/v1.0/oauth2PermissionGrants", Grant(id));
        await SendAsync("POST", $"/v1.0/servicePrincipals/{GraphPrincipal}/appRoleAssignedTo", Assignment(id));
        Assert.Equal(204, (await SendAsync("DELETE", $"/v1.0/servicePrincipals(appId='{KaceAppId}')")).Status);
        Assert.Empty(Tenant.OAuth2PermissionGrants);
        Assert.Empty(Tenant.AppRoleAssignments);
        Assert.Equal(id, Assert.Single(Tenant.DeletedServicePrincipals).Id);
        Assert.Equal(404, (await GetAsync($"/v1.0/servicePrincipals/{id}")).Status);
    }

    [Fact]
    public async Task A_delegated_grant_is_one_object_per_client_and_resource()
    {
        var id = await AddKaceAsync();
        var granted = await SendAsync("POST", "/v1.0/oauth2PermissionGrants", Grant(id));
        Assert.Equal(201, granted.Status);
        var again = await SendAsync("POST", "/v1.0/oauth2PermissionGrants", Grant(id));
        Assert.Equal((409, "Permission entry already exists."), (again.Status, again.ErrorMessage));

        var grantId = (string)granted.Json["id"]!;
        Assert.Equal(204, (await SendAsync("PATCH", $"/v1.0/oauth2PermissionGrants/{grantId}", new { scope = "openid" })).Status);
        var filter = $"$filter=clientId eq '{id}' and consentType eq 'AllPrincipals'";
        Assert.Equal("openid", (string?)Assert.Single((await GetAsync($"/v1.0/oauth2PermissionGrants?{filter}")).Items)!["scope"]);
        Assert.Equal([grantId], Ids(await GetAsync($"/v1.0/servicePrincipals(appId='{KaceAppId}')/oauth2PermissionGrants")));
        Assert.Equal(204, (await SendAsync("DELETE", $"/v1.0/oauth2PermissionGrants/{grantId}")).Status);
        Assert.Empty((await GetAsync($"/v1.0/oauth2PermissionGrants?{filter}")).Items);
    }

    [Theory]
    [InlineData("Nobody", null)]
    [InlineData("Principal", null)]
    [InlineData("AllPrincipals", "7f3c2a10-5b7e-4c55-9d64-0c0a70500105")]
    public async Task A_grant_is_for_all_or_for_one_user(string consentType, string? principalId)
    {
        var grant = Grant(await AddKaceAsync());
        grant["consentType"] = consentType;
        grant["principalId"] = principalId;
        Assert.Equal(400, (await SendAsync("POST", "/v1.0/oauth2PermissionGrants", grant)).Status);
    }

    [Theory]
    [InlineData(false, "Request_BadRequest", "Permission being assigned already exists on the object")]
    [InlineData(true, "Request_MultipleObjectsWithSameKeyValue", "EntitlementGrant entry already exists.")]
    public async Task An_app_role_is_assigned_once_from_either_side(bool isKeyConflict, string code, string message)
    {
        Host.World.Behaviour.DuplicateAssignmentIsKeyConflict = isKeyConflict;
        var id = await AddKaceAsync();
        var assigned = await SendAsync("POST", $"/v1.0/servicePrincipals/{GraphPrincipal}/appRoleAssignedTo", Assignment(id));
        Assert.Equal((201, "KACE Cloud", "Microsoft Graph"), (assigned.Status, (string?)assigned.Json["principalDisplayName"], (string?)assigned.Json["resourceDisplayName"]));
        var again = await SendAsync("POST", $"/v1.0/servicePrincipals/{id}/appRoleAssignments", Assignment(id));
        Assert.Equal((400, code, message), (again.Status, again.Code, again.ErrorMessage));

        var assignmentId = (string)assigned.Json["id"]!;
        Assert.Equal([assignmentId], Ids(await GetAsync($"/v1.0/servicePrincipals(appId='{KaceAppId}')/appRoleAssignments")));
        Assert.Equal([assignmentId], Ids(await GetAsync($"/v1.0/servicePrincipals/{GraphPrincipal}/appRoleAssignedTo")));
        var expanded = await GetAsync($"/v1.0/servicePrincipals/{id}?$expand=appRoleAssignments");
        Assert.Equal(assignmentId, (string?)expanded.Json["appRoleAssignments"]![0]!["id"]);
        Assert.Equal(204, (await SendAsync("DELETE", $"/v1.0/servicePrincipals/{id}/appRoleAssignments/{assignmentId}")).Status);
        Assert.Empty(Tenant.AppRoleAssignments);
    }

    [Fact]
    public async Task An_assignment_has_to_name_real_things()
    {
        var id = await AddKaceAsync();
        var path = $"/v1.0/servicePrincipals/{GraphPrincipal}/appRoleAssignedTo";
        var unknown = await SendAsync("POST", path, Assignment(Guid.NewGuid().ToString()));
        Assert.Equal((400, "Not a valid reference update."), (unknown.Status, unknown.ErrorMessage));
        Assert.Equal(400, (await SendAsync("POST", path, new { principalId = id, resourceId = GraphPrincipal, appRoleId = Pilot })).Status);
        Assert.Equal(400, (await SendAsync("POST", path, new { principalId = id, resourceId = id, appRoleId = DeviceRead })).Status);
        Assert.Equal(400, (await SendAsync("POST", path, new { principalId = id })).Status);
    }

    [Fact]
    public async Task Graphs_own_app_roles_take_a_higher_role_than_delegated_permissions()
    {
        var id = await AddKaceAsync();
        var cloudApp = Token("cloudapp@contoso.example", AllScopes);
        Assert.Equal(201, (await SendAsync("POST", "/v1.0/oauth2PermissionGrants", Grant(id), cloudApp)).Status);
        Assert.Equal(403, (await SendAsync("POST", $"/v1.0/servicePrincipals/{GraphPrincipal}/appRoleAssignedTo", Assignment(id), cloudApp)).Status);
        Tenant.Users.Single(u => u.UserPrincipalName == "cloudapp@contoso.example").Roles.Add("e8611ab8-c189-46e8-94e1-60213ab1f814");
        Assert.Equal(201, (await SendAsync("POST", $"/v1.0/servicePrincipals/{GraphPrincipal}/appRoleAssignedTo", Assignment(id), cloudApp)).Status);
    }

    private static JsonObject Grant(string clientId) => new() { ["clientId"] = clientId, ["consentType"] = "AllPrincipals", ["resourceId"] = GraphPrincipal, ["scope"] = "openid profile User.Read" };

    private static JsonObject Assignment(string principalId) => new() { ["principalId"] = principalId, ["resourceId"] = GraphPrincipal, ["appRoleId"] = DeviceRead };
}
