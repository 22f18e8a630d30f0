using System.Management.Automation;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Gets the MDM user scope: whose devices KACE Cloud manages.</summary>
[Cmdlet(VerbsCommon.Get, "KaceMdmUserScope", DefaultParameterSetName = BySetting)]
[OutputType(typeof(KaceMdmUserScope))]
public sealed class GetKaceMdmUserScopeCommand : AppCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken) =>
        WriteObject(await new MdmUserScopeService(session).GetAsync(TargetAppId, cancellationToken));
}
