using System.Globalization;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace.SettingFiles;

/// <summary>Reads the rows of a CSV file: a header, then a row for each tenant.</summary>
internal static class SettingCsv
{
    private static readonly string[] Separators = [",", ";", "\t"];

    /// <exception cref="Errors.KaceAadException">As <see cref="SettingFile.Read"/>.</exception>
    public static IEnumerable<SettingRow> Read(string file, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield break;
        }

        var separator = Separator(text);
        SettingColumn[]? columns = null;
        foreach (var record in CsvRecords.In(text, separator))
        {
            if (columns is not null)
            {
                yield return Row(file, columns, record);
                continue;
            }

            SettingColumns.RefuseRepeated(record.Values);
            SettingColumns.DemandNeeded(record.Values);
            columns = [.. record.Values.Select(SettingColumns.Of)];
        }
    }

    // Which separator a spreadsheet writes depends on its country; it is the one with which the header names columns that are known.
    private static string Separator(string text)
    {
        var best = Separators.Select(s => (Separator: s, Own: CsvRecords.First(text, s).Count(n => SettingColumns.IsOwn(SettingColumns.Key(n))))).OrderByDescending(s => s.Own).First();
        return best.Own > 0 ? best.Separator : throw SettingFile.Invalid(
            $"it is no JSON, and no CSV with a header that is known: its first line is '{OneLine.Of(text.Trim().Split('\r', '\n')[0])}'",
            "Begin the CSV file with a line that names its columns, as in TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri.");
    }

    private static SettingRow Row(string file, SettingColumn[] columns, CsvRecord record)
    {
        var number = $"line {record.Line.ToString(CultureInfo.InvariantCulture)}";
        for (var i = 0; i < record.Values.Length; i++)
        {
            // A separator too many moves every value after it into the next column.
            if (!string.IsNullOrWhiteSpace(record.Values[i]) && (i >= columns.Length || columns[i].Name.Length == 0))
            {
                return new SettingRow(file, number, SettingRow.Invalid(
                    $"Its value {(i + 1).ToString(CultureInfo.InvariantCulture)}, '{OneLine.Of(record.Values[i])}', is in no column that the header names.",
                    "Put values that hold the separator in quotation marks, or name the column."));
            }
        }

        return new SettingRow(file, number, columns.Zip(record.Values, (column, value) => (column, (object)value)));
    }
}
