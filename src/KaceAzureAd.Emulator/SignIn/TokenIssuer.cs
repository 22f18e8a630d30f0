using System.Security.Cryptography;
using KaceAzureAd.Emulator.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>Signs tokens as Entra does (RS256, v1-style Graph access tokens) and validates them for the emulated Graph.</summary>
/// <param name="clock">Whose time the tokens are made and judged by.</param>
public sealed class TokenIssuer(Origins origins, SignInOptions clock)
{
    // One key for all emulators of a process: making one takes longer than all else at a start.
    private static readonly RSAParameters Parameters = NewKey();

    private static readonly RsaSecurityKey Key = new(Parameters) { KeyId = Convert.ToHexStringLower(SHA256.HashData(Parameters.Modulus!))[..16] };

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    /// <summary>The public half, for the sign-in service's keys endpoint.</summary>
    public static JsonWebKey PublicKey { get; } = JsonWebKeyConverter.ConvertFromRSASecurityKey(
        new RsaSecurityKey(new RSAParameters { Modulus = Parameters.Modulus, Exponent = Parameters.Exponent }) { KeyId = Key.KeyId });

    /// <summary>Issuer of a tenant's tokens.</summary>
    public string IssuerOf(string tenantId) => $"{origins.SignIn}/{tenantId}/v2.0";

    /// <summary>Signs a token with these claims; <c>iss</c>, <c>iat</c>, <c>nbf</c>, <c>exp</c> and <c>uti</c> are added.</summary>
    public string Issue(string tenantId, string audience, IDictionary<string, object> claims, TimeSpan lifetime, DateTimeOffset? now = null)
    {
        var issued = now ?? clock.Now;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = IssuerOf(tenantId),
            Audience = audience,
            IssuedAt = issued.UtcDateTime,
            NotBefore = issued.UtcDateTime,
            Expires = (issued + lifetime).UtcDateTime,
            Claims = new Dictionary<string, object>(claims, StringComparer.Ordinal) { ["tid"] = tenantId, ["uti"] = TokenMark.Make(issued) },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The claims of a token signed here for this audience and not expired; otherwise the reason in <c>Exception</c>.</summary>
    public Task<TokenValidationResult> ValidateAsync(string token, string audience) => _handler.ValidateTokenAsync(token, new TokenValidationParameters
    {
        IssuerSigningKey = Key,
        ValidAudience = audience,
        ValidateIssuer = false,
        LifetimeValidator = (from, to, _, _) =>
            clock.Now.UtcDateTime < from ? throw new SecurityTokenNotYetValidException() : clock.Now.UtcDateTime < to ? true : throw new SecurityTokenExpiredException(),
    });

    internal static RSAParameters NewKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    }
}
