using System.Security.Cryptography;
using KaceAzureAd.Emulator.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>Signs tokens as Entra does (RS256, v1-style Graph access tokens) and validates them for the emulated Graph.</summary>
public sealed class TokenIssuer : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly Origins _origins;
    private readonly RsaSecurityKey _key;
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    public TokenIssuer(Origins origins)
    {
        _origins = origins;
        _key = new RsaSecurityKey(_rsa) { KeyId = Convert.ToHexStringLower(SHA256.HashData(_rsa.ExportSubjectPublicKeyInfo()))[..16] };
    }

    /// <summary>The public half, for the sign-in service's keys endpoint.</summary>
    public JsonWebKey PublicKey => JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_rsa.ExportParameters(false)) { KeyId = _key.KeyId });

    /// <summary>Issuer of a tenant's tokens.</summary>
    public string IssuerOf(string tenantId) => $"{_origins.SignIn}/{tenantId}/v2.0";

    /// <summary>Signs a token with these claims; <c>iss</c>, <c>iat</c>, <c>nbf</c> and <c>exp</c> are added.</summary>
    public string Issue(string tenantId, string audience, IDictionary<string, object> claims, TimeSpan lifetime, DateTimeOffset? now = null)
    {
        var issued = (now ?? DateTimeOffset.UtcNow).UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = IssuerOf(tenantId),
            Audience = audience,
            IssuedAt = issued,
            NotBefore = issued,
            Expires = issued + lifetime,
            Claims = new Dictionary<string, object>(claims) { ["tid"] = tenantId },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The claims of a token signed here for this audience and not expired; otherwise the reason in <c>Exception</c>.</summary>
    public Task<TokenValidationResult> ValidateAsync(string token, string audience) => _handler.ValidateTokenAsync(token, new TokenValidationParameters
    {
        IssuerSigningKey = _key,
        ValidAudience = audience,
        ValidateIssuer = false,
        ClockSkew = TimeSpan.Zero,
    });

    public void Dispose() => _rsa.Dispose();
}
