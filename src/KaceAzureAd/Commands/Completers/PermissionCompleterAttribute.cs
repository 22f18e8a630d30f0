using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KaceAzureAd.Consent;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Completes the permissions of Microsoft Graph that the module knows: the risky ones last, with the reason as their tip.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PermissionCompleterAttribute() : ArgumentCompleterAttribute(typeof(Completer))
{
    internal sealed class Completer : IArgumentCompleter
    {
        public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        {
            var type = Enum.TryParse<ConsentType>($"{fakeBoundParameters["Type"]}", ignoreCase: true, out var given) ? given : ConsentType.Delegated;
            var names = TenantOperation.All.SelectMany(o => o.Scopes).Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderBy(n => PermissionRisk.Of(n, type) is not null).ThenBy(n => n, StringComparer.Ordinal);
            return Completion.Of(wordToComplete, names, n => PermissionRisk.Of(n, type) is { } risk ? $"{n}: {risk}" : n);
        }
    }
}
