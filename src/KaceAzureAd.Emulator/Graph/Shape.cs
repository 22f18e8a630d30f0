using System.Globalization;
using System.Text.Json.Nodes;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>How an entity type is written.</summary>
/// <param name="type">Name in the schema, without namespace.</param>
/// <param name="example">Any instance: its JSON tells which properties there are to select.</param>
/// <param name="onlyWhenSelected">Properties that are left out unless <c>$select</c> names them.</param>
internal sealed class Shape<T>(string type, T example, Func<T, JsonObject> write, params string[] onlyWhenSelected)
{
    public Func<T, JsonObject> Write { get; } = write;

    private IReadOnlyList<string> Properties { get; } = [.. write(example).Select(p => p.Key)];

    /// <summary>Leaves the selected properties, in the order of the type; all that are returned by default when none is selected.</summary>
    public JsonObject Selected(JsonObject entity, IReadOnlyList<string> select)
    {
        var unknown = select.FirstOrDefault(s => !Properties.Contains(s, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new GraphException(
                400, "BadRequest", $"Parsing OData Select and Expand failed: Could not find a property named '{unknown}' on type 'microsoft.graph.{type}'.");
        }

        foreach (var name in Properties)
        {
            if (select.Count > 0 ? !select.Contains(name, StringComparer.OrdinalIgnoreCase) : onlyWhenSelected.Contains(name, StringComparer.Ordinal))
            {
                entity.Remove(name);
            }
        }

        return entity;
    }
}

/// <summary>Answers in the forms of OData.</summary>
internal static class Answers
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static JsonArray Array(this IEnumerable<string> values) => [.. values.Select(v => (JsonNode)v)];

    public static JsonArray Array<T>(this IEnumerable<T> values, Func<T, JsonObject> write) => [.. values.Select(write)];

    /// <summary>One entity, with its context.</summary>
    public static GraphResponse Entity<T>(this GraphRequest request, Shape<T> shape, T item, string context, int status = 200, Action<T, JsonObject>? expand = null)
    {
        var entity = shape.Selected(shape.Write(item), request.Query.Select);
        expand?.Invoke(item, entity);
        entity.Insert(0, "@odata.context", $"{request.Root}/$metadata#{context}{SelectList(request)}/$entity");
        return new GraphResponse(status, entity);
    }

    /// <summary>A collection: filtered, counted, one page of it, with the link to the next.</summary>
    public static GraphResponse Collection<T>(
        this GraphRequest request, Shape<T> shape, IEnumerable<T> items, string context, Action<T, JsonObject>? expand = null, bool isPaged = true)
    {
        var query = request.Query;
        var all = items.Select(item => (Item: item, Json: shape.Write(item))).Where(x => query.Filter.Matches(x.Json)).ToList();
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

        // An empty collection refuses what a full one would.
        shape.Selected([], query.Select);
        body["value"] = page.Array(x =>
        {
            var entity = shape.Selected(x.Json, query.Select);
            expand?.Invoke(x.Item, entity);
            return entity;
        });
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
