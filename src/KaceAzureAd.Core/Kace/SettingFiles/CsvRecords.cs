using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace KaceAzureAd.Kace.SettingFiles;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line that it begins on, from 1.</param>
/// <param name="Values">Its values.</param>
internal sealed record CsvRecord(int Line, string[] Values);

/// <summary>The records of a CSV text (RFC 4180), one after the other; those that hold nothing are left out.</summary>
internal static class CsvRecords
{
    /// <summary>The longest record in characters, far above any real one.</summary>
    public const int MaxLength = 256 * 1024;

    /// <exception cref="Errors.KaceAadException"><c>KaceAad.SettingFileInvalid</c> or <c>KaceAad.SettingFileTooLarge</c>, naming the line.</exception>
    public static IEnumerable<CsvRecord> In(string text, string separator) => In(text, separator, isStrict: true);

    /// <summary>The first record as this separator would have it; none where there is none. With another than the file's own, quotation marks may stand anywhere.</summary>
    public static string[] First(string text, string separator) => In(text, separator, isStrict: false).Select(r => r.Values).FirstOrDefault() ?? [];

    private static IEnumerable<CsvRecord> In(string text, string separator, bool isStrict)
    {
        var isBroken = false;
        using var reader = new BoundedReader(text);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator,
            IgnoreBlankLines = false, // Else they would not count as lines.
            BadDataFound = _ => isBroken = true,
        });

        // What Windows PowerShell's Export-Csv and spreadsheets' friends write before the header.
        var before = text.StartsWith("#TYPE ", StringComparison.Ordinal) || text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (before > 0)
        {
            reader.ReadLine();
        }

        while (true)
        {
            var line = parser.RawRow + before + 1;
            reader.Begin(line);
            if (!parser.Read())
            {
                yield break;
            }

            var values = parser.Record ?? [];
            if (isBroken && isStrict)
            {
                // Where the quotation marks are wrong, nobody knows where this row ends and the next begins.
                throw SettingFile.Invalid(
                    $"in the row that begins on line {line.ToString(CultureInfo.InvariantCulture)}, a quotation mark is not closed, or stands within a value that is not in quotation marks",
                    "Put the whole value in quotation marks and double those within it.");
            }

            if (!values.All(string.IsNullOrWhiteSpace))
            {
                yield return new CsvRecord(line, values);
            }
        }
    }

    /// <summary>Gives the parser no more for one record than a record may have: it would keep all of it.</summary>
    private sealed class BoundedReader(string text) : StringReader(text)
    {
        private int _line;
        private int _given;

        public void Begin(int line) => (_line, _given) = (line, 0);

        public override int Read(char[] buffer, int index, int count)
        {
            var given = base.Read(buffer, index, count);
            _given += given;
            return _given <= MaxLength ? given : throw SettingFile.TooLarge(
                $"the row that begins on line {_line.ToString(CultureInfo.InvariantCulture)} is longer than {MaxLength.ToString(CultureInfo.InvariantCulture)} characters");
        }
    }
}
