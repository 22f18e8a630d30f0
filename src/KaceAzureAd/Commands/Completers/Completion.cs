using System.Management.Automation;
using System.Management.Automation.Language;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Turns names into completion results.</summary>
internal static class Completion
{
    private const string Special = " '\"`$(){};,|&<>@#";

    /// <summary>Those that begin with what was typed, quoted where they were or have to be.</summary>
    public static IEnumerable<CompletionResult> Of(string? typed, IEnumerable<string> names)
    {
        var isQuoted = typed is { Length: > 0 } && typed[0] is '\'' or '"';
        return names
            .Where(n => n.StartsWith((typed ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(n => new CompletionResult(
                isQuoted || n.Any(c => Special.Contains(c)) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(n)}'" : n, n, CompletionResultType.ParameterValue, n));
    }
}
