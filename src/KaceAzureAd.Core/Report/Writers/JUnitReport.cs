using System.Globalization;
using System.Text;
using System.Xml;

namespace KaceAzureAd.Report.Writers;

/// <summary>
/// JUnit's XML as Ant writes it and CI systems read it: a suite for each tenant, and in it a test case for each line that says something good or bad. What is not as it
/// should be is a failure; work that failed or waits, with an error id, is an error; what was not looked at or is still to be done is skipped.
/// </summary>
internal static class JUnitReport
{
    private enum Result
    {
        Passed,
        Failure,
        Error,
        Skipped,
    }

    public static void Write(KaceAadReport report, Stream stream, CancellationToken cancellationToken)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" });
        xml.WriteStartDocument();

        // Without the totals that some tools put here: Ant's format has none, and each reader adds the suites up.
        xml.WriteStartElement("testsuites");
        for (var i = 0; i < report.Tenants.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Suite(xml, report, report.Tenants[i], i);
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void Suite(XmlWriter xml, KaceAadReport report, ReportTenant tenant, int number)
    {
        var cases = tenant.Sections.SelectMany(s => s.Entries.Where(e => e.Outcome != ReportOutcome.Information).Select(e => (Section: s, Entry: e, Result: Of(e)))).ToList();
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", tenant.Label);
        xml.WriteAttributeString("package", "KaceAzureAd");
        xml.WriteAttributeString("id", ReportText.Number(number));

        // UTC; the format allows no time zone.
        xml.WriteAttributeString("timestamp", report.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("hostname", "localhost");
        xml.WriteAttributeString("tests", ReportText.Number(cases.Count));
        xml.WriteAttributeString("failures", Count(Result.Failure));
        xml.WriteAttributeString("errors", Count(Result.Error));
        xml.WriteAttributeString("skipped", Count(Result.Skipped));
        xml.WriteAttributeString("time", "0");
        xml.WriteStartElement("properties");
        Property(xml, "title", report.Title);
        Property(xml, "tenantId", tenant.TenantId);
        Property(xml, "verdict", tenant.InWords);
        foreach (var scope in tenant.Scopes)
        {
            Property(xml, "mdmUserScope", $"{scope.Application}: {scope.Scope}{(scope.Groups.Count == 0 ? "" : $" ({string.Join(", ", scope.Groups.Select(ReportText.InWords))})")}");
        }

        if (tenant.Devices is { } devices)
        {
            Property(xml, "devices", ReportText.Number(devices));
        }

        xml.WriteEndElement();
        foreach (var (section, entry, result) in cases)
        {
            Case(xml, tenant, section, entry, result);
        }

        xml.WriteElementString("system-out", "");
        xml.WriteElementString("system-err", "");
        xml.WriteEndElement();

        string Count(Result result) => ReportText.Number(cases.Count(c => c.Result == result));
    }

    private static void Case(XmlWriter xml, ReportTenant tenant, ReportSection section, ReportEntry entry, Result result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", $"{tenant.Label}.{section.Kind}");
        xml.WriteAttributeString("name", entry.Name);
        xml.WriteAttributeString("time", "0");
        if (result != Result.Passed)
        {
            xml.WriteStartElement(result.ToString().ToLowerInvariant());
            xml.WriteAttributeString("message", entry.Message ?? entry.Status);
            if (result != Result.Skipped)
            {
                xml.WriteAttributeString("type", entry.ErrorId ?? entry.Status);
            }

            xml.WriteString(Details(section, entry));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Details(ReportSection section, ReportEntry entry)
    {
        (string Name, string? Value)[] details =
        [
            ("Status", entry.Status), (section.Values?.First ?? "", entry.Expected ?? entry.Before), (section.Values?.Second ?? "", entry.Actual ?? entry.After),
            ("What to do", entry.Remediation), ("Evidence", entry.Evidence.Count == 0 ? null : string.Join(" ", entry.Evidence)),
        ];
        return string.Join("\n", details.Where(d => d.Value is not null).Select(d => $"{d.Name}: {d.Value}"));
    }

    private static Result Of(ReportEntry entry) => entry switch
    {
        { ErrorId: not null } => Result.Error,
        { Outcome: ReportOutcome.Failed } => Result.Failure,
        { Outcome: ReportOutcome.Skipped or ReportOutcome.Pending } => Result.Skipped,
        _ => Result.Passed,
    };

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("value", value);
        xml.WriteEndElement();
    }
}
