using KaceAzureAd.Errors;
using KaceAzureAd.Operations;
using KaceAzureAd.Report.Writers;

namespace KaceAzureAd.Report;

/// <summary>The formats of a report.</summary>
public enum ReportFormat
{
    /// <summary>One page for a browser and for paper, complete in itself.</summary>
    Html,

    /// <summary>JUnit's XML, which CI systems read: a suite for each tenant.</summary>
    JUnit,

    /// <summary>Markdown with tables, for a forge or a wiki.</summary>
    Markdown,

    /// <summary>JSON, for programs.</summary>
    Json,

    /// <summary>CSV with a row for each line of the report, for a spreadsheet.</summary>
    Csv,
}

/// <summary>A report as a file: whole, or not there.</summary>
public static class ReportFile
{
    private static readonly (string Extension, ReportFormat Format)[] Extensions =
    [
        (".html", ReportFormat.Html), (".htm", ReportFormat.Html), (".xml", ReportFormat.JUnit), (".md", ReportFormat.Markdown), (".json", ReportFormat.Json), (".csv", ReportFormat.Csv),
    ];

    /// <summary>The format that a file's name stands for.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.ReportFormatUnknown</c>.</exception>
    public static ReportFormat FormatOf(string path)
    {
        var extension = Path.GetExtension(path);
        foreach (var known in Extensions)
        {
            if (string.Equals(known.Extension, extension, StringComparison.OrdinalIgnoreCase))
            {
                return known.Format;
            }
        }

        throw new KaceAadException(
            ErrorCodes.ReportFormatUnknown,
            extension.Length == 0 ? $"'{path}' has no extension that says which format the report is to have." : $"No format of a report has the extension '{OneLine.Of(extension)}'.",
            $"Give a path that ends in {string.Join(", ", Extensions.Select(e => e.Extension))}, or say with -Format which format it is to have.") { Target = path };
    }

    /// <summary>Fails where the report cannot be written for a reason that can be seen before the work.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.ReportExists</c> or <c>KaceAad.ReportNotWritable</c>.</exception>
    public static void Demand(string path, bool replace)
    {
        if (OwnFile.Objection(path) is { } objection)
        {
            throw NotWritable(path, objection, null);
        }

        if (File.Exists(path) && !replace)
        {
            throw Exists(path, null);
        }
    }

    /// <summary>
    /// Writes a report, whole or not at all; it is its owner's alone, as journals and plans are.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="format">The format.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.ReportExists</c> or <c>KaceAad.ReportNotWritable</c>.</exception>
    public static void Save(KaceAadReport report, string path, ReportFormat format, bool replace, CancellationToken cancellationToken)
    {
        Demand(path, replace);
        try
        {
            OwnFile.Write(path, replace, file => Write(report, file, format, cancellationToken), cancellationToken);
        }
        catch (IOException e) when (!replace && File.Exists(path))
        {
            throw Exists(path, e); // Somebody was faster.
        }
        catch (Exception e) when (OwnFile.IsAboutFiles(e))
        {
            throw NotWritable(path, e.Message, e);
        }
    }

    /// <summary>Writes a report to a stream. The same report gives the same bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="format">The format.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static void Write(KaceAadReport report, Stream stream, ReportFormat format, CancellationToken cancellationToken)
    {
        Action<KaceAadReport, Stream, CancellationToken> write = format switch
        {
            ReportFormat.Html => HtmlReport.Write,
            ReportFormat.JUnit => JUnitReport.Write,
            ReportFormat.Markdown => MarkdownReport.Write,
            ReportFormat.Json => JsonReport.Write,
            ReportFormat.Csv => CsvReport.Write,
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
        write(report, stream, cancellationToken);
    }

    private static KaceAadException Exists(string path, Exception? inner) =>
        new(ErrorCodes.ReportExists, $"'{path}' is there already.", "Give another path, or -Force to replace it.", inner) { Target = path };

    private static KaceAadException NotWritable(string path, string why, Exception? inner) => new(
        ErrorCodes.ReportNotWritable, $"The report cannot be written to '{path}': {OneLine.Of(why, 500).TrimEnd('.')}.", "Give the path of a file in a folder that is there and can be written.", inner) { Target = path };
}
