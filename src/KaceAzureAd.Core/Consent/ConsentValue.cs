using System.Text.Json.Nodes;

namespace KaceAzureAd.Consent;

/// <summary>Consent for all users as a journal keeps it.</summary>
internal static class ConsentValue
{
    public static JsonObject ToJson(IEnumerable<KaceConsent> consent) => new()
    {
        ["permissions"] = new JsonArray([.. PermissionRequest.From(consent).Select(p => (JsonNode)new JsonObject
        {
            ["resourceAppId"] = p.ResourceAppId, ["permission"] = p.Permission, ["type"] = p.Type.ToString(),
        })]),
    };

    public static IReadOnlyList<PermissionRequest> FromJson(JsonObject? json) =>
    [
        .. (json?["permissions"] as JsonArray ?? []).OfType<JsonObject>().Select(p => new PermissionRequest(
            (string?)p["resourceAppId"] ?? PermissionRequest.MicrosoftGraph, (string?)p["permission"] ?? "", (ConsentType)Enum.Parse(typeof(ConsentType), (string?)p["type"] ?? ""))),
    ];
}
