using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Ends sessions: their tokens are forgotten, in memory and where -ContextScope CurrentUser kept them. Nothing is an error where there is no session.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "KaceAad")]
[OutputType(typeof(void))]
public sealed class DisconnectKaceAadCommand : AsyncCmdlet
{
    private readonly RunspaceState _state = RunspaceState.Current;

    /// <summary>Sessions to end; without it, the runspace's current session.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SessionCompleter]
    public KaceAadSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var session in Session ?? (_state.Session is { } current ? [current] : []))
        {
            await session.DisconnectAsync();
            _state.Remove(session);
        }
    }
}
