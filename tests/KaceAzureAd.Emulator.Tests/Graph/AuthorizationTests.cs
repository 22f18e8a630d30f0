using System.Security.Cryptography;
using KaceAzureAd.Emulator.Graph;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>Who may do what (facts.md 1.6, 2.4, 3.2-3.4, 4).</summary>
public sealed class AuthorizationTests : GraphTestBase
{
    [Fact]
    public void Every_route_is_in_the_table_and_every_entry_is_a_route()
    {
        Assert.Equal(RouteTable.All.Select(r => r.Operation).Order(StringComparer.Ordinal), Permissions.Table.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_delegated_scope_of_the_features_is_offered_by_Graph()
    {
        var graph = Host.World.FindApplication(WellKnown.GraphAppId)!.Value.App;
        Assert.Empty(AllScopes.Except(graph.OAuth2PermissionScopes.Select(s => s.Value)));
        Assert.Equal("a8ead177-1889-4546-9387-f25e658e2a79", graph.OAuth2PermissionScopes.Single(s => s.Value == "Policy.ReadWrite.MobilityManagement").Id);
        Assert.DoesNotContain(graph.AppRoles, r => r.Value.Contains("Mobility", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_has_to_be_there_whole_own_for_Graph_and_in_time()
    {
        var user = Tenant.Users[0];
        var expired = Host.Context.DelegatedToken(Tenant, user, "x", ["User.Read"], TimeSpan.FromMinutes(5), DateTimeOffset.UtcNow.AddHours(-1));
        var foreign = Host.Context.Tokens.Issue(TenantId, Host.Origins.KaceCloud, new Dictionary<string, object> { ["oid"] = user.Id, ["scp"] = "User.Read" }, TimeSpan.FromHours(1));
        var forged = Forged(user);
        var valid = Token(Admin, "User.Read");
        foreach (var (token, message) in new[]
        {
            ("", "Access token is empty."), ("nonsense", "not well formed"), (expired, "the token is expired"), (foreign, "Invalid audience"), (forged, "Signature is invalid"),
            (valid[..^6] + "AAAAAA", "Signature is invalid"),
        })
        {
            var answer = await SendAsync("GET", "/v1.0/me", token: token);
            Assert.Equal((401, "InvalidAuthenticationToken"), (answer.Status, answer.Code));
            Assert.Contains(message, answer.ErrorMessage, StringComparison.Ordinal);
            Assert.StartsWith("Bearer ", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }

        Assert.Equal(200, (await SendAsync("GET", "/v1.0/me", token: valid)).Status);
        var byAppId = Host.Context.Tokens.Issue(TenantId, WellKnown.GraphAppId, new Dictionary<string, object> { ["oid"] = user.Id, ["scp"] = "User.Read" }, TimeSpan.FromHours(1));
        Assert.Equal(200, (await SendAsync("GET", "/v1.0/me", token: byAppId)).Status);
    }

    private string Forged(User user)
    {
        using var key = RSA.Create(2048);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Audience = Host.Origins.Graph,
            Claims = new Dictionary<string, object> { ["tid"] = TenantId, ["oid"] = user.Id, ["scp"] = "User.Read" },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256),
        });
    }

    [Theory]
    [InlineData("GET", "/v1.0/subscribedSkus", "LicenseAssignment.Read.All")]
    [InlineData("GET", "/v1.0/domains", "Domain.Read.All")]
    [InlineData("GET", "/v1.0/servicePrincipals", "Application.Read.All")]
    [InlineData("GET", "/v1.0/groups", "GroupMember.Read.All")]
    [InlineData("GET", "/v1.0/oauth2PermissionGrants", "Directory.Read.All")]
    [InlineData("GET", "/v1.0/policies/deviceRegistrationPolicy", "Policy.Read.DeviceConfiguration")]
    [InlineData("GET", Policies, "Policy.Read.All")]
    [InlineData("GET", Policies, "Policy.ReadWrite.MobilityManagement")]
    public async Task A_scope_opens_what_it_is_documented_for(string method, string path, string scope)
    {
        Assert.Equal(200, (await SendAsync(method, path, token: Token(Admin, "User.Read", scope))).Status);
        var denied = await SendAsync(method, path, token: Token(Admin, "User.Read", "openid"));
        Assert.Equal((403, "Authorization_RequestDenied"), (denied.Status, denied.Code));
        Assert.Equal("Insufficient privileges to complete the operation.", denied.ErrorMessage);
    }

    [Theory]
    [InlineData("reader", Policies, 200)]
    [InlineData("clouddevice", Policies, 200)]
    [InlineData("cloudapp", Policies, 403)]
    [InlineData("user", Policies, 403)]
    [InlineData("reader", "/v1.0/policies/deviceRegistrationPolicy", 200)]
    [InlineData("user", "/v1.0/policies/deviceRegistrationPolicy", 403)]
    [InlineData("user", "/v1.0/servicePrincipals", 200)]
    public async Task Reading_takes_a_directory_role_where_documented(string user, string path, int status) =>
        Assert.Equal(status, (await SendAsync("GET", path, token: Token(user + "@contoso.example", AllScopes))).Status);

    [Theory]
    [InlineData("clouddevice", 204, 403)]
    [InlineData("cloudapp", 403, 201)]
    [InlineData("reader", 403, 403)]
    [InlineData("user", 403, 403)]
    [InlineData("admin", 204, 201)]
    public async Task Writing_takes_the_role_of_the_thing_written(string user, int policy, int servicePrincipal)
    {
        var token = Token(user + "@contoso.example", AllScopes);
        Assert.Equal(servicePrincipal, (await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = KaceAppId }, token)).Status);
        Assert.Equal(policy, (await SendAsync("PATCH", $"{Policies}/{WellKnown.IntuneAppId}", new { appliesTo = "all" }, token)).Status);
    }

    [Fact]
    public async Task Roles_are_those_of_the_directory_now_not_those_of_the_token()
    {
        var token = Token("clouddevice@contoso.example", AllScopes);
        Tenant.Users.Single(u => u.UserPrincipalName == "clouddevice@contoso.example").Roles.Clear();
        Assert.Equal(403, (await SendAsync("PATCH", $"{Policies}/{WellKnown.IntuneAppId}", new { appliesTo = "all" }, token)).Status);
    }

    [Fact]
    public async Task Reading_scopes_do_not_write()
    {
        var token = Token(Admin, "Policy.Read.All", "Application.Read.All");
        Assert.Equal(403, (await SendAsync("PATCH", $"{Policies}/{WellKnown.IntuneAppId}", new { appliesTo = "all" }, token)).Status);
        Assert.Equal(403, (await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = KaceAppId }, token)).Status);
        Assert.Equal(403, (await SendAsync("POST", $"/v1.0/servicePrincipals/{GraphPrincipal}/appRoleAssignedTo", new { }, Token(Admin, "AppRoleAssignment.ReadWrite.All"))).Status);
    }

    [Fact]
    public async Task An_app_alone_reads_with_its_roles_and_has_no_me()
    {
        var token = Host.AppOnlyToken(TenantId, KaceAppId, "Directory.Read.All");
        Assert.Equal(200, (await SendAsync("GET", "/v1.0/servicePrincipals", token: token)).Status);
        Assert.Equal(403, (await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = KaceAppId }, token)).Status);
        Assert.Equal(400, (await SendAsync("GET", "/v1.0/me", token: token)).Status);
        Assert.Equal(403, (await SendAsync("GET", "/v1.0/groups", token: Host.AppOnlyToken(TenantId, KaceAppId, "Device.Read.All", "User.Read.All"))).Status);
    }

    [Fact]
    public async Task User_Read_reads_oneself_only()
    {
        var token = Token("user@contoso.example", "User.Read");
        Assert.Equal(200, (await SendAsync("GET", "/v1.0/users/user@contoso.example", token: token)).Status);
        Assert.Equal(403, (await SendAsync("GET", $"/v1.0/users/{Admin}", token: token)).Status);
        Assert.Equal(200, (await SendAsync("GET", $"/v1.0/users/{Admin}", token: Token("user@contoso.example", "User.Read", "User.ReadBasic.All"))).Status);
    }
}
