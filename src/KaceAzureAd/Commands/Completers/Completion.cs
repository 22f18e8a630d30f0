using System.Management.Automation;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Turns names into completion results.</summary>
internal static class Completion
{
    /// <summary>Those that begin with what was typed.</summary>
    public static IEnumerable<CompletionResult> Of(string? typed, IEnumerable<string> names) => names
        .Where(n => n.StartsWith((typed ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
        .Select(n => new CompletionResult(n, n, CompletionResultType.ParameterValue, n));
}
