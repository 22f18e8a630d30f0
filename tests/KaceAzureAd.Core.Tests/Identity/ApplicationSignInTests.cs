using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Core.Tests.Connection;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Core.Tests.Identity;

/// <summary>Signing in without a person at hand, with real MSAL: certificate, secret, federated and refresh token.</summary>
public sealed class ApplicationSignInTests : IAsyncLifetime
{
    private const string TenantId = "7f3c2a10-5b7e-4c55-9d64-0c0a70500001";
    private const string Automation = "7f3c2a10-5b7e-4c55-9d64-0c0a70500502";

    private EmulatorHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private KaceAadEnvironment Environment => KaceAadEnvironment.Create("Emulator", new Uri(_host.Origins.SignIn), new Uri(_host.Origins.Graph), _host.TrustedCertificate);

    private Application App => _host.World.FindApplication(Automation)!.Value.App;

    public async ValueTask InitializeAsync() => _host = await EmulatorHost.StartAsync(Scenario.Load("app-only"), Cancellation);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_secret_signs_in_the_application_alone()
    {
        using var session = await ConnectAsync(new ClientSecretSignIn(Secure("contoso-automation-demo-secret")));

        Assert.Equal((true, SignInMethod.ClientSecret, Automation, TenantId), (session.IsAppOnly, session.SignInMethod, session.ClientId, session.TenantId));
        Assert.Contains("Policy.Read.All", session.Scopes);
        Assert.False(session.CanAskForMore);
        Assert.Equal(ErrorCodes.DelegatedSessionRequired, session.Objection(TenantOperation.ReadMobilityPolicies)!.Code);
        Assert.True(await session.IsOfAsync("contoso.onmicrosoft.com", Cancellation));
        Assert.True(await session.IsOfAsync("CONTOSO.example", Cancellation));
        Assert.False(await session.IsOfAsync("kacecloud.onmicrosoft.com", Cancellation));
        Assert.False(await session.IsOfAsync("4b2e9d31-0f0c-4a86-8f0a-6b6163650001", Cancellation));
        Assert.Equal(ErrorCodes.InvalidTenant, (await Assert.ThrowsAsync<KaceAadException>(() => session.IsOfAsync("nobody.example", Cancellation))).Code);
        await session.DisconnectAsync();
        Assert.True(session.IsDisconnected);
        Assert.Equal(ErrorCodes.SessionDisconnected, Assert.Throws<KaceAadException>(() => session.Graph).Code);
    }

    [Theory]
    [InlineData("pfx", null)]
    [InlineData("pfx", "open sesame")]
    [InlineData("pem", null)]
    [InlineData("pem", "open sesame")]
    public async Task A_certificate_signs_in_from_a_file(string form, string? password)
    {
        using var folder = new TemporaryFolder();
        using var made = Certificate(-1, 1);
        App.AddCertificate(made);
        var path = await WriteAsync(folder.Path, made, form, password);

        using var certificate = ClientCertificates.FromFile(path, password is null ? null : Secure(password));
        using var session = await ConnectAsync(new CertificateSignIn(certificate));

        Assert.Equal(SignInMethod.Certificate, session.SignInMethod);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_is_named_before_any_request()
    {
        using var folder = new TemporaryFolder();
        using var made = Certificate(-1, 1);
        using var expired = Certificate(-2, -1);
        using var early = Certificate(1, 2);
        using var keyless = X509CertificateLoader.LoadCertificate(made.RawData);
        var locked = await WriteAsync(folder.Path, made, "pfx", "open sesame");
        var noise = Path.Combine(folder.Path, "noise");
        await File.WriteAllTextAsync(noise, "no certificate", Cancellation);

        Assert.Contains("it expired on", Refused(ErrorCodes.CertificateUnusable, () => new CertificateSignIn(expired)), StringComparison.Ordinal);
        Assert.Contains("it is not valid before", Refused(ErrorCodes.CertificateUnusable, () => new CertificateSignIn(early)), StringComparison.Ordinal);
        Assert.Contains("it has no private key", Refused(ErrorCodes.CertificateUnusable, () => new CertificateSignIn(keyless)), StringComparison.Ordinal);
        Assert.Contains(locked, Refused(ErrorCodes.CertificateUnusable, () => ClientCertificates.FromFile(locked, Secure("guessed"))), StringComparison.Ordinal);
        Refused(ErrorCodes.CertificateUnusable, () => ClientCertificates.FromFile(noise, null));
        Assert.Contains("not-there", Refused(ErrorCodes.CertificateNotFound, () => ClientCertificates.FromFile(Path.Combine(folder.Path, "not-there"), null)), StringComparison.Ordinal);
        Assert.Contains("00AA", Refused(ErrorCodes.CertificateNotFound, () => ClientCertificates.FromStore("00AA")), StringComparison.Ordinal);
        Assert.Empty(_host.Log.Entries);
    }

    [Fact]
    public async Task A_federated_token_signs_in_and_one_that_is_missing_or_empty_is_said_so()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(path, _host.OutsideIdentityProvider.IssueToken("repo:contoso/kace-connection:environment:production") + "\n", Cancellation);

        using var session = await ConnectAsync(FederatedTokenSignIn.FromFile(path));
        Assert.Equal(SignInMethod.FederatedToken, session.SignInMethod);

        await FailsAsync(ErrorCodes.FederatedTokenUnavailable, FederatedTokenSignIn.FromFile(path + "-not-there"));
        await FailsAsync(ErrorCodes.FederatedTokenUnavailable, new FederatedTokenSignIn(_ => Task.FromResult(" ")));
    }

    [Fact]
    public async Task A_refresh_token_signs_its_person_in_and_one_that_is_revoked_does_not()
    {
        var tenant = _host.World.FindTenant(TenantId)!;
        tenant.GrantScopes(
            _host.World.EnsureServicePrincipal(tenant, _host.World.FindApplication(SignInRequest.DefaultClientId)!.Value.App),
            tenant.ServicePrincipals.Single(s => s.AppId == "00000003-0000-0000-c000-000000000000"), ["User.Read"]);
        var token = _host.RefreshToken(TenantId, "admin@contoso.example", SignInRequest.DefaultClientId);

        using var session = await ConnectAsync(new RefreshTokenSignIn(Secure(token)), SignInRequest.DefaultClientId);
        Assert.Equal(("admin@contoso.example", SignInMethod.RefreshToken, false), (session.Account, session.SignInMethod, session.IsAppOnly));

        _host.RevokeSignInSessions("admin@contoso.example");
        var error = await FailsAsync(ErrorCodes.SignInFailed, new RefreshTokenSignIn(Secure(token)), SignInRequest.DefaultClientId);
        Assert.DoesNotContain(token, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_service_does_not_take_is_a_sentence_with_its_id_and_time_and_without_the_secret()
    {
        var error = await FailsAsync(ErrorCodes.SignInFailed, new ClientSecretSignIn(Secure("guessed-secret")));

        Assert.Contains("The client secret is wrong", error.Message, StringComparison.Ordinal);
        Assert.Contains("AADSTS7000215", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed-secret", error.Message, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(error.RequestId, out _));
        Assert.NotNull(error.Timestamp);
    }

    [Theory]
    [InlineData("503 POST /.*/token count=* empty", nameof(ErrorCodes.SignInUnavailable))]
    [InlineData("429 POST /.*/token count=* empty", nameof(ErrorCodes.SignInUnavailable))]
    [InlineData("reset POST /.*/token count=*", nameof(ErrorCodes.ConnectionFailed))]
    public async Task The_services_own_trouble_is_told_from_a_refusal(string fault, string code)
    {
        _host.Faults.Add(FaultRule.Parse(fault + " origin=SignIn"));

        await FailsAsync(ErrorCodes.All.Single(c => c.Name == code), new ClientSecretSignIn(Secure("contoso-automation-demo-secret")));
    }

    [Fact]
    public async Task A_session_whose_secret_is_taken_away_says_that_it_cannot_be_renewed()
    {
        _host.SignIn.AccessTokenLifetime = TimeSpan.FromSeconds(1);
        using var session = await ConnectAsync(new ClientSecretSignIn(Secure("contoso-automation-demo-secret")));
        App.Secrets.Clear();
        App.Secrets.Add("another");
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);

        var error = await Assert.ThrowsAsync<KaceAadException>(() => new GroupNames(session).BeginningWithAsync("", 1, Cancellation));
        Assert.Equal(ErrorCodes.SignInRequired, error.Code);
        Assert.Contains("cannot be renewed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_has_to_say_who_it_is_and_where()
    {
        var signIn = new ClientSecretSignIn(Secure("contoso-automation-demo-secret"));
        await FailsAsync(ErrorCodes.ClientIdRequired, signIn, null);
        await FailsAsync(ErrorCodes.InvalidClientId, signIn, "not an id");
        Assert.Equal(ErrorCodes.TenantRequired, (await Assert.ThrowsAsync<KaceAadException>(() => KaceAadSession.ConnectAsync(signIn, new SignInRequest(Environment, null, Automation, []), false, Cancellation))).Code);
        Assert.Equal(ErrorCodes.InvalidTenant, (await Assert.ThrowsAsync<KaceAadException>(() => KaceAadSession.ConnectAsync(signIn, new SignInRequest(Environment, "a/b", Automation, []), false, Cancellation))).Code);
        Assert.Empty(_host.Log.Entries);
    }

    [Fact]
    public async Task A_token_is_held_against_the_cloud_and_the_tenant_that_were_asked_for()
    {
        var token = _host.AccessToken(TenantId, "admin@contoso.example", "User.Read");
        var brought = new AccessTokenSignIn(Secure(token));

        Assert.Equal("admin@contoso.example", (await KaceAadSession.ConnectAsync(brought, new SignInRequest(Environment, "contoso.example", null, []), false, Cancellation)).Account);
        Assert.Equal(ErrorCodes.TokenForAnotherTenant, await CodeAsync(Environment, "kacecloud.onmicrosoft.com"));
        Assert.Equal(ErrorCodes.TokenForAnotherTenant, await CodeAsync(Environment, "4b2e9d31-0f0c-4a86-8f0a-6b6163650001"));
        Assert.Equal(ErrorCodes.TokenForAnotherCloud, await CodeAsync(KaceAadEnvironment.China, TenantId));

        async Task<ErrorCode> CodeAsync(KaceAadEnvironment environment, string tenant) =>
            (await Assert.ThrowsAsync<KaceAadException>(() => KaceAadSession.ConnectAsync(brought, new SignInRequest(environment, tenant, null, []), false, Cancellation))).Code;
    }

    private Task<KaceAadSession> ConnectAsync(SignIn signIn, string? clientId = Automation) =>
        KaceAadSession.ConnectAsync(signIn, new SignInRequest(Environment, "contoso.example", clientId, ["User.Read"]), false, Cancellation);

    private async Task<KaceAadException> FailsAsync(ErrorCode code, SignIn signIn, string? clientId = Automation)
    {
        var error = await Assert.ThrowsAsync<KaceAadException>(() => ConnectAsync(signIn, clientId));
        Assert.Equal(code, error.Code);
        return error;
    }

    private static string Refused(ErrorCode code, Func<object> work)
    {
        var error = Assert.Throws<KaceAadException>(work);
        Assert.Equal(code, error.Code);
        return error.Message;
    }

    private static SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;

    private static X509Certificate2 Certificate(int fromDay, int toDay)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=Contoso Automation", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(fromDay), DateTimeOffset.UtcNow.AddDays(toDay));
    }

    private static async Task<string> WriteAsync(string folder, X509Certificate2 certificate, string form, string? password)
    {
        var path = Path.Combine(folder, "certificate." + form);
        using var key = certificate.GetRSAPrivateKey()!;
        if (form == "pfx")
        {
            await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pkcs12, password), Cancellation);
        }
        else
        {
            await File.WriteAllTextAsync(path, certificate.ExportCertificatePem() + "\n" + (password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000))), Cancellation);
        }

        return path;
    }
}
