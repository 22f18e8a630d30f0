using System.Management.Automation;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Ends sessions: their tokens are forgotten. Nothing is an error where there is no session.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "KaceAad")]
[OutputType(typeof(void))]
public sealed class DisconnectKaceAadCommand : PSCmdlet
{
    /// <summary>Sessions to end; without it, the runspace's current session.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public KaceAadSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var state = RunspaceState.Current;
        foreach (var session in Session ?? (state.Session is { } current ? [current] : []))
        {
            session.Dispose();
            state.Sessions.Remove(session);
            if (state.Session == session)
            {
                state.Session = null;
            }
        }
    }
}
