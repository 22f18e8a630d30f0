using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Errors;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Takes back what a journal tells of, newest first: restores the value from before each change, where nobody changed it since.</summary>
[Cmdlet(VerbsCommon.Undo, "KaceAadChange", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KaceAadUndo))]
public sealed class UndoKaceAadChangeCommand : SessionCmdlet
{
    /// <summary>The journal, or the folder that holds one for each tenant.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string JournalPath { get; set; } = "";

    /// <summary>The journal's tenant, as a result of Set-KaceAadConnection names it: its session is used.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TenantCompleter]
    public string? TenantId { get; set; }

    /// <summary>Restore also what somebody changed since.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string? Tenant => TenantId;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        var path = FilePath(JournalPath, ErrorCodes.JournalNotFound, "a journal");
        foreach (var undo in await new UndoService(session).UndoAsync(path, Force, ConfirmAsync, cancellationToken))
        {
            WriteObject(undo);
            if (undo.Error is not null)
            {
                WriteError(undo.Error.In(session.TenantId));
            }
        }
    }
}
