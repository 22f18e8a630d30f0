namespace KaceAzureAd.Report.Writers;

/// <summary>One tenant: how it stands, who is in scope, and each section as a table.</summary>
internal static class TenantHtml
{
    public static void Body(HtmlWriter html, ReportTenant tenant, int heading)
    {
        Glance(html, tenant);
        var title = $"h{ReportText.Number(heading)}";
        foreach (var scope in tenant.Scopes)
        {
            using (html.In("section", ("class", "scope")))
            {
                using (html.In(title))
                {
                    html.Text("MDM user scope of ");
                    html.Element("bdi", scope.Application);
                }

                ScopePicture.Write(html, scope);
            }
        }

        var evidence = tenant.Sections.SelectMany(s => s.Entries).SelectMany(e => e.Evidence).Distinct(StringComparer.Ordinal).ToList();
        foreach (var section in tenant.Sections)
        {
            html.Break();
            using (html.In("section"))
            {
                html.Element(title, section.Title);
                Table(html, section, evidence);
            }
        }

        if (evidence.Count > 0)
        {
            html.Break();
            using (html.In("section", ("class", "evidence")))
            {
                html.Element(title, "Evidence");
                html.Element("p", "Request ids of Microsoft Graph, by which Microsoft's support finds what was answered. The numbers stand beside what rests on them.");
                using (html.In("ol"))
                {
                    foreach (var id in evidence)
                    {
                        using (html.In("li"))
                        {
                            html.Element("code", id);
                        }
                    }
                }
            }
        }
    }

    private static void Glance(HtmlWriter html, ReportTenant tenant)
    {
        using (html.In("div", ("class", $"glance {OverviewHtml.Class(tenant.Verdict)}")))
        {
            html.Element("p", tenant.InWords, ("class", "words"), ("dir", "auto"));
            var counts = ReportText.Counts(tenant);
            html.Element("p", counts.Length == 0 ? null : counts, ("class", "counts"));
            html.Element("p", tenant.Devices switch
            {
                null => null,
                1 => "1 device enrolled",
                { } devices => $"{ReportText.Number(devices)} devices enrolled",
            }, ("class", "counts"));
        }
    }

    private static void Table(HtmlWriter html, ReportSection section, List<string> evidence)
    {
        using (html.In("table", ("class", section.Values is null ? "lines two" : $"lines {section.Kind}")))
        {
            html.Element("caption", Caption(section));
            using (html.In("thead"))
            using (html.In("tr"))
            {
                string[] columns = section.Values is { } values ? ["Status", section.Subject, values.First, values.Second] : ["Status", section.Subject];
                foreach (var column in columns)
                {
                    html.Element("th", column, ("scope", "col"));
                }
            }

            using (html.In("tbody"))
            {
                foreach (var entry in section.Entries)
                {
                    Row(html, section, entry, evidence);
                }
            }
        }
    }

    private static void Row(HtmlWriter html, ReportSection section, ReportEntry entry, List<string> evidence)
    {
        // As few elements as will do: a report of many tenants has very many of these rows.
        using (html.In("tr", ("class", Class(entry.Outcome))))
        {
            html.Element("td", Words(entry.Status));
            using (html.In("th", ("scope", "row")))
            {
                html.Element("b", entry.Name);
                if (entry.At is { } at)
                {
                    html.Element("time", ReportText.Readable(at), ("datetime", ReportText.Iso(at)));
                }

                html.Text(entry.Message ?? "");
                if (entry.Remediation is not null)
                {
                    using (html.In("p", ("class", "todo")))
                    {
                        html.Element("strong", "What to do: ");
                        html.Text(entry.Remediation);
                    }
                }

                if (entry.ErrorId is not null || entry.Evidence.Count > 0)
                {
                    string[] small =
                    [
                        .. entry.ErrorId is null ? [] : new[] { entry.ErrorId },
                        .. entry.Evidence.Count == 0 ? [] : new[] { $"Evidence {string.Join(", ", entry.Evidence.Select(id => ReportText.Number(evidence.IndexOf(id) + 1)))}" },
                    ];
                    html.Element("small", string.Join(" \u00B7 ", small));
                }
            }

            if (section.Values is not null)
            {
                html.Element("td", entry.Expected ?? entry.Before ?? "\u2013");
                html.Element("td", entry.Actual ?? entry.After ?? "\u2013");
            }
        }
    }

    private static string Caption(ReportSection section)
    {
        var statuses = section.Entries.GroupBy(e => e.Status, StringComparer.Ordinal).Select(s => $"{ReportText.Number(s.Count())} {Words(s.Key).ToLowerInvariant()}");
        var subject = section.Subject == "URI" ? section.Subject : section.Subject.ToLowerInvariant();
        return $"{ReportText.Number(section.Entries.Count)} {subject}{(section.Entries.Count == 1 ? "" : "s")}: {string.Join(", ", statuses)}";
    }

    // NothingToDo as Nothing to do.
    private static string Words(string status) => string.Concat(status.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));

    private static string Class(ReportOutcome outcome) => outcome switch
    {
        ReportOutcome.Passed => "good",
        ReportOutcome.Warning => "warn",
        ReportOutcome.Skipped or ReportOutcome.Pending => "open",
        ReportOutcome.Failed => "bad",
        _ => "none",
    };
}
