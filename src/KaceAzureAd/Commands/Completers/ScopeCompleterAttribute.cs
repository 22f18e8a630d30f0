using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Completes the permissions that the module's operations need.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ScopeCompleterAttribute() : ArgumentCompleterAttribute(typeof(Completer))
{
    internal sealed class Completer : IArgumentCompleter
    {
        public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
            Completion.Of(wordToComplete, TenantOperation.All.SelectMany(o => o.Scopes).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(s => s, StringComparer.Ordinal));
    }
}
