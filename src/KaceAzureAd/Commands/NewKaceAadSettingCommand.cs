using System.Management.Automation;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Commands;

/// <summary>Makes KACE Cloud's settings from its three URIs.</summary>
[Cmdlet(VerbsCommon.New, "KaceAadSetting")]
[OutputType(typeof(KaceAadSetting))]
public sealed class NewKaceAadSettingCommand : SettingCmdlet
{
    /// <summary>KACE Cloud's MDM Terms Of Use URI.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [Alias("MdmTermsOfUseUri")]
    public string? TermsOfUseUri { get; set; }

    /// <summary>KACE Cloud's MDM Discovery URI.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [Alias("MdmDiscoveryUri")]
    public string? DiscoveryUri { get; set; }

    /// <summary>KACE Cloud's MDM On-Board URI.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [Alias("MdmOnBoardUri")]
    public string? OnBoardUri { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken) =>
        WriteAsync(KaceAadSetting.Create(TermsOfUseUri, DiscoveryUri, OnBoardUri), cancellationToken);
}
