using System.Globalization;

namespace KaceAzureAd.Report.Writers;

/// <summary>What all formats write alike.</summary>
internal static class ReportText
{
    /// <summary>For programs: ISO 8601, UTC, whole seconds.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>For people, the same in every culture.</summary>
    public static string Readable(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string InWords(ReportVerdict verdict) => verdict switch
    {
        ReportVerdict.Well => "Well",
        ReportVerdict.WellWithWarnings => "Well, with warnings",
        ReportVerdict.NotJudged => "Facts only",
        ReportVerdict.Incomplete => "Not complete",
        _ => "Not as it should be",
    };

    /// <summary>Counts of a tenant, those that are none left out.</summary>
    public static string Counts(ReportTenant tenant) => string.Join(", ", new[]
    {
        (ReportOutcome.Failed, "failed"), (ReportOutcome.Pending, "to be done"), (ReportOutcome.Skipped, "skipped"), (ReportOutcome.Warning, "with a warning"), (ReportOutcome.Passed, "passed"),
    }.Select(o => (Count: tenant.Count(o.Item1), o.Item2)).Where(o => o.Count > 0).Select(o => $"{Number(o.Count)} {o.Item2}"));

    public static string InWords(ReportGroup group) => group.Users switch
    {
        null => group.Name,
        1 => $"{group.Name} (1 user)",
        { } users => $"{group.Name} ({Number(users)} users)",
    };

    /// <summary>How many tenants have each verdict, worst first; those that none has are left out.</summary>
    public static IEnumerable<(ReportVerdict Verdict, int Count)> Verdicts(KaceAadReport report) =>
        Enum.GetValues(typeof(ReportVerdict)).Cast<ReportVerdict>().Reverse().Select(v => (v, report.Count(v))).Where(v => v.Item2 > 0);
}
