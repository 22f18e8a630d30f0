using System.Management.Automation;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Compares the MDM URIs in Azure AD with those that KACE Cloud shows.</summary>
[Cmdlet(VerbsData.Compare, "KaceMdmUri")]
[OutputType(typeof(KaceMdmUriComparison))]
public sealed class CompareKaceMdmUriCommand : SessionCmdlet, IHasSetting
{
    /// <summary>KACE Cloud's settings, from ConvertFrom-KaceAadSetting or New-KaceAadSetting.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public KaceAadSetting? Setting { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken) =>
        WriteObject(await new MdmUriService(session).CompareAsync(KaceAppId.Of(Setting!), Setting!, cancellationToken), enumerateCollection: true);
}
