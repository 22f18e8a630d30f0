using System.Globalization;
using System.Text.Json.Nodes;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>How an entity type is written: only what is asked for is computed.</summary>
/// <param name="type">Name in the schema, without namespace.</param>
/// <param name="properties">Each property's value, in the order of the type.</param>
/// <param name="onlyWhenSelected">Properties that are left out unless <c>$select</c> names them.</param>
internal sealed class Shape<T>(string type, OrderedDictionary<string, Func<T, JsonNode?>> properties, params string[] onlyWhenSelected)
{
    /// <summary>One property, for a filter.</summary>
    public JsonNode? Value(T item, string property) => properties[property](item);

    /// <summary>The selected properties, in the order of the type; all that are returned by default when none is selected.</summary>
    public JsonObject Write(T item, IReadOnlyList<string> select)
    {
        Demand(select);
        var entity = new JsonObject();
        foreach (var (name, value) in properties)
        {
            if (select.Count > 0 ? select.Contains(name, StringComparer.OrdinalIgnoreCase) : !onlyWhenSelected.Contains(name, StringComparer.Ordinal))
            {
                entity[name] = value(item);
            }
        }

        return entity;
    }

    /// <summary>Refuses to select what the type does not have.</summary>
    public void Demand(IReadOnlyList<string> select)
    {
        var unknown = select.FirstOrDefault(s => !properties.Keys.Contains(s, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new GraphException(
                400, "BadRequest", $"Parsing OData Select and Expand failed: Could not find a property named '{unknown}' on type 'microsoft.graph.{type}'.");
        }
    }
}

/// <summary>Answers in the forms of OData.</summary>
internal static class Answers
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string? Time(DateTimeOffset? time) => time is { } known ? Time(known) : null;

    public static JsonArray Array(this IEnumerable<string> values) => [.. values.Select(v => (JsonNode)v)];

    public static JsonArray Array<T>(this IEnumerable<T> values, Func<T, JsonObject> write) => [.. values.Select(write)];

    /// <summary>One entity, with its context.</summary>
    public static GraphResponse Entity<T>(this GraphRequest request, Shape<T> shape, T item, string context, int status = 200, Action<T, JsonObject>? expand = null)
    {
        var entity = shape.Write(item, request.Query.Select);
        expand?.Invoke(item, entity);
        entity.Insert(0, "@odata.context", $"{request.Root}/$metadata#{context}{SelectList(request)}/$entity");
        return new GraphResponse(status, entity);
    }

    /// <summary>A collection: filtered, counted, one page of it, with the link to the next.</summary>
    public static GraphResponse Collection<T>(
        this GraphRequest request, Shape<T> shape, IEnumerable<T> items, string context, Action<T, JsonObject>? expand = null, bool isPaged = true)
    {
        var query = request.Query;

        // An empty collection refuses what a full one would.
        shape.Demand(query.Select);
        var all = items.Where(item => query.Filter.Matches(name => shape.Value(item, name))).ToList();
        return request.Page(all, Write, context, isPaged);

        JsonObject Write(T item)
        {
            var entity = shape.Write(item, query.Select);
            expand?.Invoke(item, entity);
            return entity;
        }
    }

    /// <summary>One page of all that fits.</summary>
    public static GraphResponse Page<T>(this GraphRequest request, IReadOnlyList<T> all, Func<T, JsonObject> write, string context, bool isPaged = true)
    {
        var query = request.Query;
        var size = isPaged ? query.Top ?? request.World.Behaviour.PageSize : int.MaxValue;
        var page = all.Skip(query.Skip).Take(size).ToList();
        var body = new JsonObject { ["@odata.context"] = $"{request.Root}/$metadata#{context}{SelectList(request)}" };

        // Directory objects ignore $count without the header for advanced queries; only the first page has the count (facts.md 7.3, 7.4).
        if (query.Count && request.IsEventual && query.Skip == 0)
        {
            body["@odata.count"] = all.Count;
        }

        if (query.Skip + page.Count < all.Count)
        {
            body["@odata.nextLink"] = NextLink(request, query.Skip + page.Count);
        }

        body["value"] = page.Array(write);
        return new GraphResponse(200, body);
    }

    private static string SelectList(GraphRequest request)
    {
        var names = string.Join(',', [.. request.Query.Select, .. request.Query.Expand is { } expand ? [$"{expand.Name}({string.Join(',', expand.Select)})"] : Enumerable.Empty<string>()]);
        return names.Length == 0 ? "" : $"({names})";
    }

    private static string NextLink(GraphRequest request, int skip)
    {
        var options = request.Message.QueryString.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(o => !Uri.UnescapeDataString(o).StartsWith("$skiptoken=", StringComparison.Ordinal));
        return $"{request.Root}{request.Message.Path}?{string.Join('&', options.Append($"$skiptoken={ODataQuery.ToToken(skip)}"))}";
    }
}
