using System.Net.Http.Json;
using System.Text.Json;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>The endpoint that Azure gives to a runbook. Environment variables are the process's: no other class sets these.</summary>
public sealed class ManagedIdentityTests : SignInTestBase
{
    private const string ResourceId = "/subscriptions/99999999-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/runbooks";

    private readonly ManagedIdentity _system = Identity("system", null);
    private readonly ManagedIdentity _user = Identity("runbooks", ResourceId);

    [Theory]
    [InlineData("system")]
    [InlineData("client id")]
    [InlineData("object id")]
    [InlineData("resource id")]
    public async Task MSAL_gets_a_token_for_the_identity_that_it_names(string how)
    {
        AddIdentities(_system, _user);
        var result = await AcquireAsync(how switch
        {
            "client id" => ManagedIdentityId.WithUserAssignedClientId(_user.ClientId),
            "object id" => ManagedIdentityId.WithUserAssignedObjectId(_user.Id),
            "resource id" => ManagedIdentityId.WithUserAssignedResourceId(ResourceId.ToUpperInvariant()),
            _ => ManagedIdentityId.SystemAssigned,
        });

        var expected = how == "system" ? _system : _user;
        var token = await ValidatedAsync(result.AccessToken);
        Assert.Equal((expected.ClientId, expected.Id, "app"), (token.GetClaim("appid").Value, token.GetClaim("oid").Value, token.GetClaim("idtyp").Value));
        Assert.Equal(how == "system" ? "Device.Read.All" : "Directory.Read.All", token.GetClaim("roles").Value);
        Assert.InRange(result.ExpiresOn - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MSAL_is_told_of_an_identity_that_is_not_there(bool isSystem)
    {
        AddIdentities(isSystem ? _user : _system);
        var failure = await Assert.ThrowsAsync<MsalServiceException>(
            () => AcquireAsync(isSystem ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.WithUserAssignedClientId(Guid.NewGuid().ToString())));

        Assert.Equal(400, failure.StatusCode);
        Assert.Contains("No Managed Identity found", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_has_the_documented_members()
    {
        AddIdentities(_system);
        var (status, body) = await GetAsync($"resource={Host.Origins.Graph}/&api-version=2019-08-01", Host.ManagedIdentity.Header);

        Assert.Equal(200, status);
        Assert.Equal(["access_token", "client_id", "expires_on", "resource", "token_type"], body.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(JsonValueKind.String, body.GetProperty("expires_on").ValueKind);
        Assert.Equal((_system.ClientId, "Bearer"), (body.GetProperty("client_id").GetString(), body.GetProperty("token_type").GetString()));
    }

    [Theory]
    [InlineData("no header", 400)]
    [InlineData("another header", 401)]
    [InlineData("no resource", 400)]
    [InlineData("another resource", 400)]
    [InlineData("another version", 400)]
    [InlineData("two names", 400)]
    [InlineData("disabled", 400)]
    [InlineData("fault", 500)]
    public async Task What_is_wrong_is_refused(string wrong, int expected)
    {
        AddIdentities(_system, _user);
        if (wrong == "disabled")
        {
            Contoso.ServicePrincipals.Find(s => s.Id == _system.Id)!.AccountEnabled = false;
        }
        else if (wrong == "fault")
        {
            Host.Faults.Add(FaultRule.Parse("500 GET /oauth2/token origin=ManagedIdentity"));
        }

        var resource = wrong switch { "no resource" => "", "another resource" => "https://vault.azure.net", _ => Host.Origins.Graph };
        var version = wrong == "another version" ? "2017-09-01" : "2019-08-01";
        var names = wrong == "two names" ? $"&client_id={_user.ClientId}&mi_res_id={ResourceId}" : "";
        var header = wrong switch { "no header" => null, "another header" => "another", _ => Host.ManagedIdentity.Header };

        var (status, body) = await GetAsync($"resource={resource}&api-version={version}{names}", header);
        Assert.Equal(expected, status);
        Assert.Equal(wrong == "fault", body.ValueKind == JsonValueKind.Undefined);
        Assert.Contains(Host.Log.Entries, e => e.Origin == "ManagedIdentity" && e.Status == expected);
    }

    private static ManagedIdentity Identity(string name, string? resourceId) =>
        new() { Id = Guid.NewGuid().ToString(), ClientId = Guid.NewGuid().ToString(), DisplayName = name, ResourceId = resourceId };

    private void AddIdentities(params ManagedIdentity[] identities)
    {
        var graph = Host.World.EnsureServicePrincipal(Contoso, Host.World.FindApplication(ContosoWorld.GraphAppId)!.Value.App);
        foreach (var identity in identities)
        {
            Contoso.ManagedIdentities.Add(identity);
            Contoso.AddServicePrincipal(identity);
            Contoso.AssignRole(Contoso.ServicePrincipals[^1], graph, graph.AppRoles.Single(r => r.Value == (identity.ResourceId is null ? "Device.Read.All" : "Directory.Read.All")));
        }
    }

    private async Task<AuthenticationResult> AcquireAsync(ManagedIdentityId id)
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", Host.ManagedIdentity.Address.AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", Host.ManagedIdentity.Header);
        try
        {
            // MSAL's cache for managed identities is the process's too.
            return await ManagedIdentityApplicationBuilder.Create(id).WithHttpClientFactory(this).Build()
                .AcquireTokenForManagedIdentity(Host.Origins.Graph).WithForceRefresh(true).ExecuteAsync(Cancellation);
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    private async Task<(int Status, JsonElement Body)> GetAsync(string query, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Host.ManagedIdentity.Address}?{query}");
        if (header is not null)
        {
            request.Headers.Add("X-IDENTITY-HEADER", header);
        }

        using var response = await Http.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, response.Content.Headers.ContentLength == 0 ? default : await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }
}
