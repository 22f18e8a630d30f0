using System.Management.Automation;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Shows the runspace's current session, or every session made in it.</summary>
[Cmdlet(VerbsCommon.Get, "KaceAadSession")]
[OutputType(typeof(KaceAadSession))]
public sealed class GetKaceAadSessionCommand : PSCmdlet
{
    /// <summary>Every session that was made in this runspace and not disconnected.</summary>
    [Parameter]
    [Alias("ListAvailable")]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var state = RunspaceState.Current;
        if (All)
        {
            WriteObject(state.Sessions.ToArray(), enumerateCollection: true);
        }
        else if (state.Session is { } current)
        {
            WriteObject(current);
        }
    }
}
