using System.Management.Automation;
using KaceAzureAd.Consent;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>
/// Lists what KACE Cloud's application was granted in the tenant. Where neither its settings nor its appId are given, it is found by its name.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KaceConsent", DefaultParameterSetName = "ByName")]
[OutputType(typeof(KaceConsent))]
public sealed class GetKaceConsentCommand : AppCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        var appId = Setting is null && AppId is null ? await KaceAppFinder.FindAsync(session, cancellationToken) : TargetAppId;
        WriteObject(await new ConsentService(session).GetAsync(appId, cancellationToken), enumerateCollection: true);
    }
}
