using System.Management.Automation;
using KaceAzureAd.Consent;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Lists what KACE Cloud's application was granted in the tenant.</summary>
[Cmdlet(VerbsCommon.Get, "KaceConsent", DefaultParameterSetName = BySetting)]
[OutputType(typeof(KaceConsent))]
public sealed class GetKaceConsentCommand : AppCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken) =>
        WriteObject(await new ConsentService(session).GetAsync(TargetAppId, cancellationToken), enumerateCollection: true);
}
