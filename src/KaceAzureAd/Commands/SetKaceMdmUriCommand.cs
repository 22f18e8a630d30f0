using System.Management.Automation;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Sets the MDM URIs in Azure AD to those that KACE Cloud shows.</summary>
[Cmdlet(VerbsCommon.Set, "KaceMdmUri", SupportsShouldProcess = true)]
[OutputType(typeof(KaceMdmUriComparison))]
public sealed class SetKaceMdmUriCommand : SessionCmdlet, IHasSetting
{
    /// <summary>KACE Cloud's settings, from ConvertFrom-KaceAadSetting or New-KaceAadSetting.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public KaceAadSetting? Setting { get; set; }

    /// <summary>A file where the change is written down before it is made, so that Undo-KaceAadChange can take it back; a folder gets a file for each tenant.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken) =>
        WriteObject(
            await Journaling.RunAsync(JournalFile(JournalPath), session, MyInvocation.MyCommand.Name, () =>
                new MdmUriService(session).SetAsync(KaceAppId.Of(Setting!), Setting!, ConfirmAsync, cancellationToken)),
            enumerateCollection: true);
}
