using System.Management.Automation;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Commands;

/// <summary>Reads KACE Cloud's settings out of the text copied from its Azure Active Directory Settings page.</summary>
[Cmdlet(VerbsData.ConvertFrom, "KaceAadSetting")]
[OutputType(typeof(KaceAadSetting))]
public sealed class ConvertFromKaceAadSettingCommand : SettingCmdlet
{
    private readonly List<string> _lines = [];

    /// <summary>The text; lines from the pipeline are taken together.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Text { get; set; } = [];

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        _lines.AddRange(Text);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task EndAsync(CancellationToken cancellationToken) =>
        WriteAsync(KaceAadSetting.FromPage(string.Join("\n", _lines)), cancellationToken);
}
