using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using KaceAzureAd.Emulator.State;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>Apps that prove themselves with a certificate.</summary>
public sealed class CertificateTests : SignInTestBase
{
    private const string Jwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private Application App => Host.World.FindApplication(ContosoWorld.WebAppId)!.Value.App;

    [Fact]
    public async Task MSAL_signs_an_app_in_with_a_registered_certificate()
    {
        Host.World.ConsentTenantWide(Contoso, App);
        using var certificate = TestCertificate.Create();
        App.AddCertificate(certificate);
        var result = await ConfidentialClient(app => app.WithCertificate(certificate)).AcquireTokenForClient([Scope(".default")]).ExecuteAsync(Cancellation);

        Assert.Equal("Device.Read.All", (await ValidatedAsync(result.AccessToken)).GetClaim("roles").Value);
    }

    [Theory]
    [InlineData(false, 0, "The key was not found.")]
    [InlineData(true, -1, "The key used is expired.")]
    public async Task MSAL_is_told_what_is_wrong_with_a_certificate(bool isRegistered, int validForDays, string reason)
    {
        using var certificate = TestCertificate.Create(TimeSpan.FromDays(-2), TimeSpan.FromDays(validForDays) + TimeSpan.FromHours(1));
        if (isRegistered)
        {
            App.AddCertificate(certificate);
        }

        var failure = await Assert.ThrowsAsync<MsalServiceException>(
            () => ConfidentialClient(app => app.WithCertificate(certificate)).AcquireTokenForClient([Scope(".default")]).ExecuteAsync(Cancellation));
        Assert.Equal("invalid_client", failure.ErrorCode);
        Assert.Contains("AADSTS700027", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256), failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task Both_algorithms_and_both_thumbprints_are_accepted(string algorithm)
    {
        Host.World.ConsentTenantWide(Contoso, App);
        using var certificate = TestCertificate.Create();
        App.AddCertificate(certificate);
        foreach (var audience in new[] { $"{Authority}/oauth2/v2.0/token", $"{Authority}/v2.0", $"{Host.Origins.SignIn}/contoso.example/oauth2/v2.0/token" })
        {
            Assert.Equal(200, (await TokenAsync(Form(Assertion(certificate, algorithm, audience: audience)))).Status);
        }
    }

    [Theory]
    [InlineData("key", 700027)]
    [InlineData("future certificate", 700027)]
    [InlineData("subject", 50048)]
    [InlineData("app", 700021)]
    [InlineData("audience", 700023)]
    [InlineData("early", 700024)]
    [InlineData("late", 700024)]
    public async Task An_assertion_that_proves_nothing_is_refused(string wrong, int code)
    {
        using var certificate = TestCertificate.Create(wrong == "future certificate" ? TimeSpan.FromHours(1) : null);
        using var other = TestCertificate.Create(withOtherKey: true);
        App.AddCertificate(certificate);
        var assertion = wrong switch
        {
            "key" => Assertion(certificate, signer: other),
            "subject" => Assertion(certificate, subject: ContosoWorld.KaceAppId),
            "app" => Assertion(certificate, issuer: ContosoWorld.KaceAppId, subject: ContosoWorld.KaceAppId),
            "audience" => Assertion(certificate, audience: $"{Host.Origins.SignIn}/{ContosoWorld.OtherTenantId}/oauth2/v2.0/token"),
            "early" => Assertion(certificate, from: TimeSpan.FromMinutes(10)),
            "late" => Assertion(certificate, from: TimeSpan.FromMinutes(-20)),
            _ => Assertion(certificate),
        };

        Assert.Equal(("invalid_client", code, 401), await RefusalAsync(Form(assertion)));
    }

    [Fact]
    public async Task An_assertion_out_of_time_is_told_both_times()
    {
        using var certificate = TestCertificate.Create();
        App.AddCertificate(certificate);
        var (_, body) = await TokenAsync(Form(Assertion(certificate, from: TimeSpan.FromHours(-1))));

        Assert.Matches(
            @"Current time: \d{4}-\d\d-\d\dT[\d:.]+Z, assertion valid from \d{4}-\d\d-\d\dT[\d:.]+Z, expiry time of assertion \d{4}-\d\d-\d\dT[\d:.]+Z\.",
            body.GetProperty("error_description").GetString());
    }

    [Theory]
    [InlineData("text", 50027)]
    [InlineData("thumbprint", 50027)]
    [InlineData("algorithm", 5002730)]
    [InlineData("type missing", 900144)]
    [InlineData("type", 90011)]
    public async Task An_assertion_that_cannot_be_read_is_refused(string wrong, int code)
    {
        using var certificate = TestCertificate.Create();
        App.AddCertificate(certificate);
        var good = Assertion(certificate);
        var form = Form(wrong switch
        {
            "text" => "x.y.z",
            "thumbprint" => Assertion(certificate, hasThumbprint: false),
            "algorithm" => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "none", x5t = Base64Url.EncodeToString(certificate.GetCertHash()) })) + good[good.IndexOf('.', StringComparison.Ordinal)..],
            _ => good,
        });
        form["client_assertion_type"] = wrong switch { "type missing" => "", "type" => "urn:ietf:params:oauth:client-assertion-type:saml2-bearer", _ => Jwt };

        Assert.Equal(("invalid_request", code, 400), await RefusalAsync(form));
    }

    private Dictionary<string, string> Form(string assertion) => new(StringComparer.Ordinal)
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = ContosoWorld.WebAppId,
        ["client_assertion_type"] = Jwt,
        ["client_assertion"] = assertion,
        ["scope"] = Scope(".default"),
    };

    /// <summary>An assertion that is right in all that is not given: RS256 with the old thumbprint, PS256 with the new one.</summary>
    private string Assertion(
        X509Certificate2 certificate, string algorithm = "PS256", string issuer = ContosoWorld.WebAppId, string subject = ContosoWorld.WebAppId, string? audience = null,
        TimeSpan from = default, X509Certificate2? signer = null, bool hasThumbprint = true)
    {
        var now = DateTimeOffset.UtcNow + from;
        var payload = JsonSerializer.Serialize(new
        {
            iss = issuer, sub = subject, aud = audience ?? $"{Authority}/oauth2/v2.0/token", nbf = now.ToUnixTimeSeconds(), exp = now.AddMinutes(10).ToUnixTimeSeconds(),
        });
        var handler = new JsonWebTokenHandler();
        if (algorithm == "RS256")
        {
            return handler.CreateToken(payload, new X509SigningCredentials(certificate, algorithm));
        }

        using var key = (signer ?? certificate).GetRSAPrivateKey();
        var header = new Dictionary<string, object>(StringComparer.Ordinal);
        if (hasThumbprint)
        {
            header["x5t#S256"] = Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256));
        }

        // Keys of tests are gone before the library's cache of signers is.
        var credentials = new SigningCredentials(new RsaSecurityKey(key!.ExportParameters(true)), algorithm);
        return handler.CreateToken(payload, credentials, header);
    }
}
