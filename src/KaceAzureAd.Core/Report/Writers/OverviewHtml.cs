namespace KaceAzureAd.Report.Writers;

/// <summary>Many tenants at a glance: how many stand how, and a row for each.</summary>
internal static class OverviewHtml
{
    // Enough for whichever tenant has the most to tell; what else there is, its own part shows.
    private static readonly (string Heading, ReportOutcome Outcome)[] Counts =
        [("Failed", ReportOutcome.Failed), ("To be done", ReportOutcome.Pending), ("Skipped", ReportOutcome.Skipped), ("Warnings", ReportOutcome.Warning), ("Passed", ReportOutcome.Passed)];

    public static string Anchor(int tenant) => $"tenant-{ReportText.Number(tenant + 1)}";

    public static void Write(HtmlWriter html, KaceAadReport report)
    {
        using (html.In("section", ("aria-labelledby", "overview")))
        {
            html.Element("h2", "Overview", ("id", "overview"));
            Verdicts(html, report);

            // The script shows this: without it there is nothing to filter with.
            using (html.In("form", ("class", "filter"), ("role", "search"), ("aria-label", "Tenants"), ("hidden", "hidden")))
            {
                using (html.In("label"))
                {
                    html.Text("Name or id ");
                    html.Empty("input", ("type", "search"), ("name", "text"), ("autocomplete", "off"));
                }

                using (html.In("label"))
                {
                    html.Text("Verdict ");
                    using (html.In("select", ("name", "verdict")))
                    {
                        html.Element("option", "Any", ("value", ""));
                        foreach (var (verdict, _) in ReportText.Verdicts(report))
                        {
                            html.Element("option", ReportText.InWords(verdict), ("value", verdict.ToString()));
                        }
                    }
                }

                html.Element("p", $"{ReportText.Number(report.Tenants.Count)} tenants", ("role", "status"), ("class", "count"));
            }

            using (html.In("div", ("class", "scroll"), ("role", "region"), ("aria-label", "Table of tenants"), ("tabindex", "0")))
            {
                Table(html, report);
            }
        }
    }

    /// <summary>A verdict by mark, colour and words.</summary>
    public static void Verdict(HtmlWriter html, ReportVerdict verdict) => html.Element("span", ReportText.InWords(verdict), ("class", $"verdict {Class(verdict)}"));

    public static string Class(ReportVerdict verdict) => verdict switch
    {
        ReportVerdict.Well => "good",
        ReportVerdict.WellWithWarnings => "warn",
        ReportVerdict.Incomplete => "open",
        ReportVerdict.Failed => "bad",
        _ => "none",
    };

    private static void Verdicts(HtmlWriter html, KaceAadReport report)
    {
        var verdicts = ReportText.Verdicts(report).ToList();
        using (html.In("dl", ("class", "tiles")))
        {
            Tile(html, "Tenants", report.Tenants.Count, "none");
            foreach (var (verdict, count) in verdicts)
            {
                Tile(html, ReportText.InWords(verdict), count, Class(verdict));
            }
        }

        // How large each part is; the numbers above say the same.
        using (html.In("svg", ("class", "share"), ("viewBox", $"0 0 {ReportText.Number(report.Tenants.Count)} 1"), ("preserveAspectRatio", "none"), ("aria-hidden", "true")))
        {
            var left = 0;
            foreach (var (verdict, count) in verdicts)
            {
                html.Empty("rect", ("class", Class(verdict)), ("x", ReportText.Number(left)), ("width", ReportText.Number(count)), ("height", "1"));
                left += count;
            }
        }
    }

    private static void Tile(HtmlWriter html, string name, int count, string style)
    {
        using (html.In("div", ("class", style)))
        {
            html.Element("dt", name);
            html.Element("dd", ReportText.Number(count));
        }
    }

    private static void Table(HtmlWriter html, KaceAadReport report)
    {
        var counts = Counts.Where(c => report.Tenants.Any(t => t.Count(c.Outcome) > 0)).ToList();
        var (hasScopes, hasDevices) = (report.Tenants.Any(t => t.Scopes.Count > 0), report.Tenants.Any(t => t.Devices is not null));
        using (html.In("table", ("id", "overview-table")))
        {
            html.Element("caption", "Tenants, and how each stands. A tenant's name leads to its part of the report.");
            using (html.In("thead"))
            using (html.In("tr"))
            {
                string[] columns = ["Tenant", "Verdict", .. counts.Select(c => c.Heading), .. hasScopes ? ["MDM user scope"] : Array.Empty<string>(), .. hasDevices ? ["Devices"] : Array.Empty<string>()];
                foreach (var column in columns)
                {
                    var isNumber = column == "Devices" || counts.Any(c => c.Heading == column);
                    html.Element("th", column, ("scope", "col"), ("class", isNumber ? "number" : null));
                }
            }

            using (html.In("tbody"))
            {
                for (var i = 0; i < report.Tenants.Count; i++)
                {
                    var tenant = report.Tenants[i];
                    html.Break();
                    using (html.In("tr", ("data-verdict", tenant.Verdict.ToString())))
                    {
                        using (html.In("th", ("scope", "row"), ("dir", "auto")))
                        {
                            html.Element("a", tenant.Label, ("href", $"#{Anchor(i)}"), ("class", tenant.Name is null ? "id" : null));
                            html.Element("small", tenant.Name is null ? null : tenant.TenantId, ("class", "id"));
                        }

                        using (html.In("td", ("data-order", ReportText.Number((int)tenant.Verdict))))
                        {
                            Verdict(html, tenant.Verdict);
                        }

                        foreach (var (_, outcome) in counts)
                        {
                            var count = tenant.Count(outcome);
                            html.Element("td", ReportText.Number(count), ("class", count == 0 ? "number zero" : "number"));
                        }

                        if (hasScopes)
                        {
                            html.Element("td", string.Join(", ", tenant.Scopes.Select(s => s.Scope)));
                        }

                        if (hasDevices)
                        {
                            html.Element("td", tenant.Devices is { } devices ? ReportText.Number(devices) : "", ("class", "number"));
                        }
                    }
                }
            }
        }
    }
}
