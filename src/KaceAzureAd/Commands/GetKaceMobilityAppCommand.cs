using System.Management.Automation;
using KaceAzureAd.Errors;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Gets KACE Cloud's MDM application, or every MDM application of the tenant.</summary>
[Cmdlet(VerbsCommon.Get, "KaceMobilityApp", DefaultParameterSetName = AllSet)]
[OutputType(typeof(KaceMobilityApp))]
public sealed class GetKaceMobilityAppCommand : AppCmdlet
{
    private const string AllSet = "All";

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        var apps = new MobilityAppService(session);
        if (ParameterSetName == AllSet)
        {
            WriteObject(await apps.ListAsync(cancellationToken), enumerateCollection: true);
            return;
        }

        var appId = TargetAppId;
        WriteObject(await apps.FindAsync(appId, cancellationToken) ?? throw new KaceAadException(
            ErrorCodes.AppNotFound, $"Tenant {session.TenantId} has no application with the appId {appId}.", "Run Add-KaceMobilityApp to add it.") { Target = appId });
    }
}
