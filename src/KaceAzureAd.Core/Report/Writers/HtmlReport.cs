using System.Security.Cryptography;
using System.Text;

namespace KaceAzureAd.Report.Writers;

/// <summary>
/// One page that needs nothing else: no network, one style and one script of its own, and a policy that lets a browser use only these. All of it can be read
/// without the script, which only sorts and filters many tenants.
/// </summary>
internal static class HtmlReport
{
    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");

    private static readonly string Policy =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    public static void Write(KaceAadReport report, Stream stream, CancellationToken cancellationToken)
    {
        using var html = new HtmlWriter(stream);
        using (html.In("html", ("lang", "en")))
        {
            Head(html, report);
            html.Break();
            using (html.In("body"))
            {
                html.Element("a", "Skip to the report", ("href", "#report"), ("class", "skip"));
                ScopePicture.Symbols(html, report);
                Header(html, report);
                using (html.In("main", ("id", "report")))
                {
                    if (report.Tenants.Count == 1)
                    {
                        TenantHtml.Body(html, report.Tenants[0], heading: 2);
                    }
                    else
                    {
                        OverviewHtml.Write(html, report);
                        Tenants(html, report, cancellationToken);
                    }
                }

                Footer(html, report);
                using (html.In("script"))
                {
                    html.Raw(Script);
                }
            }
        }

        html.Break();
    }

    private static void Head(HtmlWriter html, KaceAadReport report)
    {
        using (html.In("head"))
        {
            html.Empty("meta", ("charset", "utf-8"));
            html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
            html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Empty("meta", ("name", "referrer"), ("content", "no-referrer"));
            html.Empty("meta", ("name", "generator"), ("content", KaceAadReport.Generator));
            html.Element("title", report.Title);
            using (html.In("style"))
            {
                html.Raw(Style);
            }
        }
    }

    private static void Header(HtmlWriter html, KaceAadReport report)
    {
        using (html.In("header", ("class", "page")))
        {
            html.Element("h1", report.Title, ("dir", "auto"));
            using (html.In("p", ("class", "made")))
            {
                html.Element("time", ReportText.Readable(report.CreatedAt), ("datetime", ReportText.Iso(report.CreatedAt)));
                if (report.Tenants is [var only])
                {
                    html.Text(" \u00B7 ");
                    if (only.Name is not null)
                    {
                        html.Element("bdi", only.Name);
                        html.Text(" ");
                    }

                    html.Element("code", only.TenantId);
                }
            }
        }
    }

    private static void Tenants(HtmlWriter html, KaceAadReport report, CancellationToken cancellationToken)
    {
        using (html.In("section", ("aria-labelledby", "tenants")))
        {
            html.Element("h2", "Tenants", ("id", "tenants"));
            for (var i = 0; i < report.Tenants.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                html.Break();
                var tenant = report.Tenants[i];
                using (html.In("details", ("class", "tenant")))
                {
                    using (html.In("summary"))
                    {
                        html.Element("h3", tenant.Label, ("dir", "auto"));
                        OverviewHtml.Verdict(html, tenant.Verdict);
                    }

                    // A link to what is in here opens it, also without the script.
                    using (html.In("div", ("id", OverviewHtml.Anchor(i)), ("class", "tenant-body"), ("tabindex", "-1")))
                    {
                        html.Element("p", tenant.Name is null ? null : tenant.TenantId, ("class", "id"));
                        TenantHtml.Body(html, tenant, heading: 4);
                    }
                }
            }
        }
    }

    private static void Footer(HtmlWriter html, KaceAadReport report)
    {
        using (html.In("footer"))
        {
            foreach (var summary in report.Summaries)
            {
                html.Element("p", summary);
            }

            html.Element("p", $"Made by {KaceAadReport.Generator}. Times are UTC.");
        }
    }

    private static string Hash(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
#if NET
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(bytes))}";
#else
        using var sha = SHA256.Create();
        return $"sha256-{Convert.ToBase64String(sha.ComputeHash(bytes))}";
#endif
    }

    // Line ends as a browser sees them, whatever the clone's are: the policy's hash is of these.
    private static string Resource(string name)
    {
        using var text = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!);
        return text.ReadToEnd().Replace("\r\n", "\n");
    }
}
