using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Completes the tenants of the sessions in the runspace, with their accounts beside them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TenantCompleterAttribute() : ArgumentCompleterAttribute(typeof(Completer))
{
    internal sealed class Completer : IArgumentCompleter
    {
        public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        {
            var accounts = RunspaceState.Current.Sessions.ToLookup(s => s.TenantId, s => s.Account ?? s.ClientId ?? "an application");
            return Completion.Of(wordToComplete, accounts.Select(t => t.Key), t => string.Join(", ", accounts[t].Distinct()));
        }
    }
}
