using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Completes the names of environments known in the runspace.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EnvironmentCompleterAttribute() : ArgumentCompleterAttribute(typeof(Completer))
{
    internal sealed class Completer : IArgumentCompleter
    {
        public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
            Completion.Of(wordToComplete, RunspaceState.Current.Environments.Select(e => e.Name));
    }
}
