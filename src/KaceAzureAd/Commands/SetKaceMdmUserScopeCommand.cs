using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Sets the MDM user scope: whose devices KACE Cloud manages.</summary>
[Cmdlet(VerbsCommon.Set, "KaceMdmUserScope", SupportsShouldProcess = true, DefaultParameterSetName = BySetting)]
[OutputType(typeof(KaceMdmUserScope))]
public sealed class SetKaceMdmUserScopeCommand : WriterCmdlet
{
    /// <summary>All, Some or None.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet(nameof(MdmUserScope.All), nameof(MdmUserScope.Some), nameof(MdmUserScope.None))]
    public MdmUserScope Scope { get; set; }

    /// <summary>Ids or names of the groups for -Scope Some: exactly these, afterwards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [GroupCompleter]
    public string[] Group { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken) =>
        WriteObject(await JournalAsync(session, () => new MdmUserScopeService(session).SetAsync(TargetAppId, Scope, Group, ConfirmAsync, cancellationToken)));
}
