using System.Net.Http.Json;
using System.Text.Json;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>Fabrikam administers Contoso: one refresh token of its user opens its customers' tenants.</summary>
public sealed class PartnerTests : SignInTestBase
{
    private const string CloudDeviceAdministrator = "7698a772-787b-4ac8-901f-60d6b08affd2";
    private const string GlobalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

    private Tenant Fabrikam => Host.World.FindTenant(ContosoWorld.OtherTenantId)!;

    [Theory]
    [InlineData(ContosoWorld.CommandLineTools, null)]
    [InlineData(ContosoWorld.KaceAppId, "kace-secret")]
    public async Task MSAL_redeems_a_partners_refresh_token_at_a_customer(string appId, string? secret)
    {
        Befriend();
        Consent(Contoso, appId, "User.Read");
        var refreshToken = Host.RefreshToken(ContosoWorld.OtherTenantId, ContosoWorld.Stranger, appId);
        var client = (IByRefreshToken)(secret is null ? (object)PublicClient() : ConfidentialClient(secret, appId: appId));
        var result = await client.AcquireTokenByRefreshToken([Scope(".default")], refreshToken).ExecuteAsync(Cancellation);

        var token = await ValidatedAsync(result.AccessToken);
        Assert.Equal((ContosoWorld.TenantId, Fabrikam.Users[0].Id, appId), (token.GetClaim("tid").Value, token.GetClaim("oid").Value, token.GetClaim("appid").Value));
        Assert.Equal(CloudDeviceAdministrator, token.GetClaim("wids").Value);
        Assert.Equal(ContosoWorld.OtherTenantId, result.Account.HomeAccountId.TenantId);
    }

    [Fact]
    public async Task Graph_knows_the_partners_user_with_the_roles_of_the_relationship()
    {
        Befriend();
        Fabrikam.Users[0].Roles.Add(GlobalAdministrator);
        var token = Host.AccessToken(ContosoWorld.TenantId, ContosoWorld.Stranger, "User.Read", "Policy.ReadWrite.MobilityManagement", "Application.ReadWrite.All");

        using var roles = await RolesAsync(token);
        Assert.Equal([CloudDeviceAdministrator], (await roles.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("value").EnumerateArray().Select(r => r.GetProperty("roleTemplateId").GetString()));
        using var policies = await GraphAsync(token, "/beta/policies/mobileDeviceManagementPolicies");
        Assert.Equal(200, (int)policies.StatusCode);
        Contoso.PartnerRelationships[0].Roles = [];
        using var without = await GraphAsync(token, "/beta/policies/mobileDeviceManagementPolicies");
        Assert.Equal(403, (int)without.StatusCode);
        Contoso.PartnerRelationships.Clear();
        using var ended = await GraphAsync(token);
        Assert.Equal(401, (int)ended.StatusCode);
    }

    [Fact]
    public async Task Without_a_relationship_the_user_is_nobody_there()
    {
        Consent(Contoso, ContosoWorld.CommandLineTools, "User.Read");
        var refresh = Refresh(Host.RefreshToken(ContosoWorld.OtherTenantId, ContosoWorld.Stranger, ContosoWorld.CommandLineTools));
        Assert.Equal(("invalid_grant", 50020, 400), await RefusalAsync(refresh));

        Befriend();
        Assert.Equal(200, (await TokenAsync(refresh)).Status);
        Fabrikam.Groups[0].Members.Clear();
        Assert.Equal(("invalid_grant", 50020, 400), await RefusalAsync(refresh));
        Contoso.PartnerRelationships[0].Members = [Fabrikam.Users[0].Id];
        Assert.Equal(200, (await TokenAsync(refresh)).Status);
    }

    [Fact]
    public async Task Consent_is_the_customers()
    {
        Befriend();
        Consent(Fabrikam, ContosoWorld.CommandLineTools, "User.Read");
        var refresh = Refresh(Host.RefreshToken(ContosoWorld.OtherTenantId, ContosoWorld.Stranger, ContosoWorld.CommandLineTools));
        Assert.Equal(200, (await TokenAsync(refresh, ContosoWorld.OtherTenantId)).Status);
        Assert.Equal(("invalid_grant", 65001, 400), await RefusalAsync(refresh));
    }

    [Theory]
    [InlineData(ContosoWorld.KaceAppId, null, 7000218)]
    [InlineData(ContosoWorld.KaceAppId, "wrong", 7000215)]
    [InlineData(ContosoWorld.CommandLineTools, "any", 700025)]
    public async Task A_refresh_token_is_redeemed_by_its_app_alone(string appId, string? secret, int code)
    {
        Befriend();
        Consent(Contoso, appId, "User.Read");
        var refresh = Refresh(Host.RefreshToken(ContosoWorld.OtherTenantId, ContosoWorld.Stranger, appId), appId);
        if (secret is not null)
        {
            refresh["client_secret"] = secret;
        }

        Assert.Equal(("invalid_client", code, 401), await RefusalAsync(refresh));
    }

    [Fact]
    public async Task A_partners_user_signs_in_at_the_customer_and_consents_with_the_roles_given()
    {
        Befriend();
        Contoso.PartnerRelationships[0].Roles = [GlobalAdministrator];
        var result = await InteractiveAsync(ContosoWorld.TenantId, ContosoWorld.Stranger, accept: true, Scope("Policy.Read.All"));

        Assert.Equal(ContosoWorld.TenantId, (await ValidatedAsync(result.AccessToken)).GetClaim("tid").Value);
        Assert.Equal("Policy.Read.All", Assert.Single(Contoso.OAuth2PermissionGrants).Scope.Split(' ')[0]);
    }

    [Fact]
    public async Task The_customers_conditions_hold_for_the_partner()
    {
        Befriend();
        Consent(Contoso, ContosoWorld.CommandLineTools, "User.Read");
        Contoso.ConditionalAccess.RequireSecondFactor = true;
        var refresh = Refresh(Host.RefreshToken(ContosoWorld.OtherTenantId, ContosoWorld.Stranger, ContosoWorld.CommandLineTools));
        Assert.Equal(("invalid_grant", 50076, 400), await RefusalAsync(refresh));

        Fabrikam.ConditionalAccess.RequireSecondFactor = true;
        refresh = Refresh(Host.RefreshToken(ContosoWorld.OtherTenantId, ContosoWorld.Stranger, ContosoWorld.CommandLineTools));
        Assert.Equal(200, (await TokenAsync(refresh)).Status);
    }

    private void Befriend()
    {
        Fabrikam.Groups.Add(new() { Id = "group", DisplayName = "Customer administrators", Members = [Fabrikam.Users[0].Id] });
        Contoso.PartnerRelationships.Add(new() { PartnerTenantId = Fabrikam.Id, Members = ["group"], Roles = [CloudDeviceAdministrator] });
    }

    private async Task<HttpResponseMessage> RolesAsync(string token)
    {
        Http.DefaultRequestHeaders.Add("ConsistencyLevel", "eventual");
        return await GraphAsync(token, "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true");
    }
}
