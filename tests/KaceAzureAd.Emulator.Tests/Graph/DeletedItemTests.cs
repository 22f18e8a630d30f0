using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>What was deleted comes back as it was, within thirty days, and where nothing stands in its place.</summary>
public sealed class DeletedItemTests() : GraphTestBase("connected")
{
    private const string Deleted = "/v1.0/directory/deletedItems";
    private const string KacePrincipal = "7f3c2a10-5b7e-4c55-9d64-0c0a70500304";
    private const string SsoApplication = "7f3c2a10-5b7e-4c55-9d64-0c0a70500403";
    private const string SsoPrincipal = "7f3c2a10-5b7e-4c55-9d64-0c0a70500305";

    [Fact]
    public async Task A_deleted_service_principal_is_found_and_restored_with_its_id()
    {
        Assert.Equal(404, (await GetAsync($"{Deleted}/{KacePrincipal}")).Status);
        await DeleteKaceAsync();
        var listed = Assert.Single((await GetAsync($"{Deleted}/graph.servicePrincipal?$filter=appId eq '{KaceAppId}'&$select=id,deletedDateTime")).Items)!.AsObject();
        Assert.Equal(["id", "deletedDateTime"], listed.Select(p => p.Key));
        Assert.InRange(DateTimeOffset.Parse((string)listed["deletedDateTime"]!, null), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        var found = (await GetAsync($"/beta/directory/deletedItems/{KacePrincipal}")).Json;
        Assert.Equal(("#microsoft.graph.servicePrincipal", "KACE Cloud"), ((string?)found["@odata.type"], (string?)found["displayName"]));

        var restored = await RestoreAsync(KacePrincipal);
        Assert.Equal((200, KacePrincipal, "#microsoft.graph.servicePrincipal"), (restored.Status, (string?)restored.Json["id"], (string?)restored.Json["@odata.type"]));
        Assert.Null(restored.Json["deletedDateTime"]);
        Assert.Equal(200, (await GetAsync($"/v1.0/servicePrincipals/{KacePrincipal}")).Status);
        Assert.Empty((await GetAsync($"{Deleted}/microsoft.graph.servicePrincipal")).Items);
        Assert.Equal(404, (await RestoreAsync(KacePrincipal)).Status);
    }

    [Fact]
    public async Task After_thirty_days_it_is_gone()
    {
        await DeleteKaceAsync();
        var deleted = Tenant.DeletedServicePrincipals.Single();
        deleted.DeletedAt = DateTimeOffset.UtcNow.AddDays(-30).AddMinutes(5);
        Assert.Equal(200, (await GetAsync($"{Deleted}/{KacePrincipal}")).Status);
        deleted.DeletedAt = DateTimeOffset.UtcNow.AddDays(-30).AddMinutes(-5);
        Assert.Equal(404, (await GetAsync($"{Deleted}/{KacePrincipal}")).Status);
        Assert.Empty((await GetAsync($"{Deleted}/microsoft.graph.servicePrincipal")).Items);
        var gone = await RestoreAsync(KacePrincipal);
        Assert.Equal((404, "Request_ResourceNotFound"), (gone.Status, gone.Code));
    }

    [Fact]
    public async Task What_was_added_anew_stands_in_the_way()
    {
        await DeleteKaceAsync();
        await AddKaceAsync();
        var conflict = await RestoreAsync(KacePrincipal);
        Assert.Equal((409, "Request_MultipleObjectsWithSameKeyValue"), (conflict.Status, conflict.Code));
        Assert.Single(Tenant.DeletedServicePrincipals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Consent_comes_back_with_it_or_not(bool comesBack)
    {
        Host.World.Behaviour.RestoreBringsConsentBack = comesBack;
        var (grants, assignments) = (Tenant.OAuth2PermissionGrants.ToList(), Tenant.AppRoleAssignments.ToList());
        await DeleteKaceAsync();
        Assert.Empty(Tenant.OAuth2PermissionGrants);
        await RestoreAsync(KacePrincipal);
        Assert.Equal(comesBack ? grants : [], Tenant.OAuth2PermissionGrants);
        Assert.Equal(comesBack ? assignments : [], Tenant.AppRoleAssignments);
    }

    [Fact]
    public async Task Consent_to_what_is_gone_does_not_come_back()
    {
        await DeleteKaceAsync();
        Tenant.DeleteServicePrincipal(Tenant.ServicePrincipals.Single(s => s.Id == GraphPrincipal));
        await RestoreAsync(KacePrincipal);
        Assert.Empty(Tenant.OAuth2PermissionGrants);
        Assert.Empty(Tenant.AppRoleAssignments);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_policy_that_is_still_there_is_valid_again_or_not(bool revives)
    {
        Host.World.Behaviour.PolicyRevivesWithServicePrincipal = revives;
        await DeleteKaceAsync();
        Assert.False(KacePolicy.IsValid);
        await RestoreAsync(KacePrincipal);
        Assert.Equal((revives, "all"), (KacePolicy.IsValid, KacePolicy.AppliesTo));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_policy_that_was_deleted_meanwhile_appears_anew_or_not(bool appears)
    {
        Host.World.Behaviour.PolicyAppearsWithServicePrincipal = appears;
        await DeleteKaceAsync();
        Assert.Equal(204, (await SendAsync("DELETE", $"{Policies}/{KaceAppId}")).Status);
        await RestoreAsync(KacePrincipal);
        Assert.Equal(appears ? ["none"] : Array.Empty<string>(), Tenant.MobileDeviceManagementPolicies.Where(p => p.Id == KaceAppId).Select(p => p.AppliesTo));
    }

    [Fact]
    public async Task A_registration_comes_back_without_its_service_principal()
    {
        Assert.Equal(204, (await SendAsync("DELETE", $"/v1.0/applications/{SsoApplication}")).Status);
        var listed = Assert.Single((await GetAsync($"{Deleted}/microsoft.graph.application")).Items)!;
        Assert.Equal(SsoApplication, (string?)listed["id"]);
        Assert.NotNull(listed["deletedDateTime"]);
        Assert.Null(Host.World.FindApplication((string)listed["appId"]!));

        // Without its registration it cannot come back.
        var refused = await RestoreAsync(SsoPrincipal);
        Assert.Equal((400, "NoBackingApplicationObject"), (refused.Status, refused.Code));
        var restored = await RestoreAsync(SsoApplication);
        Assert.Equal((200, "#microsoft.graph.application"), (restored.Status, (string?)restored.Json["@odata.type"]));
        Assert.Equal(200, (await GetAsync($"/v1.0/applications/{SsoApplication}")).Status);
        Assert.Equal(404, (await GetAsync($"/v1.0/servicePrincipals/{SsoPrincipal}")).Status);
        Assert.Equal(200, (await RestoreAsync(SsoPrincipal)).Status);
    }

    [Fact]
    public async Task A_managed_identity_is_shown_but_not_restored()
    {
        var identity = new ManagedIdentity { Id = Sales, ClientId = Pilot, DisplayName = "Automation" };
        Tenant.AddServicePrincipal(identity);
        Tenant.DeleteServicePrincipal(Tenant.ServicePrincipals.Single(s => s.Id == identity.Id));
        Assert.Equal(200, (await GetAsync($"{Deleted}/{identity.Id}")).Status);
        var refused = await RestoreAsync(identity.Id);
        Assert.Equal((400, "Request_BadRequest"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task What_is_restored_is_seen_late_too()
    {
        await DeleteKaceAsync();
        Host.World.Behaviour.ReplicationDelayMs = 600_000;
        Assert.Equal(200, (await RestoreAsync(KacePrincipal)).Status);
        Assert.Equal(404, (await GetAsync($"/v1.0/servicePrincipals/{KacePrincipal}")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/microsoft.graph.group")]
    [InlineData("/microsoft.graph.servicePrincipal?$expand=appRoleAssignments")]
    [InlineData("/microsoft.graph.servicePrincipal?$orderby=deletedDateTime")]
    [InlineData("/microsoft.graph.application?$filter=startswith(appId,'a')")]
    public async Task Other_lists_are_refused(string path) => Assert.Equal(400, (await GetAsync(Deleted + path)).Status);

    [Fact]
    public async Task Restoring_takes_a_permission_and_a_role_and_no_body()
    {
        await DeleteKaceAsync();
        Assert.Equal(403, (await RestoreAsync(KacePrincipal, Token(Admin, "Application.Read.All"))).Status);
        Assert.Equal(403, (await RestoreAsync(KacePrincipal, Token("clouddevice@contoso.example", AllScopes))).Status);
        Assert.Equal(400, (await RestoreAsync(KacePrincipal, body: new { newUserPrincipalName = Admin })).Status);
        var reader = Token("reader@contoso.example", "Application.Read.All");
        Assert.Equal(200, (await SendAsync("GET", $"{Deleted}/{KacePrincipal}", token: reader)).Status);
        Assert.Equal(403, (await SendAsync("GET", $"{Deleted}/{KacePrincipal}", token: Token(Admin, "User.Read"))).Status);
        Assert.Equal(200, (await RestoreAsync(KacePrincipal, Token("cloudapp@contoso.example", AllScopes), new JsonObject())).Status);
    }

    private async Task DeleteKaceAsync() => Assert.Equal(204, (await SendAsync("DELETE", $"/v1.0/servicePrincipals/{KacePrincipal}")).Status);

    private Task<Answer> RestoreAsync(string id, string? token = null, object? body = null) => SendAsync("POST", $"{Deleted}/{id}/restore", body, token);
}
