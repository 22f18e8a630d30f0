using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>What decides whether an access token is challenged: when it was issued, whether its app understands that, and whose it is.</summary>
internal sealed record TokenMark(DateTimeOffset IssuedAt, bool UnderstandsChallenges, string? UserId)
{
    /// <summary>
    /// A token's unique id (<c>uti</c>), of which nobody but the issuer makes anything. It holds the time of issue to the tick, where
    /// <c>iat</c> has whole seconds: a session may be revoked and begun anew within one.
    /// </summary>
    public static string Make(DateTimeOffset issuedAt)
    {
        var id = RandomNumberGenerator.GetBytes(16);
        BinaryPrimitives.WriteInt64BigEndian(id, issuedAt.UtcTicks);
        return Base64Url.EncodeToString(id);
    }

    /// <summary>Of the token in an Authorization header, unchecked; null where that holds none of ours.</summary>
    public static TokenMark? Of(string authorization)
    {
        try
        {
            var token = new JsonWebToken(authorization.Split(' ', 2)[^1].Trim());
            return token.TryGetPayloadValue<string>("uti", out var id)
                ? new TokenMark(
                    new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(Base64Url.DecodeFromChars(id)), TimeSpan.Zero),
                    token.TryGetPayloadValue<string[]>("xms_cc", out var capabilities) && capabilities.Contains("cp1", StringComparer.OrdinalIgnoreCase),
                    token.TryGetPayloadValue<string>("idtyp", out var type) && type == "app" ? null : token.TryGetPayloadValue<string>("oid", out var user) ? user : null)
                : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
