using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Connection;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Takes back what a journal tells of, newest first: restores the value from before each change, where nobody changed it since.</summary>
[Cmdlet(VerbsCommon.Undo, "KaceAadChange", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KaceAadUndo))]
public sealed class UndoKaceAadChangeCommand : SessionCmdlet
{
    /// <summary>The journal, or the folder that holds one for each tenant; without it, the one that the input names.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>
    /// What Set-KaceAadConnection returned. A result without a journal changed nothing: it is passed over, as their summary is.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

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
    private protected override string? NothingToDo =>
        IsSummary || (Journal is null && Named is not null) ? $"Nothing is to be taken back: '{InputObject}' names no journal." : null;

    private string? Journal => JournalPath ?? ($"{Named?.Value}" is { Length: > 0 } named ? named : null);

    private PSPropertyInfo? Named => InputObject?.Properties[nameof(JournalPath)];

    // By its name, so that one which was read back from a file is known too.
    private bool IsSummary =>
        InputObject?.TypeNames.Any(n => n.EndsWith(typeof(KaceAadConnectionSummary).FullName!, StringComparison.Ordinal)) == true;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        var journal = Journal ?? throw new KaceAadException(
            ErrorCodes.JournalNotFound,
            InputObject is null ? "No journal was given." : $"No journal was given, and '{OneLine.Of($"{InputObject}")}' names none.",
            "Give -JournalPath, or pipe in what Set-KaceAadConnection returned.") { Target = InputObject };
        var path = FilePath(journal, ErrorCodes.JournalNotFound, "a journal");
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
