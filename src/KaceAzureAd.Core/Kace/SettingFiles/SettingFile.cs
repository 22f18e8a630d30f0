using System.Globalization;
using System.Security;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace.SettingFiles;

/// <summary>
/// Reads a file with KACE Cloud's settings of many tenants, a row for each: CSV as spreadsheets of any country write it, or a JSON array of objects. It
/// is JSON where it begins with a bracket or a brace, whatever its name ends with. Its size, and that of each row, is bounded.
/// </summary>
public static class SettingFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>How many rows are read.</summary>
    public const int MaxRows = 100_000;

    private const int LongestPath = 300;

    /// <summary>Reads all rows. A row that cannot be used is among them, and says so in <see cref="SettingRow.ToSetting"/>.</summary>
    /// <param name="path">The file's whole path.</param>
    /// <exception cref="KaceAadException">
    /// The file as a whole cannot be used: <c>KaceAad.SettingFileNotFound</c>, <c>KaceAad.SettingFileUnreadable</c>, <c>KaceAad.SettingFileTooLarge</c>,
    /// <c>KaceAad.SettingFileInvalid</c>, <c>KaceAad.SettingFileEmpty</c>, <c>KaceAad.SettingColumnMissing</c>, <c>KaceAad.SettingColumnRepeated</c>,
    /// <c>KaceAad.SettingTenantRepeated</c>.
    /// </exception>
    public static IReadOnlyList<SettingRow> Read(string path)
    {
        try
        {
            return Rows(OneLine.Of(Path.GetFileName(path)), SettingText.Of(Bytes(path)));
        }
        catch (KaceAadException e)
        {
            throw e.In(OneLine.Of(path, LongestPath));
        }
    }

    internal static IReadOnlyList<SettingRow> Rows(string file, string text)
    {
        var isJson = text.AsSpan().TrimStart() is ['[' or '{', ..];
        var rows = new List<SettingRow>();
        foreach (var row in isJson ? SettingJson.Read(file, text) : SettingCsv.Read(file, text))
        {
            rows.Add(row);
            if (rows.Count > MaxRows)
            {
                throw TooLarge($"it has more than {MaxRows.ToString(CultureInfo.InvariantCulture)} rows");
            }
        }

        if (rows.Count == 0)
        {
            throw new KaceAadException(
                ErrorCodes.SettingFileEmpty, "There is no row in it.", "Write a row for each tenant, with the three URIs that KACE Cloud shows in Settings > Windows Settings > Azure AD.");
        }

        RefuseRepeatedTenants(rows);
        return rows;
    }

    internal static KaceAadException Invalid(string what, string recommendedAction, Exception? inner = null) =>
        new(ErrorCodes.SettingFileInvalid, $"It cannot be read: {what}.", recommendedAction, inner);

    internal static KaceAadException TooLarge(string what) => new(
        ErrorCodes.SettingFileTooLarge, $"It is not read: {what}.", "Give a file that holds nothing but a row for each tenant; in CSV, see that no quotation mark is left open.");

    private static byte[] Bytes(string path)
    {
        try
        {
            // Open in a spreadsheet meanwhile is no hindrance.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            var part = new byte[64 * 1024];
            for (int count; (count = file.Read(part, 0, part.Length)) > 0;)
            {
                content.Write(part, 0, count);
                if (content.Length > MaxLength)
                {
                    throw TooLarge($"it is larger than {(MaxLength / 1024 / 1024).ToString(CultureInfo.InvariantCulture)} MB");
                }
            }

            return content.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KaceAadException(
                ErrorCodes.SettingFileNotFound, "There is no such file.", "Give the path of a CSV or JSON file; for several, pipe what Get-ChildItem finds.", e) { Target = path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            var reason = Directory.Exists(path) ? "It is a folder." : OneLine.Of(e.Message, LongestPath);
            throw new KaceAadException(ErrorCodes.SettingFileUnreadable, $"The file cannot be opened or read: {reason}", "Give the path of a CSV or JSON file that you may read.", e) { Target = path };
        }
    }

    // Which of two rows is meant cannot be known, and both would be done to the same tenant.
    private static void RefuseRepeatedTenants(List<SettingRow> rows)
    {
        var seen = new Dictionary<string, SettingRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            if (row.TenantId is not { } tenant)
            {
                continue;
            }

            var key = GivenId.Of(tenant) ?? tenant;
            if (seen.TryGetValue(key, out var first))
            {
                throw new KaceAadException(
                    ErrorCodes.SettingTenantRepeated, $"{first.Number} and {row.Number} are for the same tenant, {OneLine.Of(tenant)}.", "Keep one row for each tenant.");
            }

            seen.Add(key, row);
        }
    }
}
