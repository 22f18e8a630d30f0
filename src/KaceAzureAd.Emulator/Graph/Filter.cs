using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>
/// <c>$filter</c> in the forms that are documented for the resources here: comparisons joined by <c>and</c>, each
/// <c>p eq 'v'</c>, <c>p in ('v','w')</c>, <c>startswith(p,'v')</c> or <c>contains(p,'v')</c>. Anything else is refused.
/// </summary>
internal sealed partial class Filter
{
    private readonly IReadOnlyList<Clause> _clauses;

    private Filter(IReadOnlyList<Clause> clauses) => _clauses = clauses;

    /// <summary>No filter.</summary>
    public static Filter All { get; } = new([]);

    /// <summary>Reads a filter, of which every clause has to be of a property and an operator that the resource supports.</summary>
    public static Filter Parse(string text, IReadOnlyDictionary<string, string[]> supported)
    {
        var clauses = new List<Clause>();
        var position = 0;
        while (true)
        {
            var match = ClausePattern().Match(text, position);
            if (!match.Success)
            {
                throw new GraphException(400, "BadRequest", $"Invalid filter clause: there is a syntax error or an unsupported expression at position {position} in '{text}'.");
            }

            clauses.Add(ToClause(match, supported));
            position = match.Index + match.Length;
            if (position == text.Length)
            {
                return new Filter(clauses);
            }

            var and = AndPattern().Match(text, position);
            if (!and.Success)
            {
                throw GraphException.UnsupportedQuery($"Unsupported or invalid query filter clause specified at position {position} in '{text}'.");
            }

            position += and.Length;
        }
    }

    /// <summary>True where this object fits. Text is compared without regard to case, as the directory does.</summary>
    public bool Matches(JsonObject item) => _clauses.All(clause => clause.Matches(item));

    private static Clause ToClause(Match match, IReadOnlyDictionary<string, string[]> supported)
    {
        var name = match.Groups["property"].Value;
        var operation = (match.Groups["function"] is { Success: true } function ? function : match.Groups["operator"]).Value.ToLowerInvariant();
        var property = supported.Keys.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase));
        if (property is null || !supported[property].Contains(operation, StringComparer.Ordinal))
        {
            throw GraphException.UnsupportedQuery($"Unsupported or invalid query filter clause specified for property '{name}'.");
        }

        return new Clause(property, operation, [.. match.Groups["value"].Captures.Select(c => Unquoted(c.Value))]);
    }

    private static string Unquoted(string literal) =>
        literal[0] == '\'' ? literal[1..^1].Replace("''", "'", StringComparison.Ordinal) : literal;

    [GeneratedRegex(
        @"\G\s*(?:(?<function>startswith|contains)\(\s*(?<property>\w+)\s*,\s*(?<value>'(?:[^']|'')*')\s*\)" +
        @"|(?<property>\w+)\s+(?<operator>eq)\s+(?<value>'(?:[^']|'')*'|true|false)" +
        @"|(?<property>\w+)\s+(?<operator>in)\s*\(\s*(?<value>'(?:[^']|'')*')(?:\s*,\s*(?<value>'(?:[^']|'')*'))*\s*\))\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClausePattern();

    [GeneratedRegex(@"\Gand\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AndPattern();

    private sealed record Clause(string Property, string Operation, IReadOnlyList<string> Values)
    {
        public bool Matches(JsonObject item)
        {
            var text = item[Property] switch
            {
                null => null,
                var node when node.GetValueKind() == JsonValueKind.String => node.GetValue<string>(),
                var node => node.ToJsonString(),
            };
            return text is not null && Operation switch
            {
                "startswith" => text.StartsWith(Values[0], StringComparison.OrdinalIgnoreCase),
                "contains" => text.Contains(Values[0], StringComparison.OrdinalIgnoreCase),
                _ => Values.Contains(text, StringComparer.OrdinalIgnoreCase),
            };
        }
    }
}
