using System.Management.Automation;
using KaceAzureAd.Commands.Transformations;
using KaceAzureAd.Errors;
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
    [UriTextTransformation]
    [Alias("MdmTermsOfUseUri")]
    public string? TermsOfUseUri { get; set; }

    /// <summary>KACE Cloud's MDM Discovery URI.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [UriTextTransformation]
    [Alias("MdmDiscoveryUri")]
    public string? DiscoveryUri { get; set; }

    /// <summary>KACE Cloud's MDM On-Board URI.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [UriTextTransformation]
    [Alias("MdmOnBoardUri")]
    public string? OnBoardUri { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        // Of many from the pipeline, one that cannot be used leaves the others alone.
        try
        {
            await WriteAsync(KaceAadSetting.Create(TermsOfUseUri, DiscoveryUri, OnBoardUri), cancellationToken);
        }
        catch (KaceAadException e)
        {
            WriteError(e);
        }
    }
}
