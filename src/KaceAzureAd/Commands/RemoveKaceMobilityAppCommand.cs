using System.Management.Automation;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>
/// Removes an MDM application from the tenant: its enterprise application, its registration where that stands in this tenant, and its entry in Mobility (MDM
/// and MAM). The two applications can be restored for thirty days.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "KaceMobilityApp", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BySetting)]
[OutputType(typeof(void))]
public sealed class RemoveKaceMobilityAppCommand : WriterCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        var appId = TargetAppId;
        await JournalAsync(session, () => new MobilityAppRemoval(session).RemoveAsync(appId, ConfirmAsync, cancellationToken));
    }
}
