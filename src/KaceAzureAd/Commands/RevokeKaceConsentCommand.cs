using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Consent;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Revokes permissions that KACE Cloud's application was granted for all users.</summary>
[Cmdlet(VerbsSecurity.Revoke, "KaceConsent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BySetting)]
[OutputType(typeof(KaceConsent))]
public sealed class RevokeKaceConsentCommand : ConsentCmdlet
{
    /// <summary>The permissions, as in Device.Read.All; without it, all that hold for all users.</summary>
    [Parameter(ParameterSetName = BySetting)]
    [Parameter(ParameterSetName = ByAppId)]
    [ValidateNotNullOrEmpty]
    [PermissionCompleter]
    public string[]? Permission { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        var service = new ConsentService(session);
        foreach (var (appId, named) in Requests(Permission))
        {
            var requests = named ?? PermissionRequest.From(await service.GetAsync(appId, cancellationToken));
            WriteObject(await JournalAsync(session, () => service.RevokeAsync(appId, requests, ConfirmAsync, cancellationToken)), enumerateCollection: true);
        }
    }
}
