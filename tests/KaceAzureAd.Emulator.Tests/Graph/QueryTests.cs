using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>Query options, pages, advanced queries, refusals and headers (facts.md 4, 7.3, 7.4, 7.6).</summary>
public sealed class QueryTests : GraphTestBase
{
    private const string MyRoles = "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole";

    private static readonly (string, string) Eventual = ("ConsistencyLevel", "eventual");

    [Fact]
    public async Task Select_returns_what_was_selected_and_refuses_the_unknown()
    {
        var organization = await GetAsync("/v1.0/organization?$select=id,displayName,verifiedDomains,assignedPlans,tenantType,onPremisesSyncEnabled");
        Assert.Equal(["id", "displayName", "onPremisesSyncEnabled", "tenantType", "assignedPlans", "verifiedDomains"], Assert.Single(organization.Items)!.AsObject().Select(p => p.Key));
        Assert.EndsWith("/v1.0/$metadata#organization(id,displayName,verifiedDomains,assignedPlans,tenantType,onPremisesSyncEnabled)", (string?)organization.Json["@odata.context"], StringComparison.Ordinal);
        Assert.Equal(400, (await GetAsync("/v1.0/organization?$select=id,nonsense")).Status);
        Assert.Equal(400, (await GetAsync("/v1.0/oauth2PermissionGrants?$select=nonsense")).Status);
    }

    [Fact]
    public async Task Some_properties_come_only_when_selected()
    {
        Assert.False((await GetAsync("/v1.0/organization")).Items[0]!.AsObject().ContainsKey("mobileDeviceManagementAuthority"));
        Assert.Equal("intune", (string?)(await GetAsync($"/v1.0/organization/{TenantId}?$select=mobileDeviceManagementAuthority")).Json["mobileDeviceManagementAuthority"]);
        Assert.False((await GetAsync("/v1.0/me")).Json.ContainsKey("accountEnabled"));
    }

    [Theory]
    [InlineData("/v1.0/subscribedSkus?$filter=skuPartNumber eq 'SPE_E3'")]
    [InlineData("/v1.0/subscribedSkus?$top=1")]
    [InlineData("/v1.0/servicePrincipals?$search=\"displayName:KACE\"")]
    [InlineData("/v1.0/servicePrincipals?$orderby=displayName")]
    [InlineData("/v1.0/servicePrincipals?$top=1000")]
    [InlineData("/v1.0/servicePrincipals?$top=0")]
    [InlineData("/v1.0/servicePrincipals?$skiptoken=%")]
    [InlineData("/v1.0/servicePrincipals?$count=maybe")]
    [InlineData("/v1.0/servicePrincipals?$expand=owners")]
    [InlineData("/v1.0/servicePrincipals?filter=appId eq 'x'")]
    [InlineData("/v1.0/organization?$expand=branding")]
    [InlineData("/v1.0/nonsense")]
    [InlineData("/v1.0/servicePrincipals/x/nonsense")]
    [InlineData("/v1.0/servicePrincipals/$count")]
    [InlineData("/v1.0/groups(displayName='Sales')")]
    [InlineData("/v2.0/me")]
    [InlineData("/v1.0")]
    public async Task What_is_not_supported_is_refused(string path) => Assert.Equal(400, (await GetAsync(path)).Status);

    [Fact]
    public async Task A_method_that_a_resource_does_not_have_is_refused()
    {
        Assert.Equal(405, (await SendAsync("DELETE", "/v1.0/organization")).Status);
        Assert.Equal(405, (await SendAsync("PUT", "/v1.0/me", new { })).Status);
        Assert.Equal(405, (await SendAsync("GET", "/v1.0/$batch")).Status);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_only_the_first_is_counted()
    {
        Host.World.Behaviour.PageSize = 2;
        var seen = new List<string>();
        var next = Host.Origins.Graph + "/v1.0/groups?$select=id&$count=true";
        for (var page = 0; next is not null; page++)
        {
            var answer = await GetAsync(next, Eventual);
            Assert.Equal(page == 0, answer.Json.ContainsKey("@odata.count"));
            seen.AddRange(Ids(answer));
            next = (string?)answer.Json["@odata.nextLink"];
            Assert.True(next is null || next.StartsWith(Host.Origins.Graph + "/v1.0/groups?", StringComparison.Ordinal));
        }

        Assert.Equal(Tenant.Groups.Select(g => g.Id), seen);
    }

    [Fact]
    public async Task Top_sets_the_size_of_a_page()
    {
        var answer = await GetAsync("/v1.0/groups?$top=3&$filter=startswith(displayName,'s') and displayName eq 'Sales'");
        Assert.Equal(2, answer.Items.Count);
        Assert.Single((await GetAsync("/v1.0/groups?$top=1&$filter=displayName eq 'Sales'")).Items);
        Assert.True((await GetAsync("/v1.0/groups?$top=1&$filter=displayName eq 'Sales'")).Json.ContainsKey("@odata.nextLink"));
    }

    [Fact]
    public async Task Count_without_the_header_of_advanced_queries_is_ignored() =>
        Assert.False((await GetAsync("/v1.0/groups?$count=true")).Json.ContainsKey("@odata.count"));

    [Fact]
    public async Task Roles_are_an_advanced_query()
    {
        Assert.Equal(400, (await GetAsync(MyRoles)).Status);
        Assert.Equal(400, (await GetAsync(MyRoles, Eventual)).Status);
        var lacking = await GetAsync(MyRoles + "?$count=true");
        Assert.Equal((400, "Request_UnsupportedQuery"), (lacking.Status, lacking.Code));
        var roles = await GetAsync(MyRoles + "?$count=true&$select=id,displayName,roleTemplateId&$top=999", Eventual);
        Assert.Equal("62e90394-69f5-4237-9190-012177145e10", (string?)Assert.Single(roles.Items)!["roleTemplateId"]);
    }

    [Fact]
    public async Task Transitive_members_are_counted_through_nested_groups()
    {
        const string AllEmployees = "7f3c2a10-5b7e-4c55-9d64-0c0a70500202";
        var count = await GetAsync($"/v1.0/groups/{AllEmployees}/transitiveMembers/$count", Eventual);
        Assert.Equal((200, "4"), (count.Status, count.Text));
        Assert.Equal("text/plain", count.Message.Content.Headers.ContentType!.MediaType);
        Assert.Equal(400, (await GetAsync($"/v1.0/groups/{AllEmployees}/transitiveMembers/$count")).Status);
        Assert.Equal(2, (await GetAsync($"/v1.0/groups/{AllEmployees}/members")).Items.Count);
        Assert.Equal(404, (await GetAsync($"/v1.0/groups/{TenantId}/transitiveMembers/$count", Eventual)).Status);

        const string Users = $"/v1.0/groups/{AllEmployees}/transitiveMembers/microsoft.graph.user";
        Assert.Equal(3, (int)(await GetAsync(Users + "?$count=true&$top=1&$select=id", Eventual)).Json["@odata.count"]!);
        Assert.Equal("Request_UnsupportedQuery", (await GetAsync(Users + "?$top=1")).Code);
    }

    [Theory]
    [InlineData("all", "#microsoft.graph.allDeviceRegistrationMembership")]
    [InlineData("none", "#microsoft.graph.noDeviceRegistrationMembership")]
    [InlineData("selected", "#microsoft.graph.enumeratedDeviceRegistrationMembership")]
    public async Task Who_may_join_is_a_type(string who, string type)
    {
        (Tenant.AllowedToJoin, Tenant.AllowedToJoinGroups, Tenant.IsJoinConfigurable) = (who, [Pilot], who == "all");
        var policy = await GetAsync("/v1.0/policies/deviceRegistrationPolicy");
        Assert.Equal(type, (string?)policy.Json["azureADJoin"]!["allowedToJoin"]!["@odata.type"]);
        Assert.Equal(who == "all", (bool)policy.Json["azureADJoin"]!["isAdminConfigurable"]!);
        var groups = policy.Json["azureADJoin"]!["allowedToJoin"]!["groups"]?.AsArray().Select(g => (string?)g);
        Assert.Equal(who == "selected" ? [Pilot] : null, groups);
    }

    [Fact]
    public async Task The_gallery_is_searched_by_name()
    {
        Assert.Empty((await GetAsync("/v1.0/applicationTemplates?$filter=contains(displayName,'KACE')")).Items);
        Host.World.ApplicationTemplates.Add("KACE Cloud SSO");
        Assert.Single((await GetAsync("/v1.0/applicationTemplates?$filter=contains(displayName,'KACE')")).Items);
        Assert.Empty((await GetAsync("/v1.0/applicationTemplates?$filter=displayName eq 'KACE'")).Items);
    }

    [Fact]
    public async Task Answers_and_errors_carry_the_ids()
    {
        var own = Guid.NewGuid().ToString();
        var answer = await GetAsync("/v1.0/me", ("client-request-id", own));
        Assert.Equal(own, answer.Header("client-request-id"));
        Assert.True(Guid.TryParse(answer.Header("request-id"), out _));
        Assert.NotNull(answer.Message.Headers.Date);

        var refusal = await GetAsync("/v1.0/servicePrincipals/nobody", ("client-request-id", own));
        var inner = refusal.Json["error"]!["innerError"]!;
        Assert.Equal((404, "Request_ResourceNotFound"), (refusal.Status, refusal.Code));
        Assert.Equal((own, refusal.Header("request-id")), ((string?)inner["client-request-id"], (string?)inner["request-id"]));
        Assert.NotNull((string?)inner["date"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"appId\":5}")]
    [InlineData("{\"appId\":\"8d5f6b72-3a94-4c1e-b0d7-6b6163656d01\",\"nonsense\":1}")]
    [InlineData("{\"appId\":\"8d5f6b72-3a94-4c1e-b0d7-6b6163656d01\",\"tags\":[1]}")]
    public async Task A_bad_body_changes_nothing(string body)
    {
        Assert.Equal(400, (await SendAsync("POST", "/v1.0/servicePrincipals", body)).Status);
        Assert.DoesNotContain(Tenant.ServicePrincipals, s => s.AppId == KaceAppId);
    }

    [Fact]
    public async Task Registrations_are_found_and_deleted_with_their_service_principal()
    {
        Tenant.Applications.Add(new Application { Id = Guid.NewGuid().ToString(), AppId = Sales, DisplayName = "Old MDM" });
        await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = Sales });
        Assert.Single((await GetAsync("/v1.0/applications?$filter=startswith(displayName,'Old')")).Items);
        Assert.Equal(200, (await GetAsync($"/v1.0/applications(appId='{Sales}')")).Status);
        Assert.Equal(204, (await SendAsync("DELETE", $"/v1.0/applications(appId='{Sales}')")).Status);
        Assert.Equal(404, (await GetAsync($"/v1.0/servicePrincipals(appId='{Sales}')")).Status);
    }
}
