using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Emulator.Visitor;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>An emulator of its own for each test, with clients that trust it.</summary>
public abstract class SignInTestBase : IAsyncLifetime, IMsalHttpClientFactory
{
    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal EmulatorHost Host { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    internal Tenant Contoso => Host.World.FindTenant(ContosoWorld.TenantId)!;

    internal string Authority => $"{Host.Origins.SignIn}/{ContosoWorld.TenantId}";

    public async ValueTask InitializeAsync()
    {
        Host = await EmulatorHost.StartAsync(ContosoWorld.Create(), Cancellation);
        Host.SignIn.DeviceCodeLifetime = TimeSpan.FromSeconds(20); // MSAL waits that long for an answer that never comes.
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { Host.TrustedCertificate },
        };
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = { CertificateChainPolicy = policy } });
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    HttpClient IMsalHttpClientFactory.GetHttpClient() => Http;

    internal string Scope(string value) => $"{Host.Origins.Graph}/{value}";

    internal IPublicClientApplication PublicClient(string? tenant = null, params string[] capabilities) => PublicClientApplicationBuilder
        .Create(ContosoWorld.CommandLineTools)
        .WithAuthority($"{Host.Origins.SignIn}/{tenant ?? ContosoWorld.TenantId}", validateAuthority: false)
        .WithInstanceDiscovery(false)
        .WithHttpClientFactory(this)
        .WithRedirectUri("http://localhost")
        .WithClientCapabilities(capabilities)
        .Build();

    internal IConfidentialClientApplication ConfidentialClient(string secret, string? tenant = null, string appId = ContosoWorld.WebAppId) =>
        ConfidentialClient(app => app.WithClientSecret(secret), tenant, appId);

    internal IConfidentialClientApplication ConfidentialClient(
        Func<ConfidentialClientApplicationBuilder, ConfidentialClientApplicationBuilder> withCredential, string? tenant = null, string appId = ContosoWorld.WebAppId) =>
        withCredential(ConfidentialClientApplicationBuilder.Create(appId)
        .WithAuthority($"{Host.Origins.SignIn}/{tenant ?? ContosoWorld.TenantId}", validateAuthority: false)
        .WithInstanceDiscovery(false)
        .WithHttpClientFactory(this))
        .Build();

    internal PageVisitor Visitor(bool forOrganization = false) => new(Host.TrustedCertificate) { ConsentForOrganization = forOrganization };

    internal Task<VisitResult> VisitAsync(string address, string user, bool accept = true, string password = ContosoWorld.Password) =>
        VisitAsync(new Uri(address), user, accept, password);

    internal async Task<VisitResult> VisitAsync(Uri address, string user, bool accept = true, string password = ContosoWorld.Password)
    {
        using var visitor = Visitor();
        return await visitor.SignInAndAcceptAsync(address, user, password, accept, Cancellation);
    }

    /// <summary>The text of a page, whatever its status.</summary>
    internal async Task<string> PageAsync(Uri address)
    {
        using var response = await Http.GetAsync(address, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>Sends a form as the page given would, but with these fields, and returns the page that follows.</summary>
    internal async Task<string> PostAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        var interaction = page.Split("name=\"ctx\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent(fields.Append(("ctx", interaction)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var response = await Http.PostAsync(new Uri($"{Host.Origins.SignIn}/common/{path}"), form, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>Signs a user in through the browser that a visitor stands at.</summary>
    internal async Task<AuthenticationResult> InteractiveAsync(string tenant, string user, bool accept, params string[] scopes)
    {
        // MSAL waits for the browser without an end: a visit that fails has to end the wait.
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task? visit = null;
        var options = new SystemWebViewOptions
        {
            OpenBrowserAsync = address =>
            {
                visit = VisitOrCancelAsync(address);
                return Task.CompletedTask;
            },
        };
        try
        {
            var result = await PublicClient(tenant).AcquireTokenInteractive(scopes).WithUseEmbeddedWebView(false).WithSystemWebViewOptions(options).ExecuteAsync(waiting.Token);
            await visit!;
            return result;
        }
        catch (OperationCanceledException) when (visit is { IsFaulted: true })
        {
            await visit;
            throw;
        }

        async Task VisitOrCancelAsync(Uri address)
        {
            try
            {
                await VisitAsync(address, user, accept);
            }
            catch
            {
                await waiting.CancelAsync();
                throw;
            }
        }
    }

    /// <summary>What a client sends that has a refresh token.</summary>
    internal Dictionary<string, string> Refresh(string refreshToken, string appId = ContosoWorld.CommandLineTools) => new(StringComparer.Ordinal)
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = appId,
        ["refresh_token"] = refreshToken,
        ["scope"] = $"{Scope(".default")} offline_access",
    };

    /// <summary>What Graph answers to the holder of this token.</summary>
    internal async Task<HttpResponseMessage> GraphAsync(string accessToken, string path = "/v1.0/me")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Host.Origins.Graph + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await Http.SendAsync(request, Cancellation);
    }

    /// <summary>Consents, for everybody in a tenant.</summary>
    internal void Consent(Tenant tenant, string appId, params string[] scopes)
    {
        var client = Host.World.EnsureServicePrincipal(tenant, Host.World.FindApplication(appId)!.Value.App);
        tenant.GrantScopes(client, Host.World.EnsureServicePrincipal(tenant, Host.World.FindApplication(ContosoWorld.GraphAppId)!.Value.App), scopes);
    }

    /// <summary>Posts to the token endpoint and returns status and JSON.</summary>
    internal async Task<(int Status, JsonElement Body)> TokenAsync(Dictionary<string, string> form, string? tenant = null, string endpoint = "token")
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await Http.PostAsync(new Uri($"{Host.Origins.SignIn}/{tenant ?? ContosoWorld.TenantId}/oauth2/v2.0/{endpoint}"), content, Cancellation);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }

    /// <summary>Error, first AADSTS code, and HTTP status of a refused token request.</summary>
    internal async Task<(string? Error, int Code, int Status)> RefusalAsync(Dictionary<string, string> form, string? tenant = null, string endpoint = "token")
    {
        var (status, body) = await TokenAsync(form, tenant, endpoint);
        return (body.GetProperty("error").GetString(), body.GetProperty("error_codes")[0].GetInt32(), status);
    }

    /// <summary>The claims of a Graph token; fails where the emulator's Graph would refuse it.</summary>
    internal async Task<JsonWebToken> ValidatedAsync(string accessToken)
    {
        var result = await Host.Context.Tokens.ValidateAsync(accessToken, Host.Origins.Graph);
        Assert.True(result.IsValid, result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }

    /// <summary>Signs a user in with the device code flow, which somebody else approves, and returns the client that now holds the account.</summary>
    internal Task<(IPublicClientApplication Client, AuthenticationResult Result)> SignInAsync(string user, params string[] scopes) => SignInAsync(PublicClient(), user, scopes);

    internal async Task<(IPublicClientApplication Client, AuthenticationResult Result)> SignInAsync(IPublicClientApplication client, string user, params string[] scopes)
    {
        Host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);
        Host.SignIn.AutoApproveDeviceCodeAs = user;
        var result = await client.AcquireTokenWithDeviceCode(scopes, _ => Task.CompletedTask).ExecuteAsync(Cancellation);
        return (client, result);
    }
}
