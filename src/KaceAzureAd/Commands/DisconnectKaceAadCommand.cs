using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Errors;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Ends sessions: their tokens are forgotten, in memory and where -ContextScope CurrentUser kept them. Nothing is an error where there is no session.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "KaceAad", SupportsShouldProcess = true)]
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
            try
            {
                if (ShouldProcess($"{session}", "End the session and forget its tokens"))
                {
                    await session.DisconnectAsync();
                    _state.Remove(session);
                }
            }
            catch (KaceAadException e)
            {
                WriteError(e); // Of this session; the next one is ended all the same.
            }
        }
    }
}
