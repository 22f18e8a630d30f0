using KaceAzureAd.Emulator.Visitor;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>Real MSAL is the client.</summary>
public sealed class MsalTests : SignInTestBase
{
    [Fact]
    public async Task Interactive_sign_in_gives_tokens_for_the_user()
    {
        var result = await InteractiveAsync(ContosoWorld.TenantId, ContosoWorld.Admin, Scope("User.Read"), Scope("Policy.Read.All"));

        Assert.Equal(ContosoWorld.Admin, result.Account.Username);
        Assert.Equal(ContosoWorld.TenantId, result.TenantId);
        Assert.Contains(Scope("Policy.Read.All"), result.Scopes);
        var token = await ValidatedAsync(result.AccessToken);
        Assert.Equal(["Policy.Read.All", "User.Read"], token.GetClaim("scp").Value.Split(' ').Where(s => s.Contains('.')).Order());
        Assert.Equal(ContosoWorld.CommandLineTools, token.GetClaim("appid").Value);
    }

    [Theory]
    [InlineData("organizations")]
    [InlineData("common")]
    [InlineData("contoso.example")]
    public async Task The_tenant_may_be_named_otherwise(string tenant)
    {
        var result = await InteractiveAsync(tenant, ContosoWorld.Ordinary, "User.Read");

        Assert.Equal(ContosoWorld.TenantId, result.TenantId);
        Assert.Equal(ContosoWorld.TenantId, (await ValidatedAsync(result.AccessToken)).GetClaim("tid").Value);
    }

    [Fact]
    public async Task Interactive_sign_in_that_is_declined_tells_so()
    {
        var failure = await Assert.ThrowsAsync<MsalServiceException>(() => InteractiveAsync(ContosoWorld.TenantId, ContosoWorld.Ordinary, accept: false, "User.Read"));

        Assert.Equal("access_denied", failure.ErrorCode);
        Assert.Contains("AADSTS65004", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Contoso.OAuth2PermissionGrants);
    }

    [Fact]
    public async Task A_user_who_may_not_consent_is_sent_back()
    {
        var failure = await Assert.ThrowsAsync<MsalServiceException>(() => InteractiveAsync(ContosoWorld.TenantId, ContosoWorld.Ordinary, "Policy.Read.All"));

        Assert.Equal("access_denied", failure.ErrorCode);
        Assert.Contains("AADSTS90094", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Contoso.OAuth2PermissionGrants);
    }

    [Fact]
    public async Task Device_code_is_approved_on_the_page()
    {
        Host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);
        Task<VisitResult>? visit = null;
        var result = await PublicClient().AcquireTokenWithDeviceCode(["User.Read"], code =>
        {
            visit = Task.Run(async () =>
            {
                using var visitor = new PageVisitor(Host.TrustedCertificate) { DeviceCode = code.UserCode };
                return await visitor.SignInAndAcceptAsync(new Uri(code.VerificationUrl), ContosoWorld.Ordinary, ContosoWorld.Password, cancellationToken: Cancellation);
            });
            return Task.CompletedTask;
        }).ExecuteAsync(Cancellation);

        Assert.Equal(ContosoWorld.Ordinary, result.Account.Username);
        Assert.Contains("You have signed in", (await visit!).Text, StringComparison.Ordinal);
        var grant = Assert.Single(Contoso.OAuth2PermissionGrants);
        Assert.Equal("Principal", grant.ConsentType);
        Assert.Equal(Contoso.Users.Find(u => u.UserPrincipalName == ContosoWorld.Ordinary)!.Id, grant.PrincipalId);
    }

    [Fact]
    public async Task Device_code_is_approved_by_itself_after_the_first_poll()
    {
        var (_, result) = await SignInAsync(ContosoWorld.Admin, Scope("Policy.Read.All"));

        Assert.Equal(ContosoWorld.Admin, result.Account.Username);
        Assert.Equal([400, 200], Host.Log.Entries.Where(e => e.Path.EndsWith("/token", StringComparison.Ordinal)).Select(e => e.Status));
    }

    [Fact]
    public async Task Device_code_declined_on_the_page_ends_the_wait()
    {
        Host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);
        var failure = await Assert.ThrowsAsync<MsalServiceException>(() => PublicClient().AcquireTokenWithDeviceCode(["User.Read"], async code =>
        {
            using var visitor = new PageVisitor(Host.TrustedCertificate) { DeviceCode = code.UserCode };
            await visitor.SignInAndAcceptAsync(new Uri(code.VerificationUrl), ContosoWorld.Ordinary, ContosoWorld.Password, accept: false, Cancellation);
        }).ExecuteAsync(Cancellation));

        Assert.Equal("authorization_declined", failure.ErrorCode);
    }

    [Fact]
    public async Task A_token_is_refreshed_and_sees_what_was_granted_meanwhile()
    {
        var (client, first) = await SignInAsync(ContosoWorld.Admin, "User.Read");
        var cached = await client.AcquireTokenSilent(["User.Read"], first.Account).ExecuteAsync(Cancellation);
        Assert.Equal(TokenSource.Cache, cached.AuthenticationResultMetadata.TokenSource);

        Contoso.OAuth2PermissionGrants[0].Scope += " Policy.Read.All";
        var second = await client.AcquireTokenSilent(["User.Read"], first.Account).WithForceRefresh(true).ExecuteAsync(Cancellation);

        Assert.Equal(TokenSource.IdentityProvider, second.AuthenticationResultMetadata.TokenSource);
        Assert.Contains("Policy.Read.All", (await ValidatedAsync(second.AccessToken)).GetClaim("scp").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Default_scope_carries_what_is_granted()
    {
        var (client, first) = await SignInAsync(ContosoWorld.Admin, Scope(".default"));
        var cached = await client.AcquireTokenSilent([Scope(".default")], first.Account).ExecuteAsync(Cancellation);

        Assert.Equal(TokenSource.Cache, cached.AuthenticationResultMetadata.TokenSource);
        Assert.Contains("User.Read", (await ValidatedAsync(first.AccessToken)).GetClaim("scp").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_without_consent_needs_the_user()
    {
        var (client, first) = await SignInAsync(ContosoWorld.Ordinary, "User.Read");
        var failure = await Assert.ThrowsAsync<MsalUiRequiredException>(() => client.AcquireTokenSilent(["Policy.Read.All"], first.Account).ExecuteAsync(Cancellation));

        Assert.Contains("AADSTS65001", failure.Message, StringComparison.Ordinal);
        Assert.Equal(UiRequiredExceptionClassification.ConsentRequired, failure.Classification);
    }

    [Fact]
    public async Task A_refresh_token_expires()
    {
        Host.SignIn.RefreshTokenLifetime = TimeSpan.FromSeconds(-1);
        var (client, first) = await SignInAsync(ContosoWorld.Ordinary, "User.Read");
        var failure = await Assert.ThrowsAsync<MsalUiRequiredException>(
            () => client.AcquireTokenSilent(["User.Read"], first.Account).WithForceRefresh(true).ExecuteAsync(Cancellation));

        Assert.Contains("AADSTS700082", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lifetime_of_a_token_can_be_set()
    {
        Host.SignIn.AccessTokenLifetime = TimeSpan.FromMinutes(7);
        var (_, result) = await SignInAsync(ContosoWorld.Ordinary, "User.Read");

        Assert.InRange(result.ExpiresOn - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(7));
        Assert.InRange((await ValidatedAsync(result.AccessToken)).ValidTo - DateTime.UtcNow, TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(7));
    }

    [Fact]
    public async Task An_app_with_its_secret_gets_the_roles_it_was_given()
    {
        await VisitAsync($"{Authority}/adminconsent?client_id={ContosoWorld.WebAppId}", ContosoWorld.Admin);
        var result = await ConfidentialClient(ContosoWorld.WebAppSecret).AcquireTokenForClient([Scope(".default")]).ExecuteAsync(Cancellation);

        var token = await ValidatedAsync(result.AccessToken);
        Assert.Equal("Device.Read.All", token.GetClaim("roles").Value);
        Assert.Equal("app", token.GetClaim("idtyp").Value);
    }

    [Theory]
    [InlineData("wrong", "7000215", "invalid_client")]
    [InlineData(ContosoWorld.WebAppSecret, "7000229", "unauthorized_client")]
    public async Task An_app_is_refused(string secret, string code, string error)
    {
        var failure = await Assert.ThrowsAsync<MsalServiceException>(
            () => ConfidentialClient(secret).AcquireTokenForClient([Scope(".default")]).ExecuteAsync(Cancellation));

        Assert.Equal(error, failure.ErrorCode);
        Assert.Contains($"AADSTS{code}:", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.ResponseBody, StringComparison.Ordinal);
    }

    private Task<AuthenticationResult> InteractiveAsync(string tenant, string user, params string[] scopes) => InteractiveAsync(tenant, user, accept: true, scopes);
}
