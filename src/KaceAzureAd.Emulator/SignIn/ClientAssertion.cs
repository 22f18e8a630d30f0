using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>
/// An app's assertion about itself: signed with the key of a registered certificate (ENTRA, certificate-credentials), or by an outside
/// issuer that the app trusts (ENTRA, workload-identity-federation).
/// </summary>
internal static class ClientAssertion
{
    /// <summary>What clocks may differ by.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public static void Check(TokenRequest request, string assertion)
    {
        var token = Read(assertion);

        // Outside issuers are addresses; an app vouches for itself under its id.
        if (token.Issuer.StartsWith("https://", StringComparison.Ordinal))
        {
            FederatedAssertion.Check(request, token);
            return;
        }

        CheckSignature(request, token);
        CheckClaims(request, token);
    }

    public static void CheckTime(TokenRequest request, JsonWebToken token)
    {
        var now = request.Now.UtcDateTime;
        if (now > token.ValidTo + ClockTolerance || now < token.ValidFrom - ClockTolerance)
        {
            throw Refusals.AssertionOutOfTime(now, token.ValidFrom, token.ValidTo);
        }
    }

    public static bool IsSignedBy(JsonWebToken token, RSA key)
    {
        var padding = token.Alg switch
        {
            "RS256" => RSASignaturePadding.Pkcs1,
            "PS256" => RSASignaturePadding.Pss,
            _ => throw Refusals.AssertionAlgorithmUnsupported(),
        };
        var signed = Encoding.ASCII.GetBytes($"{token.EncodedHeader}.{token.EncodedPayload}");
        return Base64Url.IsValid(token.EncodedSignature)
            && key.VerifyData(signed, Base64Url.DecodeFromChars(token.EncodedSignature), HashAlgorithmName.SHA256, padding);
    }

    private static JsonWebToken Read(string assertion)
    {
        try
        {
            var token = new JsonWebToken(assertion);
            return token is { Issuer.Length: > 0, Subject.Length: > 0 } ? token : throw Refusals.AssertionMalformed();
        }
        catch (ArgumentException)
        {
            throw Refusals.AssertionMalformed();
        }
    }

    private static void CheckSignature(TokenRequest request, JsonWebToken token)
    {
        var app = request.App;
        var thumbprint = Thumbprint(token) ?? throw Refusals.AssertionWithoutThumbprint();
        using var certificate = Registered(request, thumbprint) ?? throw Refusals.AssertionSignatureInvalid(app, "The key was not found.", thumbprint);
        using var key = certificate.GetRSAPublicKey() ?? throw Refusals.AssertionAlgorithmUnsupported();
        var found = string.Create(CultureInfo.InvariantCulture, $" Found key 'Start={certificate.NotBefore.ToUniversalTime()}, End={certificate.NotAfter.ToUniversalTime()}',");
        if (!IsSignedBy(token, key))
        {
            throw Refusals.AssertionSignatureInvalid(app, "Key was found, but use of the key to verify the signature failed.", thumbprint, found);
        }

        var now = request.Now.UtcDateTime;
        if (now > certificate.NotAfter.ToUniversalTime() || now < certificate.NotBefore.ToUniversalTime())
        {
            throw Refusals.AssertionSignatureInvalid(app, now > certificate.NotAfter.ToUniversalTime() ? "The key used is expired." : "The key used is not yet valid.", thumbprint, found);
        }
    }

    private static void CheckClaims(TokenRequest request, JsonWebToken token)
    {
        if (token.Subject != token.Issuer)
        {
            throw Refusals.AssertionSubjectNotIssuer();
        }

        if (!string.Equals(token.Issuer, request.App.AppId, StringComparison.OrdinalIgnoreCase))
        {
            throw Refusals.AssertionOfAnotherApp();
        }

        if (!token.Audiences.Intersect(Audiences(request), StringComparer.OrdinalIgnoreCase).Any())
        {
            throw Refusals.AssertionForAnotherAudience();
        }

        CheckTime(request, token);
    }

    /// <summary>The thumbprint that names the certificate, in hexadecimal.</summary>
    private static string? Thumbprint(JsonWebToken token)
    {
        var encoded = token.TryGetHeaderValue<string>("x5t#S256", out var sha256) ? sha256 : token.TryGetHeaderValue<string>("x5t", out var sha1) ? sha1 : null;
        return encoded is null ? null : Base64Url.IsValid(encoded) ? Convert.ToHexString(Base64Url.DecodeFromChars(encoded)) : throw Refusals.AssertionMalformed();
    }

    private static X509Certificate2? Registered(TokenRequest request, string thumbprint)
    {
        foreach (var registered in request.App.Certificates)
        {
            var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(registered));
            if (certificate.GetCertHashString(HashAlgorithmName.SHA256) == thumbprint || certificate.GetCertHashString() == thumbprint)
            {
                return certificate;
            }

            certificate.Dispose();
        }

        return null;
    }

    /// <summary>The endpoint that was asked, by every name of its tenant, and the tenant's issuer.</summary>
    private static IEnumerable<string> Audiences(TokenRequest request)
    {
        List<string> names = [request.RequestedTenant];
        if (request.Tenant is { } tenant)
        {
            names.AddRange([tenant.Id, .. tenant.Domains.Select(d => d.Name)]);
        }

        return names.SelectMany(n => new[] { $"{request.Context.Origins.SignIn}/{n}/oauth2/v2.0/token", $"{request.Context.Origins.SignIn}/{n}/v2.0" });
    }
}
