using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.SignIn;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>facts.md 1.4-1.6.</summary>
public sealed class MobilityPolicyTests : GraphTestBase
{
    [Fact]
    public async Task The_policy_appears_with_the_service_principal_and_is_found_by_appId()
    {
        Assert.Equal(404, (await GetAsync($"{Policies}/{KaceAppId}")).Status);
        await AddKaceAsync();

        var policy = await GetAsync($"{Policies}/{KaceAppId}");
        Assert.Equal(200, policy.Status);
        Assert.Equal("none", (string?)policy.Json["appliesTo"]);
        Assert.Equal(Host.Origins.KaceCloud + "/TermsOfUse", (string?)policy.Json["termsOfUseUrl"]);
        Assert.False(policy.Json.ContainsKey("includedGroups"));
        Assert.Contains(KaceAppId, Ids(await GetAsync("/beta/policies/mobileAppManagementPolicies")));
    }

    [Fact]
    public async Task V1_does_not_know_the_segment()
    {
        var answer = await GetAsync("/v1.0/policies/mobileDeviceManagementPolicies");
        Assert.Equal((400, "BadRequest"), (answer.Status, answer.Code));
        Assert.Equal("Resource not found for the segment 'mobileDeviceManagementPolicies'.", answer.ErrorMessage);
    }

    [Fact]
    public async Task AppliesTo_is_patched_alone_and_never_to_selected()
    {
        await AddKaceAsync();
        Assert.Equal(400, (await PatchPolicyAsync(new { appliesTo = "all", description = "x" })).Status);
        Assert.Equal(400, (await PatchPolicyAsync(new { appliesTo = "selected" })).Status);
        Assert.Equal(400, (await PatchPolicyAsync(new { appliesTo = "everyone" })).Status);
        Assert.Equal(("none", null), (KacePolicy.AppliesTo, KacePolicy.Description));

        Assert.Equal(204, (await PatchPolicyAsync(new { appliesTo = "all" })).Status);
        Assert.Equal("all", KacePolicy.AppliesTo);
    }

    [Fact]
    public async Task The_first_group_makes_it_selected_and_all_drops_the_groups()
    {
        await AddKaceAsync();
        Assert.Equal(204, (await AddGroupAsync(Pilot)).Status);
        Assert.Equal("selected", KacePolicy.AppliesTo);
        Assert.Equal(400, (await AddGroupAsync(Pilot)).Status);
        Assert.Equal([Pilot], Ids(await GetAsync($"{Policies}/{KaceAppId}/includedGroups")));

        Assert.Equal(204, (await PatchPolicyAsync(new { appliesTo = "all" })).Status);
        Assert.Empty(KacePolicy.IncludedGroups);
        Assert.Empty((await GetAsync($"{Policies}/{KaceAppId}/includedGroups")).Items);
    }

    [Theory]
    [InlineData(true, "none")]
    [InlineData(false, "selected")]
    public async Task Removing_the_last_group_is_a_switch(bool setsNone, string scope)
    {
        Host.World.Behaviour.RemovingLastGroupSetsNone = setsNone;
        await AddKaceAsync();
        await AddGroupAsync(Pilot);
        await AddGroupAsync(Sales);
        Assert.Equal(204, (await SendAsync("DELETE", $"{Policies}/{KaceAppId}/includedGroups/{Pilot}/$ref")).Status);
        Assert.Equal("selected", KacePolicy.AppliesTo);
        Assert.Equal(204, (await SendAsync("DELETE", $"{Policies}/{KaceAppId}/includedGroups/{Sales}/$ref")).Status);
        Assert.Equal(scope, KacePolicy.AppliesTo);
        Assert.Equal(404, (await SendAsync("DELETE", $"{Policies}/{KaceAppId}/includedGroups/{Sales}/$ref")).Status);
    }

    [Fact]
    public async Task None_drops_the_groups_or_keeps_them_as_the_switch_says()
    {
        await AddKaceAsync();
        await AddGroupAsync(Pilot);
        Host.World.Behaviour.NoneKeepsIncludedGroups = true;
        await PatchPolicyAsync(new { appliesTo = "none" });
        Assert.Equal([Pilot], KacePolicy.IncludedGroups);
        Host.World.Behaviour.NoneKeepsIncludedGroups = false;
        await PatchPolicyAsync(new { appliesTo = "none" });
        Assert.Empty(KacePolicy.IncludedGroups);
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/odata/groups('{id}')", 400)]
    [InlineData("{graph}/v1.0/groups/{id}", 400)]
    [InlineData("{graph}/beta/users/{id}", 400)]
    [InlineData("{graph}.example/beta/groups/{id}", 400)]
    [InlineData("{graph}/beta/groups/{id}", 204)]
    [InlineData("{graph}/odata/groups('{id}')", 204)]
    public async Task A_group_reference_names_this_Graph(string reference, int status)
    {
        await AddKaceAsync();
        var body = new JsonObject { ["@odata.id"] = reference.Replace("{graph}", Host.Origins.Graph, StringComparison.Ordinal).Replace("{id}", Pilot, StringComparison.Ordinal) };
        Assert.Equal(status, (await SendAsync("POST", $"{Policies}/{KaceAppId}/includedGroups/$ref", body)).Status);
        Assert.Equal(status == 204 ? 1 : 0, KacePolicy.IncludedGroups.Count);
    }

    [Fact]
    public async Task A_group_that_is_not_there_is_no_valid_reference()
    {
        await AddKaceAsync();
        var answer = await AddGroupAsync(Guid.NewGuid().ToString());
        Assert.Equal((400, "Not a valid reference update."), (answer.Status, answer.ErrorMessage));
    }

    [Fact]
    public async Task Urls_are_set_together_or_not_at_all()
    {
        await AddKaceAsync();
        Assert.Equal(204, (await PatchPolicyAsync(new { termsOfUseUrl = "https://a.example/t", discoveryUrl = "https://a.example/d", complianceUrl = (string?)null })).Status);
        Assert.Equal(("https://a.example/t", "https://a.example/d"), (KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl));

        Assert.Equal(400, (await PatchPolicyAsync(new { termsOfUseUrl = "https://b.example/t", discoveryUrl = 5 })).Status);
        Assert.Equal(400, (await PatchPolicyAsync(new { termsOfUseUrl = "https://b.example/t", isValid = false })).Status);
        Assert.Equal(400, (await PatchPolicyAsync(new { termsOfUseUrl = "" })).Status);
        Assert.Equal("https://a.example/t", KacePolicy.TermsOfUseUrl);

        Assert.Equal(204, (await PatchPolicyAsync(new { isMdmEnrollmentDuringRegistrationDisabled = true })).Status);
        Assert.True(KacePolicy.IsMdmEnrollmentDuringRegistrationDisabled);
        var mam = await SendAsync("PATCH", $"/beta/policies/mobileAppManagementPolicies/{KaceAppId}", new { isMdmEnrollmentDuringRegistrationDisabled = true });
        Assert.Equal(400, mam.Status);
    }

    [Fact]
    public async Task An_empty_url_may_be_ignored_instead()
    {
        Host.World.Behaviour.RefusesEmptyUrls = false;
        await AddKaceAsync();
        Assert.Equal(204, (await PatchPolicyAsync(new { termsOfUseUrl = "" })).Status);
        Assert.Equal(Host.Origins.KaceCloud + "/TermsOfUse", KacePolicy.TermsOfUseUrl);
    }

    [Fact]
    public async Task The_policy_outlives_its_service_principal_and_only_then_can_be_deleted()
    {
        var id = await AddKaceAsync();
        Assert.Equal(400, (await SendAsync("DELETE", $"{Policies}/{KaceAppId}")).Status);
        Assert.Equal(204, (await SendAsync("DELETE", $"/v1.0/servicePrincipals/{id}")).Status);

        Assert.False((bool)(await GetAsync($"{Policies}/{KaceAppId}")).Json["isValid"]!);
        Assert.Equal(400, (await PatchPolicyAsync(new { appliesTo = "all" })).Status);
        Assert.Equal(400, (await PatchPolicyAsync(new { description = "x" })).Status);
        Assert.Equal(400, (await AddGroupAsync(Pilot)).Status);
        Assert.Equal(204, (await SendAsync("DELETE", $"{Policies}/{KaceAppId}")).Status);
        Assert.Equal(404, (await GetAsync($"{Policies}/{KaceAppId}")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_a_policy_revives_is_a_switch(bool revives)
    {
        Host.World.Behaviour.PolicyRevivesWithServicePrincipal = revives;
        var id = await AddKaceAsync();
        await SendAsync("DELETE", $"/v1.0/servicePrincipals/{id}");
        await AddKaceAsync();
        Assert.Equal(revives, KacePolicy.IsValid);
    }

    [Fact]
    public async Task Groups_are_expanded_on_request_with_what_is_selected()
    {
        await AddKaceAsync();
        await AddGroupAsync(Pilot);
        var policy = await GetAsync($"{Policies}/{KaceAppId}?$select=id&$expand=includedGroups($select=id,displayName)");
        Assert.Equal("Windows Pilot", (string?)policy.Json["includedGroups"]![0]!["displayName"]);
        Assert.Equal(2, policy.Json["includedGroups"]![0]!.AsObject().Count);
        Assert.Equal(["@odata.context", "id", "includedGroups"], policy.Json.Select(p => p.Key));

        var list = await GetAsync($"{Policies}?$expand=includedGroups&$filter=displayName eq 'KACE Cloud'");
        Assert.Equal(Pilot, (string?)Assert.Single(list.Items)!["includedGroups"]![0]!["id"]);
    }

    [Fact]
    public async Task A_policy_is_never_created_by_a_request()
    {
        Assert.Equal(405, (await SendAsync("POST", Policies, new { id = KaceAppId })).Status);
    }

    [Fact]
    public async Task One_policy_may_come_wrapped_in_value()
    {
        Host.World.Behaviour.WrapsSinglePolicyInValue = true;
        await AddKaceAsync();
        Assert.Equal(KaceAppId, (string?)(await GetAsync($"{Policies}/{KaceAppId}")).Json["value"]!["id"]);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "/" + KaceAppId)]
    [InlineData("DELETE", "/" + KaceAppId)]
    public async Task An_app_alone_is_not_served(string method, string path)
    {
        var token = Host.AppOnlyToken(TenantId, KaceAppId, "Policy.Read.All", "Policy.ReadWrite.MobilityManagement", "Directory.Read.All");
        var answer = await SendAsync(method, Policies + path, method == "PATCH" ? new { appliesTo = "all" } : null, token);
        Assert.Equal((401, "Unsupported app-only call."), (answer.Status, answer.ErrorMessage));
    }
}
