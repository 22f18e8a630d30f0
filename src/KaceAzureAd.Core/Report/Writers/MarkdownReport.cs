using System.Text;

namespace KaceAzureAd.Report.Writers;

/// <summary>Markdown with tables, as forges show it. Every text is written so that it shows as it is, whatever names stand in it.</summary>
internal static class MarkdownReport
{
    public static void Write(KaceAadReport report, Stream stream, CancellationToken cancellationToken)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine($"# {Plain(report.Title)}");
        Paragraph(text, $"Made {ReportText.Readable(report.CreatedAt)} by {KaceAadReport.Generator}.");
        foreach (var summary in report.Summaries)
        {
            Paragraph(text, Plain(summary));
        }

        if (report.Tenants.Count > 1)
        {
            Overview(text, report);
        }

        foreach (var tenant in report.Tenants)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Tenant(text, tenant);
        }
    }

    private static void Overview(TextWriter text, KaceAadReport report)
    {
        Heading(text, 2, "Overview");
        Paragraph(text, $"{ReportText.Number(report.Tenants.Count)} tenants: {string.Join(", ", ReportText.Verdicts(report).Select(v => $"{ReportText.Number(v.Count)} {ReportText.InWords(v.Verdict).ToLowerInvariant()}"))}.");
        Table(text, ["Tenant", "Tenant id", "Verdict", "Lines", "MDM user scope", "Devices"], report.Tenants.Select(t => new[]
        {
            t.Name, t.TenantId, ReportText.InWords(t.Verdict), ReportText.Counts(t), string.Join("; ", t.Scopes.Select(s => s.Scope)), t.Devices is { } devices ? ReportText.Number(devices) : null,
        }));
    }

    private static void Tenant(TextWriter text, ReportTenant tenant)
    {
        Heading(text, 2, Plain(tenant.Label));
        Paragraph(text, $"**{Plain(tenant.InWords)}**");
        var counts = ReportText.Counts(tenant);
        Paragraph(text, $"Tenant {Plain(tenant.TenantId)}.{(counts.Length == 0 ? "" : $" {counts}.")}{(tenant.Devices is { } devices ? $" Devices enrolled: {ReportText.Number(devices)}." : "")}");
        if (tenant.Scopes.Count > 0)
        {
            Heading(text, 3, "MDM user scope");
            Table(text, ["Application", "Scope", "Who is in it", "Groups"], tenant.Scopes.Select(s => new[]
            {
                s.Application, s.Scope.ToString(), s.InWords, string.Join("; ", s.Groups.Select(ReportText.InWords)),
            }));
        }

        foreach (var section in tenant.Sections)
        {
            Heading(text, 3, section.Title);
            Section(text, section);
        }
    }

    private static void Section(TextWriter text, ReportSection section)
    {
        string[] values = section.Values is { } both ? [both.First, both.Second] : [];
        Table(text, ["Status", section.Subject, .. values, "Message", "What to do"], section.Entries.Select(e =>
        {
            string?[] sideBySide = section.Values is null ? [] : [e.Expected ?? e.Before, e.Actual ?? e.After];
            return (string?[])[e.Status, e.At is { } at ? $"{e.Name} ({ReportText.Iso(at)})" : e.Name, .. sideBySide, e.Message, e.Remediation];
        }));
    }

    private static void Heading(TextWriter text, int level, string heading) => text.Write($"\n{new string('#', level)} {heading}\n");

    private static void Paragraph(TextWriter text, string paragraph) => text.Write($"\n{paragraph}\n");

    private static void Table(TextWriter text, string[] columns, IEnumerable<string?[]> rows)
    {
        text.Write($"\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => " --- |"))}\n");
        foreach (var row in rows)
        {
            text.Write($"| {string.Join(" | ", row.Select(v => Plain(v ?? "")))} |\n");
        }
    }

    /// <summary>
    /// A text that shows as it is: every mark that may mean something has a backslash. A backslash is not enough where a forge looks for addresses and
    /// names after it has read the Markdown; a comment parts them.
    /// </summary>
    private static string Plain(string value)
    {
        var plain = new StringBuilder(value.Length + 16);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var isMark = "\\`*_{}[]<>#&|~$^@".IndexOf(c) >= 0
                || (c == ':' && string.CompareOrdinal(value, i, "://", 0, 3) == 0)
                || (c == '.' && i >= 3 && string.Compare(value, i - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0);
            _ = (isMark ? plain.Append('\\') : plain).Append(c);
            if (c == '@')
            {
                plain.Append("<!-- -->");
            }
        }

        return plain.ToString();
    }
}
