using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>The query options that a route takes; all others are refused.</summary>
internal sealed record QuerySupport
{
    public static QuerySupport None { get; } = new();

    public static QuerySupport Select { get; } = new() { HasSelect = true };

    public bool HasSelect { get; init; }

    /// <summary><c>$top</c>, <c>$skiptoken</c> and <c>$count</c>.</summary>
    public bool HasPaging { get; init; }

    /// <summary>Properties that <c>$filter</c> may name, each with its operators.</summary>
    public IReadOnlyDictionary<string, string[]> Filter { get; init; } = new Dictionary<string, string[]>();

    public IReadOnlyList<string> Expand { get; init; } = [];

    /// <summary>The property that <c>$orderby</c> may name, or null.</summary>
    public string? OrderBy { get; init; }

    public bool Allows(string option) => option switch
    {
        "$select" => HasSelect,
        "$top" or "$skiptoken" or "$count" => HasPaging,
        "$filter" => Filter.Count > 0,
        "$expand" => Expand.Count > 0,
        "$orderby" => OrderBy is not null,
        _ => false,
    };
}

/// <summary>The OData options of a request, checked against what its route takes.</summary>
/// <param name="IsAscending">True where <c>$orderby</c> asks for the least first.</param>
internal sealed record ODataQuery(IReadOnlyList<string> Select, int? Top, int Skip, bool Count, Filter Filter, Expansion? Expand, bool IsAscending)
{
    public static ODataQuery Parse(string queryString, QuerySupport support)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, values) in QueryHelpers.ParseQuery(queryString))
        {
            if (!support.Allows(key) || values.Count != 1)
            {
                throw GraphException.UnsupportedQuery($"The query option '{key}' is not supported by this resource, or is given twice.");
            }

            options[key] = values[0]!;
        }

        return new ODataQuery(
            Names(options.GetValueOrDefault("$select")),
            options.TryGetValue("$top", out var top) ? PageSize(top) : null,
            options.TryGetValue("$skiptoken", out var token) ? FromToken(token) : 0,
            options.GetValueOrDefault("$count") switch
            {
                null or "false" => false,
                "true" => true,
                var other => throw new GraphException(400, "BadRequest", $"Invalid value '{other}' for $count query option found."),
            },
            options.TryGetValue("$filter", out var filter) ? Filter.Parse(filter, support.Filter) : Filter.All,
            options.TryGetValue("$expand", out var expand) ? Expansion.Parse(expand, support.Expand) : null,
            options.TryGetValue("$orderby", out var order) && IsAscendingBy(order, support.OrderBy!));
    }

    public static string ToToken(int skip) => WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(skip.ToString(CultureInfo.InvariantCulture)));

    public static IReadOnlyList<string> Names(string? list) =>
        list is null ? [] : list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsAscendingBy(string text, string allowed)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var name, ..] && name == allowed && words[1..] is [] or ["asc"] or ["desc"]
            ? words is not [_, "desc"]
            : throw GraphException.UnsupportedQuery($"Sorting by '{text}' is not supported for this resource.");
    }

    private static int FromToken(string token)
    {
        try
        {
            return int.Parse(Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(token)), NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new GraphException(400, "Directory_ExpiredPageToken", "The specified page token value has expired and can no longer be included in your request.");
        }
    }

    private static int PageSize(string top) => int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= 999
        ? size
        : throw GraphException.UnsupportedQuery($"Invalid page size specified: '{top}'. Must be between 1 and 999 inclusive.");
}

/// <summary><c>$expand=name</c> or <c>$expand=name($select=a,b)</c>; directory objects expand one relationship at a time.</summary>
internal sealed record Expansion(string Name, IReadOnlyList<string> Select)
{
    public static Expansion Parse(string text, IReadOnlyList<string> allowed)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? text : text[..open];
        if (!allowed.Contains(name, StringComparer.Ordinal))
        {
            throw new GraphException(400, "BadRequest", $"Parsing OData Select and Expand failed: '{name}' cannot be expanded here.");
        }

        const string Prefix = "$select=";
        if (open < 0)
        {
            return new Expansion(name, []);
        }

        var inner = text[(open + 1)..];
        return inner.StartsWith(Prefix, StringComparison.Ordinal) && inner.EndsWith(')') && !inner.Contains(';', StringComparison.Ordinal)
            ? new Expansion(name, ODataQuery.Names(inner[Prefix.Length..^1]))
            : throw new GraphException(400, "BadRequest", $"Parsing OData Select and Expand failed: '{text}' is not supported.");
    }
}
