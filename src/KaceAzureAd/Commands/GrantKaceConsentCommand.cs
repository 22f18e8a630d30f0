using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Consent;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>
/// Grants admin consent to KACE Cloud's application: in the browser through KACE Cloud's MDM On-Board URI, or through Microsoft Graph: the permissions
/// that -Permission names, or those of another tenant's consent from the pipeline.
/// </summary>
[Cmdlet(VerbsSecurity.Grant, "KaceConsent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BySetting)]
[OutputType(typeof(KaceConsent))]
public sealed class GrantKaceConsentCommand : ConsentCmdlet
{
    /// <summary>Permissions to grant through Microsoft Graph, as in Device.Read.All, instead of opening the MDM On-Board URI.</summary>
    [Parameter(ParameterSetName = BySetting)]
    [Parameter(ParameterSetName = ByAppId, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [PermissionCompleter]
    public string[]? Permission { get; set; }

    /// <summary>Print the MDM On-Board URI instead of opening it, to open it in another browser or on another machine.</summary>
    [Parameter(ParameterSetName = BySetting)]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>Open the MDM On-Board URI even where consent is there already, to renew it.</summary>
    [Parameter(ParameterSetName = BySetting)]
    public SwitchParameter Force { get; set; }

    /// <summary>How many seconds to wait until the consent is seen.</summary>
    [Parameter(ParameterSetName = BySetting)]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 600;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        var service = new ConsentService(session);
        foreach (var (appId, named) in Requests(Permission))
        {
            if (named is null)
            {
                OnBoardUriResolver.DemandPage(Setting!, session.Environment);
            }

            WriteObject(
                await JournalAsync(session, () => named is not null
                    ? service.GrantAsync(appId, named, ConfirmAsync, cancellationToken)
                    : service.GrantInBrowserAsync(appId, () => ShowOnBoardPageAsync(session, cancellationToken), Force, TimeSpan.FromSeconds(TimeoutSec), ConfirmAsync, cancellationToken)),
                enumerateCollection: true);
        }
    }

    private Task ShowOnBoardPageAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        var page = Setting!.OnBoardUri;
        OperationLog.Current.Inform($"Open this address in a browser, sign in as an administrator of tenant {session.TenantId}, review and accept: {page.AbsoluteUri}");
        return NoBrowser ? Task.CompletedTask : new SystemBrowser().OpenAsync(page, cancellationToken);
    }
}
