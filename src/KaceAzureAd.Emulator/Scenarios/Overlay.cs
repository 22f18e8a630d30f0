using System.Text.Json.Nodes;

namespace KaceAzureAd.Emulator.Scenarios;

/// <summary>
/// Lays one JSON document over another as a merge patch does (RFC 7396), with one difference: members of an array that have an
/// identity are merged by it, and <c>"$remove": true</c> takes one out. Any other array, an empty one too, replaces.
/// </summary>
internal static class Overlay
{
    private static readonly string[] Identities = ["id", "appId", "subdomain", "skuId", "name"];

    public static JsonNode? Apply(JsonNode? below, JsonNode? above) => (below, above) switch
    {
        (JsonObject b, JsonObject a) => Merge(b, a),
        (JsonArray b, JsonArray { Count: > 0 } a) when b.Concat(a).All(item => Identity(item) is not null) => MergeMembers(b, a),
        _ => above?.DeepClone(),
    };

    private static JsonObject Merge(JsonObject below, JsonObject above)
    {
        var merged = (JsonObject)below.DeepClone();
        foreach (var (name, value) in above)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = Apply(below[name], value);
            }
        }

        return merged;
    }

    private static JsonArray MergeMembers(JsonArray below, JsonArray above)
    {
        var merged = new JsonArray();
        foreach (var member in below)
        {
            var patch = above.FirstOrDefault(a => Identity(a) == Identity(member));
            if (patch?["$remove"]?.GetValue<bool>() != true)
            {
                merged.Add(patch is null ? member!.DeepClone() : Apply(member, patch));
            }
        }

        foreach (var added in above.Where(a => below.All(b => Identity(b) != Identity(a))))
        {
            merged.Add(added!.DeepClone());
        }

        return merged;
    }

    private static string? Identity(JsonNode? member) =>
        Identities.Select(name => (member as JsonObject)?[name]?.ToString()).FirstOrDefault(identity => identity is not null);
}
