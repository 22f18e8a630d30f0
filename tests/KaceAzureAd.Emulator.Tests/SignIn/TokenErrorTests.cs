using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>How the token and device code endpoints say no.</summary>
public sealed partial class TokenErrorTests : SignInTestBase
{
    private Dictionary<string, string> AppForm => new()
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = ContosoWorld.WebAppId,
        ["client_secret"] = ContosoWorld.WebAppSecret,
        ["scope"] = Scope(".default"),
    };

    [Fact]
    public async Task An_error_has_all_of_Entras_members()
    {
        var correlationId = Guid.NewGuid().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Authority}/oauth2/v2.0/token") { Content = new FormUrlEncodedContent(AppForm) };
        request.Headers.Add("client-request-id", correlationId);
        using var response = await Http.SendAsync(request, Cancellation);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["correlation_id", "error", "error_codes", "error_description", "timestamp", "trace_id"], body.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(correlationId, body.GetProperty("correlation_id").GetString());
        Assert.Matches(Description(), body.GetProperty("error_description").GetString());
        Assert.Matches(Timestamp(), body.GetProperty("timestamp").GetString());
    }

    [Theory]
    [InlineData("grant_type", "password", "unsupported_grant_type", 70003, 400)]
    [InlineData("grant_type", "", "invalid_request", 900144, 400)]
    [InlineData("client_id", "99999999-9999-4999-8999-999999999999", "unauthorized_client", 700016, 400)]
    [InlineData("client_id", "", "invalid_request", 900144, 400)]
    [InlineData("client_secret", "wrong", "invalid_client", 7000215, 401)]
    [InlineData("client_secret", "", "invalid_client", 7000218, 401)]
    [InlineData("client_assertion", "x.y.z", "invalid_request", 900144, 400)]
    [InlineData("scope", "User.Read", "invalid_scope", 1002012, 400)]
    [InlineData("scope", "https://elsewhere.example/.default", "invalid_resource", 500011, 400)]
    public async Task A_wrong_request_of_an_app_is_refused(string name, string value, string error, int code, int status) =>
        Assert.Equal((error, code, status), await RefusalAsync(new(AppForm) { [name] = value }));

    [Theory]
    [InlineData("nowhere.example", "invalid_request", 90002)]
    [InlineData(ContosoWorld.OtherTenantId, "unauthorized_client", 700016)]
    [InlineData("common", "invalid_request", 50194)]
    public async Task A_wrong_tenant_is_refused(string tenant, string error, int code) =>
        Assert.Equal((error, code, 400), await RefusalAsync(AppForm, tenant));

    [Fact]
    public async Task A_multi_tenant_app_has_to_name_the_tenant() => Assert.Equal(
        ("invalid_request", 50059, 400),
        await RefusalAsync(new(AppForm) { ["client_id"] = ContosoWorld.KaceAppId, ["client_secret"] = "kace-secret" }, "organizations"));

    [Fact]
    public async Task A_disabled_app_is_refused()
    {
        await VisitAsync($"{Authority}/adminconsent?client_id={ContosoWorld.WebAppId}", ContosoWorld.Admin);
        Assert.Equal(200, (await TokenAsync(AppForm)).Status);

        Contoso.ServicePrincipals.Find(s => s.AppId == ContosoWorld.WebAppId)!.AccountEnabled = false;
        Assert.Equal(("unauthorized_client", 7000112, 400), await RefusalAsync(AppForm));
    }

    [Fact]
    public async Task A_device_code_is_pending_then_asked_for_too_often_then_expired()
    {
        var poll = await DeviceCodeAsync();
        Assert.Equal(("authorization_pending", 70016, 400), await RefusalAsync(poll));
        Assert.Equal("slow_down", (await RefusalAsync(poll)).Error);

        Host.SignIn.DeviceCodeLifetime = TimeSpan.FromSeconds(-1);
        Assert.Equal(("expired_token", 70019, 400), await RefusalAsync(await DeviceCodeAsync()));
        Assert.Equal(("bad_verification_code", 70018, 400), await RefusalAsync(new(poll) { ["device_code"] = "another" }));
    }

    [Fact]
    public async Task A_device_code_needs_an_app_that_allows_public_client_flows()
    {
        var poll = await DeviceCodeAsync();
        Host.World.FindApplication(ContosoWorld.CommandLineTools)!.Value.App.IsFallbackPublicClient = false;

        Assert.Equal(("invalid_client", 7000218, 401), await RefusalAsync(poll));
    }

    [Fact]
    public async Task A_device_code_is_not_approved_by_somebody_who_may_not_consent()
    {
        Host.SignIn.DeviceCodeInterval = TimeSpan.Zero;
        Host.SignIn.AutoApproveDeviceCodeAs = ContosoWorld.Ordinary;
        var poll = await DeviceCodeAsync("Policy.Read.All");
        await RefusalAsync(poll);

        Assert.Equal("authorization_declined", (await RefusalAsync(poll)).Error);
        Assert.Empty(Contoso.OAuth2PermissionGrants);
    }

    [Fact]
    public async Task A_refresh_token_is_of_no_use_to_another_app()
    {
        Host.SignIn.DeviceCodeInterval = TimeSpan.Zero;
        Host.SignIn.AutoApproveDeviceCodeAs = ContosoWorld.Ordinary;
        var poll = await DeviceCodeAsync("offline_access User.Read");
        await TokenAsync(poll);
        var refresh = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = ContosoWorld.CommandLineTools,
            ["refresh_token"] = (await TokenAsync(poll)).Body.GetProperty("refresh_token").GetString()!,
        };

        Assert.Equal(("invalid_grant", 70000, 400), await RefusalAsync(new(refresh) { ["client_id"] = ContosoWorld.WebAppId, ["client_secret"] = ContosoWorld.WebAppSecret }));
        Assert.Equal(("invalid_grant", 50020, 400), await RefusalAsync(refresh, ContosoWorld.OtherTenantId));
        Assert.Equal(200, (await TokenAsync(refresh)).Status);
    }

    [Fact]
    public async Task Metadata_names_the_endpoints_and_the_signing_key()
    {
        var configuration = await Http.GetFromJsonAsync<JsonElement>($"{Host.Origins.SignIn}/contoso.example/v2.0/.well-known/openid-configuration", Cancellation);
        Assert.Equal($"{Authority}/v2.0", configuration.GetProperty("issuer").GetString());
        Assert.Equal($"{Authority}/oauth2/v2.0/token", configuration.GetProperty("token_endpoint").GetString());

        var keys = await Http.GetFromJsonAsync<JsonElement>(configuration.GetProperty("jwks_uri").GetString(), Cancellation);
        var token = await ValidatedAsync((await SignInAsync(ContosoWorld.Ordinary, "User.Read")).Result.AccessToken);
        Assert.Equal(token.Kid, keys.GetProperty("keys")[0].GetProperty("kid").GetString());
    }

    [GeneratedRegex(@"^AADSTS7000229: .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$", RegexOptions.None, 1000)]
    private static partial Regex Description();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$", RegexOptions.None, 1000)]
    private static partial Regex Timestamp();

    private async Task<Dictionary<string, string>> DeviceCodeAsync(string scope = "User.Read")
    {
        var (_, body) = await TokenAsync(new() { ["client_id"] = ContosoWorld.CommandLineTools, ["scope"] = scope }, endpoint: "devicecode");
        return new()
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
            ["client_id"] = ContosoWorld.CommandLineTools,
            ["device_code"] = body.GetProperty("device_code").GetString()!,
        };
    }
}
