using System.Text.Json;
using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>What was sent to Graph, be it directly or as an item of a batch.</summary>
/// <param name="Version">v1.0 or beta.</param>
/// <param name="Path">Percent-encoded path after the version, without query.</param>
/// <param name="QueryString">With its question mark, or empty.</param>
internal sealed record GraphMessage(
    string Version, string Method, string Path, string QueryString, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";

    public string PathAndQuery => $"/{Version}{Path}{QueryString}";
}

/// <summary>A message that a route was found for, from a caller who may.</summary>
internal sealed record GraphRequest(
    EmulatorContext Context, GraphMessage Message, Caller Caller, Route Route, IReadOnlyDictionary<string, string> Values, ODataQuery Query)
{
    public World World => Context.World;

    public Tenant Tenant => Caller.Tenant;

    /// <summary>Advanced queries on directory objects (facts.md 7.4).</summary>
    public bool IsEventual => string.Equals(Message.Header("ConsistencyLevel"), "eventual", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses an OData cast of a relationship without what an advanced query needs.</summary>
    public void DemandAdvancedCast()
    {
        if (!IsEventual || !Query.Count)
        {
            throw GraphException.UnsupportedQuery(
                "Filtering a relationship by an OData cast is an advanced query: it needs the header 'ConsistencyLevel: eventual' and $count=true.");
        }
    }

    /// <summary>Address of this version of Graph.</summary>
    public string Root => $"{Context.Origins.Graph}/{Message.Version}";

    public string Value(string name) => Values[name];

    /// <summary>True once a new object is seen by reads and references.</summary>
    public bool IsReplicated(DateTimeOffset createdAt) => World.Behaviour.IsReplicated(createdAt);

    /// <summary>The body, which has to be an object that has no other members than these, and may name its type as the SDK does.</summary>
    public JsonObject Body(params string[] members)
    {
        if (Message.Body is not JsonObject body)
        {
            throw GraphException.BadRequest("Empty Payload. JSON content expected.");
        }

        if (body["@odata.type"] is { } type && !type.ToString().StartsWith("#microsoft.graph.", StringComparison.Ordinal))
        {
            throw GraphException.BadRequest($"A type named '{type}' could not be resolved by the model.");
        }

        body.Remove("@odata.type");
        var unknown = body.FirstOrDefault(p => !members.Contains(p.Key, StringComparer.Ordinal)).Key;
        return unknown is null ? body : throw GraphException.BadRequest($"Property '{unknown}' cannot be set on this resource.");
    }

    /// <summary>A member of the body that has to be there and be text.</summary>
    public static string Text(JsonObject body, string member) =>
        body[member] is { } node && node.GetValueKind() == JsonValueKind.String && node.GetValue<string>() is { Length: > 0 } text
            ? text
            : throw GraphException.BadRequest($"A value is required for property '{member}'.");
}

/// <summary>What Graph answers.</summary>
internal sealed record GraphResponse(int Status, JsonNode? Body = null)
{
    /// <summary>A body that is not JSON, and its media type.</summary>
    public (string Text, string MediaType)? Raw { get; init; }

    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The connection is to be cut instead of answered.</summary>
    public bool IsReset { get; init; }

    public static GraphResponse NoContent { get; } = new(204);
}
