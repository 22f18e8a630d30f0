using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>
/// An identity provider outside of Entra, as a build service or a Kubernetes cluster has one. The token endpoint knows its key, as it would
/// from the provider's OpenID configuration, and no other's.
/// </summary>
public sealed class OutsideIdentityProvider
{
    /// <summary>To write into an app's federated credentials.</summary>
    public const string Issuer = "https://issuer.example";

    private static readonly RSAParameters Key = TokenIssuer.NewKey();

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token for this subject, from now on for ten minutes unless told otherwise; a negative lifetime is one that is over.</summary>
    public string IssueToken(string subject, string audience = "api://AzureADTokenExchange", TimeSpan? lifetime = null)
    {
        var valid = lifetime ?? TimeSpan.FromMinutes(10);
        var now = DateTime.UtcNow;
        var from = valid < TimeSpan.Zero ? now + (2 * valid) : now;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            IssuedAt = from,
            NotBefore = from,
            Expires = now + valid,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = subject },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(Key) { KeyId = "outside" }, SecurityAlgorithms.RsaSha256),
        });
    }

    internal static bool HasSigned(JsonWebToken token)
    {
        using var key = RSA.Create(Key);
        return ClientAssertion.IsSignedBy(token, key);
    }
}
