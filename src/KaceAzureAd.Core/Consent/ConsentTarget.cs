using System.Text.Json.Nodes;

namespace KaceAzureAd.Consent;

/// <summary>An application and the resource whose permissions it holds, in one tenant.</summary>
/// <param name="AppId">appId of the application.</param>
/// <param name="ClientId">Object id of its enterprise application.</param>
/// <param name="ResourceAppId">appId of the resource.</param>
/// <param name="ResourceId">Object id of the resource's enterprise application.</param>
/// <param name="ResourceName">Its name.</param>
internal sealed record ConsentTarget(string AppId, string ClientId, string? ResourceAppId, string ResourceId, string? ResourceName)
{
    /// <summary>From a journal.</summary>
    public static ConsentTarget FromJson(JsonObject json) =>
        new((string?)json["appId"] ?? "", (string?)json["clientId"] ?? "", (string?)json["resourceAppId"], (string?)json["resourceId"] ?? "", (string?)json["resource"]);

    public JsonObject ToJson() => new()
    {
        ["appId"] = AppId, ["clientId"] = ClientId, ["resourceAppId"] = ResourceAppId, ["resourceId"] = ResourceId, ["resource"] = ResourceName,
    };
}

/// <summary>One application permission.</summary>
/// <param name="Id">Id of the app role.</param>
/// <param name="Name">As in Device.Read.All; its id where the resource does not offer it any more.</param>
internal sealed record AppPermission(Guid Id, string Name);
