using System.Management.Automation;
using System.Management.Automation.Language;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Turns names into completion results.</summary>
internal static class Completion
{
    private const string Special = " '\"`$(){};,|&<>@#";

    /// <summary>What was typed, without the quotation marks around it.</summary>
    public static string Typed(string? typed) => (typed ?? "").Trim('\'', '"');

    /// <summary>Those that begin with what was typed, quoted where they were or have to be.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="names">All there are, in their order.</param>
    /// <param name="tip">What is shown beside a name; the name itself without it.</param>
    public static IEnumerable<CompletionResult> Of(string? typed, IEnumerable<string> names, Func<string, string>? tip = null)
    {
        var isQuoted = typed is { Length: > 0 } && typed[0] is '\'' or '"';
        return names
            .Where(n => n.StartsWith(Typed(typed), StringComparison.OrdinalIgnoreCase))
            .Select(n => new CompletionResult(
                isQuoted || n.Any(c => Special.Contains(c)) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(n)}'" : n, n, CompletionResultType.ParameterValue, tip?.Invoke(n) ?? n));
    }
}
