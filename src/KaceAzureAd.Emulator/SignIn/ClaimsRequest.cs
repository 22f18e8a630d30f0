using System.Text.Json;
using System.Text.Json.Nodes;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>
/// The <c>claims</c> parameter (OpenID Connect Core, 5.5). Of what apps ask there, the emulated service heeds the capabilities that they
/// declare; that a token be new (<c>nbf</c>), as a claims challenge demands, is so of every token it issues.
/// </summary>
internal static class ClaimsRequest
{
    /// <summary>The app's capabilities, as in <c>cp1</c>: it understands claims challenges.</summary>
    public static string[] Capabilities(string? claims)
    {
        try
        {
            var values = string.IsNullOrEmpty(claims) ? null : JsonNode.Parse(claims)!.AsObject()["access_token"]?["xms_cc"]?["values"];
            return [.. values?.AsArray().Select(v => v!.GetValue<string>()) ?? []];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw Refusals.ClaimsMalformed();
        }
    }
}
