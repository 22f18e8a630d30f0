using System.Text;

namespace KaceAzureAd.Help.Commands;

/// <summary>What a page has to say of the compiled cmdlet, in the platyPS schema of 2024-05-01.</summary>
public static class PageFacts
{
    private const int Width = 100;

    /// <summary>A set's line of syntax, broken where a page breaks it.</summary>
    public static string Syntax(CommandFacts command, SetFacts set)
    {
        var text = new StringBuilder(command.Name);
        var column = text.Length;
        foreach (var item in Items(set.Syntax))
        {
            if (column + 1 + item.Length > Width)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(' ').Append(item);
            column += 1 + item.Length;
        }

        return $"{text}";
    }

    /// <summary>A parameter's attributes.</summary>
    public static string Yaml(ParameterFacts parameter) => $"""
        Type: {parameter.Type}
        DefaultValue: {Text(parameter.Default)}
        SupportsWildcards: {Flag(parameter.SupportsWildcards)}
        Aliases:{List(parameter.Aliases)}
        ParameterSets:
        {string.Join('\n', parameter.Sets.Select(Yaml))}
        DontShow: {Flag(parameter.IsHidden)}
        AcceptedValues:{List(parameter.AcceptedValues)}
        HelpMessage: ''
        """.ReplaceLineEndings("\n");

    private static string Yaml(ParameterInSet set) => $"""
        - Name: {set.Set}
          Position: {(set.Position is { } position ? $"{position}" : "Named")}
          IsRequired: {Flag(set.IsRequired)}
          ValueFromPipeline: {Flag(set.FromPipeline)}
          ValueFromPipelineByPropertyName: {Flag(set.FromPipelineByName)}
          ValueFromRemainingArguments: false
        """;

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Text(string value) => value.Length > 0 && char.IsAsciiLetterOrDigit(value[0]) ? value : $"'{value}'";

    private static string List(IReadOnlyList<string> values) => values.Count == 0 ? " []" : string.Concat(values.Select(v => "\n- " + v));

    // A bracket keeps a parameter and its value together.
    private static IEnumerable<string> Items(string syntax)
    {
        var item = "";
        foreach (var word in syntax.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isValue = word.StartsWith('<');
            if (item.Length > 0 && !isValue && item.Count(c => c == '[') == item.Count(c => c == ']'))
            {
                yield return item;
                item = "";
            }

            item += item.Length > 0 ? " " + word : word;
        }

        if (item.Length > 0)
        {
            yield return item;
        }
    }
}
