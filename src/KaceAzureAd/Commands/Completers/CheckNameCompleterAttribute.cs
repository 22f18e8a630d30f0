using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KaceAzureAd.Checks;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Completes the names of the checks that the cmdlet runs.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CheckNameCompleterAttribute() : ArgumentCompleterAttribute(typeof(Completer))
{
    internal sealed class Completer : IArgumentCompleter
    {
        public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
            Completion.Of(wordToComplete, commandName.EndsWith("Prerequisite", StringComparison.OrdinalIgnoreCase) ? CheckService.PrerequisiteNames : CheckService.ConnectionNames);
    }
}
