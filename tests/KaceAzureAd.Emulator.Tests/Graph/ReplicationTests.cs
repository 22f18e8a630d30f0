using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>facts.md 7.5: new objects are seen late.</summary>
public sealed class ReplicationTests : GraphTestBase
{
    [Fact]
    public async Task New_objects_are_neither_read_nor_referenced_until_replicated()
    {
        Host.World.Behaviour.ReplicationDelayMs = 600_000;
        var added = await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = KaceAppId });
        var id = (string)added.Json["id"]!;
        Assert.Equal(201, added.Status);
        Assert.Equal(404, (await GetAsync($"/v1.0/servicePrincipals/{id}")).Status);
        Assert.Empty((await GetAsync($"/v1.0/servicePrincipals?$filter=appId eq '{KaceAppId}'")).Items);
        Assert.Equal(404, (await GetAsync($"{Policies}/{KaceAppId}")).Status);
        Assert.DoesNotContain(KaceAppId, Ids(await GetAsync(Policies)));
        var assignment = new JsonObject { ["principalId"] = id, ["resourceId"] = GraphPrincipal, ["appRoleId"] = "7438b122-aefc-4978-80ed-43db9fcc7715" };
        var refused = await SendAsync("POST", $"/v1.0/servicePrincipals/{GraphPrincipal}/appRoleAssignedTo", assignment);
        Assert.Equal((400, "Not a valid reference update."), (refused.Status, refused.ErrorMessage));
        Assert.Equal(409, (await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = KaceAppId })).Status);

        Host.World.Behaviour.ReplicationDelayMs = 0;
        Assert.Equal(200, (await GetAsync($"/v1.0/servicePrincipals/{id}")).Status);
        Assert.Equal(200, (await GetAsync($"{Policies}/{KaceAppId}")).Status);
        Assert.Equal(201, (await SendAsync("POST", $"/v1.0/servicePrincipals/{GraphPrincipal}/appRoleAssignedTo", assignment)).Status);
    }

    [Fact]
    public async Task A_new_group_and_a_new_grant_are_late_too()
    {
        var id = await AddKaceAsync();
        Tenant.ServicePrincipals.Single(s => s.Id == id).CreatedAt = default;
        KacePolicy.CreatedAt = default;
        Host.World.Behaviour.ReplicationDelayMs = 600_000;
        Tenant.Groups.Add(new Group { Id = TenantId, DisplayName = "New", CreatedAt = DateTimeOffset.UtcNow });
        Assert.Equal(400, (await AddGroupAsync(TenantId)).Status);
        Assert.Equal(204, (await AddGroupAsync(Pilot)).Status);
        var granted = await SendAsync("POST", "/v1.0/oauth2PermissionGrants", new { clientId = id, consentType = "AllPrincipals", resourceId = GraphPrincipal, scope = "openid" });
        Assert.Equal(201, granted.Status);
        Assert.Empty((await GetAsync($"/v1.0/oauth2PermissionGrants?$filter=clientId eq '{id}'")).Items);
    }

    [Fact]
    public async Task Of_two_replicas_that_take_turns_one_is_behind()
    {
        var id = await AddKaceAsync();
        await PatchPolicyAsync(new { appliesTo = "none" });
        Host.World.Behaviour.ReplicaLagMs = 600_000;
        Assert.Equal(["none", "none"], [await ScopeAsync(), await ScopeAsync()]);

        Assert.Equal(204, (await PatchPolicyAsync(new { appliesTo = "all" })).Status);
        Assert.Equal(204, (await SendAsync("DELETE", $"/v1.0/servicePrincipals/{id}")).Status);
        Assert.Equal(["all", "none", "all", "none"], [await ScopeAsync(), await ScopeAsync(), await ScopeAsync(), await ScopeAsync()]);
        Assert.Equal((404, 200), ((await GetAsync($"/v1.0/servicePrincipals/{id}")).Status, (await GetAsync($"/v1.0/servicePrincipals/{id}")).Status));

        // Writes are judged by what is.
        Assert.Equal(404, (await SendAsync("DELETE", $"/v1.0/servicePrincipals/{id}")).Status);

        Host.World.Behaviour.ReplicaLagMs = 1;
        await Task.Delay(20, Stop);
        Assert.Equal(["all", "all"], [await ScopeAsync(), await ScopeAsync()]);
    }

    private async Task<string?> ScopeAsync() => (string?)(await GetAsync($"{Policies}/{KaceAppId}")).Json["appliesTo"];
}
