using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands.Completers;

/// <summary>Completes the names of the tenant's groups. A prompt cannot wait for long, nor show an error: whatever goes wrong, nothing is offered.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class GroupCompleterAttribute() : ArgumentCompleterAttribute(typeof(Completer))
{
    private const int Offered = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    internal sealed class Completer : IArgumentCompleter
    {
        public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        {
            var session = LanguagePrimitives.TryConvertTo<KaceAadSession[]>(fakeBoundParameters["Session"], out var given) && given is [var first, ..] ? first : RunspaceState.Current.Session;
            return session is null ? [] : Completion.Of(wordToComplete, Names(session, Completion.Typed(wordToComplete)));
        }

        private static string[] Names(KaceAadSession session, string beginning)
        {
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                // Off the pipeline thread, so that nothing of the work waits for the thread that waits for it.
                return Task.Run(() => new GroupNames(session).BeginningWithAsync(beginning, Offered, patience.Token), patience.Token).GetAwaiter().GetResult();
            }
            catch (Exception)
            {
                return [];
            }
        }
    }
}
