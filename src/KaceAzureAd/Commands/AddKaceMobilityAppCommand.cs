using System.Management.Automation;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Adds KACE Cloud's MDM application to the tenant and waits until it is there.</summary>
[Cmdlet(VerbsCommon.Add, "KaceMobilityApp", SupportsShouldProcess = true, DefaultParameterSetName = BySetting)]
[OutputType(typeof(KaceMobilityApp))]
public sealed class AddKaceMobilityAppCommand : WriterCmdlet
{
    /// <summary>How many seconds to wait until Microsoft Graph shows the application and its entry in Mobility (MDM and MAM).</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 300;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        if (await JournalAsync(session, () => new MobilityAppService(session).AddAsync(TargetAppId, TimeSpan.FromSeconds(TimeoutSec), ConfirmAsync, cancellationToken)) is { } app)
        {
            WriteObject(app);
        }
    }
}
