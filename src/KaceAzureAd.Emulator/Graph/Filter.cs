using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>
/// <c>$filter</c> in the forms that are documented for the resources here: comparisons joined by <c>and</c>, each
/// <c>p eq 'v'</c>, <c>p in ('v','w')</c>, <c>p ge 2026-01-31T00:00:00Z</c>, <c>p le ...</c>, <c>startswith(p,'v')</c>,
/// <c>contains(p,'v')</c> or <c>p/any(t: t eq 'v')</c>. Anything else is refused.
/// </summary>
internal sealed partial class Filter
{
    /// <summary>Known issues, query parameters: the in operator takes fifteen values by default.</summary>
    private const int MaximumValues = 15;

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

    /// <summary>True where a clause is about this property.</summary>
    public bool Names(string property) => _clauses.Any(clause => clause.Path[0] == property);

    /// <summary>True where an object fits whose properties these are. Text is compared without regard to case, as the directory does.</summary>
    public bool Matches(Func<string, JsonNode?> property) => _clauses.All(clause => clause.Matches(property));

    private static Clause ToClause(Match match, IReadOnlyDictionary<string, string[]> supported)
    {
        var name = match.Groups["property"].Value;
        var operation = (match.Groups["function"] is { Success: true } function ? function : match.Groups["operator"]).Value.ToLowerInvariant();
        var property = supported.Keys.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase));
        if (property is null || !supported[property].Contains(operation, StringComparer.Ordinal))
        {
            throw GraphException.UnsupportedQuery($"Unsupported or invalid query filter clause specified for property '{name}'.");
        }

        var values = match.Groups["value"].Captures.Select(c => Unquoted(c.Value)).ToArray();
        return values.Length <= MaximumValues
            ? new Clause(property.Split('/'), operation, values)
            : throw GraphException.UnsupportedQuery(
                $"Too many child clauses specified in search filter expression containing 'OR' operators: {values.Length}. Max allowed: {MaximumValues}.");
    }

    private static string Unquoted(string literal) =>
        literal[0] == '\'' ? literal[1..^1].Replace("''", "'", StringComparison.Ordinal) : literal;

    [GeneratedRegex(
        @"\G\s*(?:(?<function>startswith|contains)\(\s*(?<property>\w+)\s*,\s*(?<value>'(?:[^']|'')*')\s*\)" +
        @"|(?<property>\w+)/(?<operator>any)\(\s*(?<variable>\w+)\s*:\s*\k<variable>\s+eq\s+(?<value>'(?:[^']|'')*')\s*\)" +
        @"|(?<property>\w+(?:/\w+)?)\s+(?<operator>eq)\s+(?<value>'(?:[^']|'')*'|true|false|\d+)" +
        @"|(?<property>\w+)\s+(?<operator>ge|le)\s+(?<value>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:\d\d))?)" +
        @"|(?<property>\w+)\s+(?<operator>in)\s*\(\s*(?<value>'(?:[^']|'')*')(?:\s*,\s*(?<value>'(?:[^']|'')*'))*\s*\))\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClausePattern();

    [GeneratedRegex(@"\Gand\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AndPattern();

    /// <param name="Path">The property, or the way to it through others.</param>
    private sealed record Clause(string[] Path, string Operation, IReadOnlyList<string> Values)
    {
        public bool Matches(Func<string, JsonNode?> property)
        {
            var node = Path.Skip(1).Aggregate(property(Path[0]), (current, name) => current?[name]);
            return node is not null && Operation switch
            {
                "any" => node.AsArray().Any(member => Is(member)),
                "ge" => Time(node) >= Time(Values[0]),
                "le" => Time(node) <= Time(Values[0]),
                "startswith" => Text(node).StartsWith(Values[0], StringComparison.OrdinalIgnoreCase),
                "contains" => Text(node).Contains(Values[0], StringComparison.OrdinalIgnoreCase),
                _ => Is(node),
            };
        }

        private bool Is(JsonNode? node) => node is not null && Values.Contains(Text(node), StringComparer.OrdinalIgnoreCase);

        private static string Text(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();

        private static DateTimeOffset Time(JsonNode node) => Time(node.GetValue<string>());

        private static DateTimeOffset Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new GraphException(400, "BadRequest", $"Invalid filter clause: '{text}' is no date and time.");
    }
}
