using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CsvHelper;
using KaceAzureAd.Report;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KaceAzureAd.Core.Tests.Report;

/// <summary>A report in each format, read back by a reader of that format.</summary>
public sealed class WriterTests
{
    private static readonly MarkdownPipeline Forge = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    public static TheoryData<ReportFormat> Formats => [.. Enum.GetValues<ReportFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_same_report_is_the_same_bytes_in_every_culture(ReportFormat format)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var first = Bytes(SampleReports.Of(7), format);
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            Assert.Equal(first, Bytes(SampleReports.Of(7), format));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Nothing_that_a_terminal_obeys_or_that_turns_text_around_is_in_it(ReportFormat format)
    {
        var text = Text(SampleReports.Hostile(SampleReports.HostileTexts), format);

        Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.DoesNotContain(text[1..], c => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200B' or '\uFEFF' or '\uFFFE' or '\uFFFF'); // But for the mark at the beginning.
        Assert.Contains(format == ReportFormat.Json ? "\\\\u202Eevil" : "u202Eevil", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Writing_stops_when_it_is_cancelled(ReportFormat format) =>
        Assert.ThrowsAny<OperationCanceledException>(() => ReportFile.Write(SampleReports.Of(2), new MemoryStream(), format, new CancellationToken(canceled: true)));

    [Fact]
    public void JUnit_is_valid_and_its_counts_are_those_of_its_cases()
    {
        foreach (var report in new[] { SampleReports.Of(1), SampleReports.Of(7), SampleReports.Hostile(SampleReports.HostileTexts) })
        {
            var document = JUnit(report);

            var suites = document.Root!.Elements().ToList();
            Assert.Equal(report.Tenants.Count, suites.Count);
            Assert.All(suites, s =>
            {
                Assert.Equal((int)s.Attribute("tests")!, s.Elements("testcase").Count());
                Assert.Equal((int)s.Attribute("failures")!, s.Descendants("failure").Count());
                Assert.Equal((int)s.Attribute("errors")!, s.Descendants("error").Count());
                Assert.Equal((int)s.Attribute("skipped")!, s.Descendants("skipped").Count());
            });
        }
    }

    [Fact]
    public void JUnit_tells_failures_from_errors_and_what_to_do()
    {
        var suites = JUnit(SampleReports.Of(3)).Root!.Elements().ToList();

        var failure = Assert.Single(suites[1].Descendants("failure"));
        Assert.Equal(("MdmUserScope", "Contoso 2.ConnectionChecks"), ((string)failure.Parent!.Attribute("name")!, (string)failure.Parent.Attribute("classname")!));
        Assert.Contains("What to do: Run Set-KaceMdmUserScope", failure.Value, StringComparison.Ordinal);
        Assert.Equal("SignInEvidence", (string)Assert.Single(suites[2].Descendants("skipped")).Parent!.Attribute("name")!);
        Assert.Equal("2026-11-24T21:30:05", (string)suites[0].Attribute("timestamp")!);

        var error = JUnit(SampleReports.Hostile("x")).Descendants("error").Single();
        Assert.Equal("KaceAad.Unexpected", (string)error.Attribute("type")!);
    }

    [Fact]
    public void Json_has_the_documented_shape()
    {
        using var json = JsonDocument.Parse(Bytes(SampleReports.Of(7), ReportFormat.Json));
        var root = json.RootElement;

        Assert.Equal((1, "2026-11-24T21:30:05Z", 7), (root.GetProperty("schema").GetInt32(), root.GetProperty("createdAt").GetString(), root.GetProperty("tenants").GetArrayLength()));
        var tenant = root.GetProperty("tenants")[1];
        Assert.Equal(("Contoso 2", "Failed", 7), (tenant.GetProperty("name").GetString(), tenant.GetProperty("verdict").GetString(), tenant.GetProperty("devices").GetInt32()));
        Assert.Equal((1, 23), (tenant.GetProperty("counts").GetProperty("failed").GetInt32(), tenant.GetProperty("counts").GetProperty("passed").GetInt32()));
        Assert.Equal("None", tenant.GetProperty("mdmUserScopes")[0].GetProperty("scope").GetString());
        var failed = tenant.GetProperty("sections").EnumerateArray().SelectMany(s => s.GetProperty("entries").EnumerateArray()).Single(e => e.GetProperty("outcome").GetString() == "Failed");
        Assert.Equal(
            ["name", "status", "outcome", "severity", "expected", "actual", "message", "remediation", "evidence"],
            failed.EnumerateObject().Select(p => p.Name));

        var names = Names(SampleReports.Hostile(SampleReports.HostileTexts), ReportFormat.Json);
        Assert.Equal(SampleReports.HostileTexts[0], names[0]);
    }

    [Fact]
    public void Csv_has_a_row_for_each_line_and_no_cell_that_a_spreadsheet_would_compute()
    {
        var rows = Csv(SampleReports.Of(7));
        Assert.Equal((7 * 24) - 1 + 7, rows.Count); // One check fewer of one tenant, and a scope of each.
        Assert.Equal("MdmUserScope", Assert.Single(rows, r => r["Outcome"] == "Failed")["Name"]);

        var hostile = Csv(SampleReports.Hostile(SampleReports.HostileTexts));
        Assert.Equal(4 * SampleReports.HostileTexts.Length, hostile.Count);
        Assert.All(hostile.SelectMany(r => r.Values), v => Assert.False(v.Length > 0 && v[0] is ('=' or '+' or '-' or '@' or '\t' or '\r'), v));
        Assert.Contains(hostile, r => r["Name"] == "'=cmd|' /C calc'!A0");
    }

    [Fact]
    public void Markdown_has_the_tables_and_shows_the_texts_as_they_are()
    {
        var report = SampleReports.Hostile(SampleReports.HostileTexts);
        var document = Markdown.Parse(Text(report, ReportFormat.Markdown), Forge);

        var tables = document.Descendants<Table>().ToList();
        Assert.Equal(1 + (4 * report.Tenants.Count), tables.Count);
        Assert.All(tables, t => Assert.All(t.Cast<TableRow>(), r => Assert.Equal(((TableRow)t[0]).Count, r.Count)));
        Assert.All(tables.Skip(1), t => Assert.Equal(2, t.Count));
        Assert.Equal(2 + (5 * report.Tenants.Count), document.Descendants<HeadingBlock>().Count());
        Assert.Empty(document.Descendants<LinkInline>());
        Assert.Empty(document.Descendants<AutolinkInline>());
        Assert.Empty(document.Descendants<CodeInline>());
        Assert.Empty(document.Descendants<FencedCodeBlock>());
        Assert.Empty(document.Descendants<HtmlBlock>());
        Assert.Empty(document.Descendants<ListBlock>());
        Assert.All(document.Descendants<HtmlInline>(), h => Assert.Equal("<!-- -->", h.Tag));

        // Bold is the verdict alone.
        Assert.Equal(report.Tenants.Count, document.Descendants<EmphasisInline>().Count());
        var shown = Markdown.ToPlainText(Text(report, ReportFormat.Markdown), Forge);
        Assert.All(report.Tenants, t => Assert.Contains(t.Name!, shown.Replace("<!-- -->", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void Html_is_well_formed_and_asks_for_nothing_from_elsewhere()
    {
        var html = Text(SampleReports.Hostile(SampleReports.HostileTexts), ReportFormat.Html);

        Assert.Contains("default-src 'none'; style-src 'sha256-", html, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(?!#)", html);
        Assert.Equal(1, html.Split("<script").Length - 1);
        Assert.Equal(1, html.Split("<style").Length - 1);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    private static byte[] Bytes(KaceAadReport report, ReportFormat format)
    {
        var stream = new MemoryStream();
        ReportFile.Write(report, stream, format, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private static string Text(KaceAadReport report, ReportFormat format) => Encoding.UTF8.GetString(Bytes(report, format));

    private static string[] Names(KaceAadReport report, ReportFormat format)
    {
        using var json = JsonDocument.Parse(Bytes(report, format));
        return [.. json.RootElement.GetProperty("tenants").EnumerateArray().Select(t => t.GetProperty("name").GetString()!)];
    }

    private static List<Dictionary<string, string>> Csv(KaceAadReport report)
    {
        using var csv = new CsvReader(new StringReader(Text(report, ReportFormat.Csv).TrimStart('\uFEFF')), CultureInfo.InvariantCulture);
        var rows = new List<Dictionary<string, string>>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(c => c, c => csv[c]!, StringComparer.Ordinal));
        }

        return rows;
    }

    private static XDocument JUnit(KaceAadReport report)
    {
        var document = XDocument.Load(new MemoryStream(Bytes(report, ReportFormat.JUnit)));
        var schemas = new XmlSchemaSet();
        using var schema = XmlReader.Create(typeof(WriterTests).Assembly.GetManifestResourceStream("junit.xsd")!);
        schemas.Add(null, schema);
        document.Validate(schemas, (_, e) => Assert.Fail(e.Message));
        return document;
    }
}
