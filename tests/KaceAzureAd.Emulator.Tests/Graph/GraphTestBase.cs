using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>One answer of the emulated Graph.</summary>
public sealed record Answer(int Status, string Text, HttpResponseMessage Message)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public JsonArray Items => Json["value"]!.AsArray();

    public string Code => (string)Json["error"]!["code"]!;

    public string ErrorMessage => (string)Json["error"]!["message"]!;

    public string Header(string name) => Message.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
}

/// <summary>A running emulator of a scenario, and a client of its Graph over TLS.</summary>
public abstract class GraphTestBase(string scenario = "default") : IAsyncLifetime
{
    protected const string TenantId = "7f3c2a10-5b7e-4c55-9d64-0c0a70500001";
    protected const string KaceAppId = "8d5f6b72-3a94-4c1e-b0d7-6b6163656d01";
    protected const string Pilot = "7f3c2a10-5b7e-4c55-9d64-0c0a70500201";
    protected const string Sales = "7f3c2a10-5b7e-4c55-9d64-0c0a70500203";
    protected const string GraphPrincipal = "7f3c2a10-5b7e-4c55-9d64-0c0a70500301";
    protected const string Policies = "/beta/policies/mobileDeviceManagementPolicies";
    protected const string Admin = "admin@contoso.example";

    protected static readonly string[] AllScopes =
    [
        "User.Read", "User.Read.All", "Policy.Read.All", "Policy.Read.DeviceConfiguration", "Policy.ReadWrite.MobilityManagement", "LicenseAssignment.Read.All", "Domain.Read.All",
        "Application.ReadWrite.All", "GroupMember.Read.All", "DelegatedPermissionGrant.ReadWrite.All", "AppRoleAssignment.ReadWrite.All",
        "AuditLog.Read.All", "Device.Read.All", "Directory.Read.All", "RoleEligibilitySchedule.Read.Directory",
    ];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected EmulatorHost Host { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected Tenant Tenant => Host.World.FindTenant(TenantId)!;

    protected MobilityPolicy KacePolicy => Tenant.MobileDeviceManagementPolicies.Single(p => p.Id == KaceAppId);

    public async ValueTask InitializeAsync()
    {
        Host = await EmulatorHost.StartAsync(Scenario.Load(scenario), Stop);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(Host.TrustedCertificate);
        Http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } }) { BaseAddress = new Uri(Host.Origins.Graph) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected string Token(string upn, params string[] scopes) => Host.AccessToken(TenantId, upn, scopes);

    protected string AdminToken() => Token(Admin, AllScopes);

    /// <summary>Sends as the Global Administrator with all scopes, unless another token is given.</summary>
    protected async Task<Answer> SendAsync(string method, string path, object? body = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        token ??= AdminToken();
        if (token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        var response = await Http.SendAsync(request, Stop);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(Stop), response);
    }

    protected Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, headers: headers);

    /// <summary>Adds KACE's app as the administrator does; its policy comes with it.</summary>
    protected async Task<string> AddKaceAsync() => (string)(await SendAsync("POST", "/v1.0/servicePrincipals", new { appId = KaceAppId })).Json["id"]!;

    protected Task<Answer> AddGroupAsync(string groupId) => SendAsync("POST", $"{Policies}/{KaceAppId}/includedGroups/$ref", GroupReference(groupId));

    protected JsonObject GroupReference(string groupId) => new() { ["@odata.id"] = $"{Host.Origins.Graph}/odata/groups('{groupId}')" };

    protected Task<Answer> PatchPolicyAsync(object body) => SendAsync("PATCH", $"{Policies}/{KaceAppId}", body);

    protected static string[] Ids(Answer answer) => [.. answer.Items.Select(i => (string)i!["id"]!)];
}
