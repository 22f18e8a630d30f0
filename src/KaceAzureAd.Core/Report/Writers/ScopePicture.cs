using KaceAzureAd.Mobility;

namespace KaceAzureAd.Report.Writers;

/// <summary>
/// An MDM user scope as a picture of who is in it: people in a frame that stands for the tenant, filled where their devices are managed, and for Some a frame for each
/// group. How many are drawn means nothing; the numbers are in the text beside. Each picture is there once, however many tenants show it.
/// </summary>
internal static class ScopePicture
{
    private const int MostGroups = 4;
    private const int Columns = 12;
    private const int Rows = 2;
    private const int Step = 20;

    /// <summary>The pictures that the report shows.</summary>
    public static void Symbols(HtmlWriter html, KaceAadReport report)
    {
        var pictures = report.Tenants.SelectMany(t => t.Scopes).Select(s => (Id: Id(s), s.Scope, Groups: Frames(s))).Distinct().OrderBy(p => p.Id, StringComparer.Ordinal).ToList();
        if (pictures.Count == 0)
        {
            return;
        }

        using (html.In("svg", ("class", "symbols"), ("width", "0"), ("height", "0"), ("aria-hidden", "true")))
        {
            foreach (var (id, scope, groups) in pictures)
            {
                using (html.In("symbol", ("id", id), ("viewBox", "0 0 264 68")))
                {
                    html.Empty("rect", ("class", "frame"), ("x", "1"), ("y", "1"), ("width", "262"), ("height", "66"), ("rx", "8"));
                    for (var g = 0; g < groups; g++)
                    {
                        html.Empty("rect", ("class", "group"), ("x", At(10 + (g * Step * 3))), ("y", "6"), ("width", "44"), ("height", "56"), ("rx", "6"));
                    }

                    for (var i = 0; i < Columns * Rows; i++)
                    {
                        Person(html, i % Columns, i / Columns, scope == MdmUserScope.All || (i % Columns / 3 < groups && i % Columns % 3 < 2));
                    }
                }
            }
        }
    }

    public static void Write(HtmlWriter html, ReportScope scope)
    {
        using (html.In("figure"))
        {
            using (html.In("svg", ("class", "people"), ("viewBox", "0 0 264 68"), ("role", "img"), ("aria-label", scope.InWords)))
            {
                html.Empty("use", ("href", $"#{Id(scope)}"));
            }

            using (html.In("figcaption"))
            {
                html.Element("p", scope.InWords);
                if (scope.Groups.Count > 0)
                {
                    using (html.In("ul"))
                    {
                        foreach (var group in scope.Groups)
                        {
                            html.Element("li", ReportText.InWords(group), ("dir", "auto"));
                        }
                    }
                }
            }
        }
    }

    private static void Person(HtmlWriter html, int column, int row, bool isIn)
    {
        var (x, y) = (22 + (column * Step), 10 + (row * 26));
        html.Empty("path", ("class", isIn ? "in" : "out"), ("d", $"M{At(x - 3)} {At(y + 3)}a3 3 0 1 1 6 0a3 3 0 1 1 -6 0zM{At(x - 6)} {At(y + 20)}v-6a6 6 0 0 1 12 0v6z"));
    }

    private static string Id(ReportScope scope) => scope.Scope == MdmUserScope.Some ? $"scope-some-{At(Frames(scope))}" : $"scope-{scope.Scope.ToString().ToLowerInvariant()}";

    private static int Frames(ReportScope scope) => scope.Scope == MdmUserScope.Some ? Math.Min(scope.Groups.Count, MostGroups) : 0;

    private static string At(int number) => ReportText.Number(number);
}
