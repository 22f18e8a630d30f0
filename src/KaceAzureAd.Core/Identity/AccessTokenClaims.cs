using System.Text;
using System.Text.Json;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Identity;

/// <summary>
/// What an access token says of itself. It is read, never trusted: Graph validates it, this only tells the administrator early
/// what Graph would refuse later.
/// </summary>
internal sealed record AccessTokenClaims
{
    public string? TenantId { get; init; }

    public string? ObjectId { get; init; }

    public string? Account { get; init; }

    public string? ClientId { get; init; }

    public string? Audience { get; init; }

    public bool IsAppOnly { get; init; }

    /// <summary>Delegated scopes, or application roles of an app-only token.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    public DateTimeOffset ExpiresOn { get; init; }

    /// <summary>Reads a token's payload.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidAccessToken</c>; the token is not repeated in it.</exception>
    public static AccessTokenClaims Read(string token)
    {
        try
        {
            var parts = token.Split('.');
            if (parts.Length != 3 || !parts.All(IsBase64Url))
            {
                // What else a header may hold: it would fail where the token is sent, in an error that quotes it.
                throw new FormatException("it does not have three parts of base64url");
            }

            using var payload = JsonDocument.Parse(FromBase64Url(parts[1]));
            var root = payload.RootElement;
            var scopes = Text(root, "scp")?.Split([' '], StringSplitOptions.RemoveEmptyEntries);
            var isAppOnly = Text(root, "idtyp") == "app" || scopes is null;
            return new AccessTokenClaims
            {
                TenantId = Text(root, "tid"),
                ObjectId = Text(root, "oid"),
                ClientId = Text(root, "appid") ?? Text(root, "azp"),
                Account = Text(root, "upn") ?? Text(root, "preferred_username") ?? Text(root, "unique_name") ?? Text(root, "app_displayname"),
                Audience = Text(root, "aud"),
                IsAppOnly = isAppOnly,
                Permissions = isAppOnly ? Texts(root, "roles") : scopes ?? [],
                ExpiresOn = root.TryGetProperty("exp", out var exp) && exp.TryGetInt64(out var seconds)
                    ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                    : throw new FormatException("it names no expiry"),
            };
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            // The inner exception could quote the token.
            throw new KaceAadException(
                ErrorCodes.InvalidAccessToken, "The access token cannot be read: it is not a JSON Web Token for Microsoft Graph.",
                "Give the access token itself, without 'Bearer' and unencrypted, as a SecureString.");
        }
    }

    // Who made the token wrote what is in it, and it is shown with the session.
    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? OneLine.Text(value.GetString()) : null;

    private static string[] Texts(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => OneLine.Text(v.GetString()!))]
            : [];

    private static bool IsBase64Url(string text) => text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');

    private static string FromBase64Url(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        return Encoding.UTF8.GetString(Convert.FromBase64String(padded));
    }
}
