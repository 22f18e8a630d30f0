using System.Management.Automation;
using KaceAzureAd.Errors;
using KaceAzureAd.Kace;
using KaceAzureAd.Kace.SettingFiles;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <summary>
/// Reads KACE Cloud's settings of many tenants from a CSV or JSON file, a row for each. Columns that are none of the settings become properties of
/// them, so that what comes next in the pipeline takes them by name.
/// </summary>
[Cmdlet(VerbsData.Import, "KaceAadSetting")]
[OutputType(typeof(KaceAadSetting))]
public sealed class ImportKaceAadSettingCommand : SettingCmdlet
{
    /// <summary>The file. Wildcards are not expanded; what Get-ChildItem finds can be piped in.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("LiteralPath", "FullName", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>How many appIds to look for at a time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellationToken)
    {
        CheckParameters();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var path in Path)
        {
            IReadOnlyList<SettingRow> rows;
            try
            {
                rows = SettingFile.Read(FilePath(path, ErrorCodes.SettingFileNotFound, "a file of settings"));
            }
            catch (KaceAadException e)
            {
                WriteError(e);
                continue;
            }

            var progress = new ItemProgress("Reading KACE Cloud's settings", rows.Count);
            await SideBySide.InOrderAsync(rows, ThrottleLimit, row => ReadAsync(row, cancellationToken), read =>
            {
                read.Write(this);
                progress.Next(read.Row.Place);
            }, cancellationToken);
            progress.Done();
        }
    }

    /// <summary>A row, and how to write what came of it: the settings, or the error that leaves the other rows alone.</summary>
    private async Task<(SettingRow Row, Action<AsyncCmdlet> Write)> ReadAsync(SettingRow row, CancellationToken cancellationToken)
    {
        try
        {
            var setting = new PSObject(await CompleteAsync(row.ToSetting(), row.AppId ?? AppId, cancellationToken));
            foreach (var further in row.Further)
            {
                AddProperty(setting, further.Key, further.Value);
            }

            return (row, cmdlet => cmdlet.WriteObject(setting));
        }
        catch (KaceAadException e)
        {
            return (row, cmdlet => cmdlet.WriteError(row.At(e)));
        }
    }

    private static void AddProperty(PSObject setting, string name, object value)
    {
        try
        {
            setting.Properties.Add(new PSNoteProperty(name, value));
        }
        catch (ExtendedTypeSystemException e)
        {
            throw new KaceAadException(ErrorCodes.SettingRowInvalid, $"Its {name} cannot be taken over: PowerShell keeps this name for itself.", "Give the column another name.", e);
        }
    }
}
