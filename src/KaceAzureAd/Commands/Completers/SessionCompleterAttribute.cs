using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Completes what picks the session of a tenant, whose id or account was begun to be typed, out of those in the runspace.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionCompleterAttribute() : ArgumentCompleterAttribute(typeof(Completer))
{
    internal sealed class Completer : IArgumentCompleter
    {
        public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        {
            var typed = Completion.Typed(wordToComplete);
            return RunspaceState.Current.Sessions
                .Select(s => (s.TenantId, Account: s.Account ?? s.ClientId ?? "an application"))
                .Distinct()
                .Where(s => s.TenantId.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || s.Account.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(s => new CompletionResult(
                    $"(Get-KaceAadSession -All | Where-Object TenantId -eq '{s.TenantId}')", $"{s.TenantId} {s.Account}", CompletionResultType.ParameterValue, s.Account));
        }
    }
}
