using System.Text.Json;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>Sessions that end early, and the challenges that tell apps so (facts.md 6.6).</summary>
public sealed class RevocationTests : SignInTestBase
{
    [Fact]
    public async Task A_revoked_session_is_challenged_and_a_new_one_passes_at_once()
    {
        var (client, first) = await SignInAsync(PublicClient(capabilities: "cp1"), ContosoWorld.Ordinary, "User.Read");
        using (var before = await GraphAsync(first.AccessToken))
        {
            Assert.Equal(200, (int)before.StatusCode);
        }

        Host.RevokeSignInSessions(ContosoWorld.Ordinary);
        using var after = await GraphAsync(first.AccessToken);
        var claims = Claims(after);
        Assert.InRange(
            long.Parse(JsonDocument.Parse(claims!).RootElement.GetProperty("access_token").GetProperty("nbf").GetProperty("value").GetString()!, null) - DateTimeOffset.UtcNow.ToUnixTimeSeconds(), -60, 0);
        Assert.Contains("TokenIssuedBeforeRevocationTimestamp", await after.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        var silent = await Assert.ThrowsAsync<MsalUiRequiredException>(() => client.AcquireTokenSilent(["User.Read"], first.Account).WithClaims(claims).ExecuteAsync(Cancellation));
        Assert.Contains("AADSTS50173", silent.Message, StringComparison.Ordinal);
        Assert.Matches(@"The grant was issued on '[\d:TZ.-]+' and the TokensValidFrom date \(before which tokens are not valid\) for this user is '[\d:TZ.-]+'", silent.Message);

        var (_, second) = await SignInAsync(client, ContosoWorld.Ordinary, "User.Read");
        using var again = await GraphAsync(second.AccessToken);
        Assert.Equal(200, (int)again.StatusCode);
    }

    [Fact]
    public async Task An_app_that_does_not_understand_challenges_gets_a_plain_401()
    {
        var (_, first) = await SignInAsync(ContosoWorld.Ordinary, "User.Read");
        Host.RevokeSignInSessions(ContosoWorld.Ordinary);
        using var after = await GraphAsync(first.AccessToken);

        Assert.Equal(401, (int)after.StatusCode);
        Assert.Null(Claims(after));
        Assert.Contains("InvalidAuthenticationToken", await after.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_says_what_its_app_declared()
    {
        var (client, first) = await SignInAsync(PublicClient(capabilities: "cp1"), ContosoWorld.Ordinary, "User.Read");
        Assert.Equal("cp1", (await ValidatedAsync(first.AccessToken)).GetClaim("xms_cc").Value);
        var second = await client.AcquireTokenSilent(["User.Read"], first.Account).WithForceRefresh(true).ExecuteAsync(Cancellation);
        Assert.Equal("cp1", (await ValidatedAsync(second.AccessToken)).GetClaim("xms_cc").Value);

        var (_, other) = await SignInAsync(ContosoWorld.Ordinary, "User.Read");
        Assert.False((await ValidatedAsync(other.AccessToken)).TryGetClaim("xms_cc", out _));
    }

    [Fact]
    public async Task A_challenge_on_demand_is_met_by_a_newer_token()
    {
        var (client, first) = await SignInAsync(PublicClient(capabilities: "cp1"), ContosoWorld.Ordinary, "User.Read");
        Host.Faults.Add(FaultRule.Parse("401 GET /v1.0/.* claims count=*"));
        using var challenged = await GraphAsync(first.AccessToken);
        var claims = Claims(challenged);
        Assert.NotNull(claims);

        var second = await client.AcquireTokenSilent(["User.Read"], first.Account).WithClaims(claims).ExecuteAsync(Cancellation);
        using var met = await GraphAsync(second.AccessToken);
        using var old = await GraphAsync(first.AccessToken);
        Assert.Equal((200, 401), ((int)met.StatusCode, (int)old.StatusCode));
        Assert.Equal(claims, Claims(old));
    }

    [Fact]
    public async Task An_app_alone_meets_a_challenge_too()
    {
        Host.World.ConsentTenantWide(Contoso, Host.World.FindApplication(ContosoWorld.WebAppId)!.Value.App);
        Host.Faults.Add(FaultRule.Parse("401 GET /v1.0/.* claims"));
        var client = ConfidentialClient(app => app.WithClientSecret(ContosoWorld.WebAppSecret).WithClientCapabilities(["cp1"]));
        var first = await client.AcquireTokenForClient([Scope(".default")]).ExecuteAsync(Cancellation);
        using var challenged = await GraphAsync(first.AccessToken, "/v1.0/applicationTemplates");
        var second = await client.AcquireTokenForClient([Scope(".default")]).WithClaims(Claims(challenged)).ExecuteAsync(Cancellation);
        using var met = await GraphAsync(second.AccessToken, "/v1.0/applicationTemplates");

        Assert.Equal((401, 200), ((int)challenged.StatusCode, (int)met.StatusCode));
        Assert.NotEqual(first.AccessToken, second.AccessToken);
    }

    [Fact]
    public async Task A_challenge_may_never_be_met()
    {
        var (client, first) = await SignInAsync(PublicClient(capabilities: "cp1"), ContosoWorld.Ordinary, "User.Read");
        Host.Faults.Add(FaultRule.Parse("401 * .* claims=always count=*"));
        using var challenged = await GraphAsync(first.AccessToken);
        var second = await client.AcquireTokenSilent(["User.Read"], first.Account).WithClaims(Claims(challenged)).ExecuteAsync(Cancellation);
        using var again = await GraphAsync(second.AccessToken);

        Assert.Equal(401, (int)again.StatusCode);
        Assert.NotNull(Claims(again));
    }

    [Fact]
    public async Task A_challenge_is_counted_and_told_only_to_apps_that_understand()
    {
        var (_, first) = await SignInAsync(ContosoWorld.Ordinary, "User.Read");
        Host.Faults.Add(FaultRule.Parse("401 GET /v1.0/me claims count=2"));
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await GraphAsync(first.AccessToken);
            statuses.Add((int)answer.StatusCode);
            Assert.Null(Claims(answer));
        }

        Assert.Equal([401, 401, 200], statuses);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"access_token":{"xms_cc":{"values":"cp1"}}}""")]
    public async Task A_claims_parameter_of_another_form_is_refused(string claims)
    {
        Consent(Contoso, ContosoWorld.CommandLineTools, "User.Read");
        var refresh = Refresh(Host.RefreshToken(ContosoWorld.TenantId, ContosoWorld.Ordinary, ContosoWorld.CommandLineTools));
        Assert.Equal(("invalid_request", 90023, 400), await RefusalAsync(new(refresh) { ["claims"] = claims }));
        Assert.Equal(200, (await TokenAsync(new(refresh) { ["claims"] = """{"access_token":{"nbf":{"essential":true,"value":"1"}}}""" })).Status);
    }

    /// <summary>As MSAL reads the challenge.</summary>
    private static string? Claims(HttpResponseMessage response) => WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(response.Headers);
}
