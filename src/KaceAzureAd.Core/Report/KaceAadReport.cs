using KaceAzureAd.Mobility;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Report;

/// <summary>What the module found and did, in any number of tenants, as one report. It holds no secret: the results that it is made of have none.</summary>
public sealed record KaceAadReport
{
    /// <summary>Its title.</summary>
    public required string Title { get; init => field = OneLine.Text(value); }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init => field = value.ToUniversalTime(); }

    /// <summary>The tenants, in the order in which they first came.</summary>
    public required IReadOnlyList<ReportTenant> Tenants { get; init; }

    /// <summary>How runs over many tenants ended, a sentence each.</summary>
    public IReadOnlyList<string> Summaries { get; init => field = [.. value.Select(v => OneLine.Text(v))]; } = [];

    /// <summary>What made it: the module and its version.</summary>
    public static string Generator { get; } = $"KaceAzureAd {typeof(KaceAadReport).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>How many tenants have this verdict.</summary>
    public int Count(ReportVerdict verdict) => Tenants.Count(t => t.Verdict == verdict);
}

/// <summary>How a tenant stands, from good to bad.</summary>
public enum ReportVerdict
{
    /// <summary>All that was looked at is as it should be.</summary>
    Well,

    /// <summary>It is as it should be, and somebody should know of something.</summary>
    WellWithWarnings,

    /// <summary>Nothing in the report says whether it is as it should be.</summary>
    NotJudged,

    /// <summary>Something that matters was not looked at, or is still to be done.</summary>
    Incomplete,

    /// <summary>Something is not as it should be, or failed.</summary>
    Failed,
}

/// <summary>What one line of a report says of the tenant.</summary>
public enum ReportOutcome
{
    /// <summary>A fact; it is neither good nor bad.</summary>
    Information,

    /// <summary>It is as it should be, or is done.</summary>
    Passed,

    /// <summary>It works, but somebody should know.</summary>
    Warning,

    /// <summary>It was not looked at.</summary>
    Skipped,

    /// <summary>It is still to be done, by the module or by a person.</summary>
    Pending,

    /// <summary>It is not as it should be, or failed.</summary>
    Failed,
}

/// <summary>What a section of a report is about.</summary>
public enum ReportSectionKind
{
    /// <summary>How connecting ended.</summary>
    Connection,

    /// <summary>Whether the tenant is ready to be connected.</summary>
    PrerequisiteChecks,

    /// <summary>Whether the tenant is connected.</summary>
    ConnectionChecks,

    /// <summary>The MDM URIs in Azure AD against KACE Cloud's.</summary>
    MdmUris,

    /// <summary>What is to be done.</summary>
    Plan,

    /// <summary>What was done.</summary>
    Steps,

    /// <summary>Each change that the journal tells of.</summary>
    Changes,

    /// <summary>What was taken back.</summary>
    Undone,

    /// <summary>What drifted since an earlier result.</summary>
    Drift,

    /// <summary>The MDM application.</summary>
    Application,

    /// <summary>What the application was granted.</summary>
    Consent,
}

/// <summary>One tenant of a report.</summary>
public sealed record ReportTenant
{
    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init => field = OneLine.Text(value); }

    /// <summary>The organisation's name, where a result tells it.</summary>
    public string? Name { get; init => field = OneLine.Text(value); }

    /// <summary>The sections that have something to say, in a fixed order.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>The MDM user scopes of applications of this tenant.</summary>
    public IReadOnlyList<ReportScope> Scopes { get; init; } = [];

    /// <summary>How many devices are enrolled; null where that was not looked at.</summary>
    public int? Devices { get; init; }

    /// <summary>How it stands.</summary>
    public ReportVerdict Verdict =>
        Judged.Any(e => e.Outcome == ReportOutcome.Failed) ? ReportVerdict.Failed
        : Judged.Any(e => e.IsOpen) ? ReportVerdict.Incomplete
        : Judged.Any(e => e.Outcome == ReportOutcome.Warning) ? ReportVerdict.WellWithWarnings
        : Judged.Any(e => e.Outcome == ReportOutcome.Passed) ? ReportVerdict.Well
        : ReportVerdict.NotJudged;

    /// <summary>The name where there is one, else the id.</summary>
    public string Label => Name is { Length: > 0 } ? Name : TenantId;

    /// <summary>The lines that say something good or bad.</summary>
    public IEnumerable<ReportEntry> Judged => Sections.SelectMany(s => s.Entries).Where(e => e.Outcome != ReportOutcome.Information);

    /// <summary>How many lines came out so.</summary>
    public int Count(ReportOutcome outcome) => Judged.Count(e => e.Outcome == outcome);

    /// <summary>The verdict in a sentence, with the names of what it rests on.</summary>
    public string InWords
    {
        get
        {
            var open = OneLine.Of(Judged.Where(e => Verdict switch
            {
                ReportVerdict.Failed => e.Outcome == ReportOutcome.Failed,
                ReportVerdict.Incomplete => e.IsOpen,
                _ => e.Outcome == ReportOutcome.Warning,
            }).Select(e => e.Name).Distinct(StringComparer.Ordinal));
            return Verdict switch
            {
                ReportVerdict.Failed => $"Not as it should be: {open}.",
                ReportVerdict.Incomplete => $"Not complete: {open}.",
                ReportVerdict.WellWithWarnings => $"All is well, with warnings: {open}.",
                ReportVerdict.Well => "All that was looked at is as it should be.",
                _ => "Facts only: nothing here says whether all is well.",
            };
        }
    }
}

/// <summary>Lines of a report that belong together.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Entries">Its lines, at least one.</param>
public sealed record ReportSection(ReportSectionKind Kind, IReadOnlyList<ReportEntry> Entries)
{
    /// <summary>Its heading.</summary>
    public string Title => Kind switch
    {
        ReportSectionKind.PrerequisiteChecks => "Prerequisites",
        ReportSectionKind.ConnectionChecks => "Connection checks",
        ReportSectionKind.MdmUris => "MDM URIs",
        ReportSectionKind.Undone => "Taken back",
        ReportSectionKind.Application => "MDM application",
        ReportSectionKind.Consent => "Permissions granted",
        _ => Kind.ToString(),
    };

    /// <summary>What a line is, as a column's heading.</summary>
    public string Subject => Kind switch
    {
        ReportSectionKind.PrerequisiteChecks or ReportSectionKind.ConnectionChecks or ReportSectionKind.Drift => "Check",
        ReportSectionKind.MdmUris => "URI",
        ReportSectionKind.Plan or ReportSectionKind.Steps => "Step",
        ReportSectionKind.Changes or ReportSectionKind.Undone => "Change",
        ReportSectionKind.Consent => "Permission",
        ReportSectionKind.Connection => "Run",
        _ => "Application",
    };

    /// <summary>Headings of the two values that a line has side by side; null where it has none.</summary>
    public (string First, string Second)? Values => Kind switch
    {
        ReportSectionKind.PrerequisiteChecks or ReportSectionKind.ConnectionChecks => ("Expected", "Found"),
        ReportSectionKind.MdmUris => ("KACE Cloud", "Azure AD"),
        ReportSectionKind.Plan => ("Now", "Then"),
        ReportSectionKind.Steps or ReportSectionKind.Changes => ("Before", "After"),
        ReportSectionKind.Drift => ("Before", "Now"),
        _ => null,
    };
}

/// <summary>
/// One line of a report: a check, a step, a change. A check has <see cref="Expected"/> and <see cref="Actual"/>, whatever moves a tenant from one
/// state to another <see cref="Before"/> and <see cref="After"/>. Each text is one line, whatever names stand in it.
/// </summary>
public sealed record ReportEntry
{
    /// <summary>The check's stable name, or what the step or change does.</summary>
    public required string Name { get; init => field = OneLine.Text(value); }

    /// <summary>How it ended, in the module's own word, as in Passed or ForPerson.</summary>
    public required string Status { get; init => field = OneLine.Text(value); }

    /// <summary>What that says of the tenant.</summary>
    public required ReportOutcome Outcome { get; init; }

    /// <summary>How bad it is when it is not as it should be; of checks only.</summary>
    public string? Severity { get; init => field = OneLine.Text(value); }

    /// <summary>When it was; null where that is not known.</summary>
    public DateTimeOffset? At { get; init => field = value?.ToUniversalTime(); }

    /// <summary>What it should be.</summary>
    public string? Expected { get; init => field = OneLine.Text(value); }

    /// <summary>What it is.</summary>
    public string? Actual { get; init => field = OneLine.Text(value); }

    /// <summary>What was.</summary>
    public string? Before { get; init => field = OneLine.Text(value); }

    /// <summary>What is since, or will be.</summary>
    public string? After { get; init => field = OneLine.Text(value); }

    /// <summary>What was found, or why.</summary>
    public string? Message { get; init => field = OneLine.Text(value); }

    /// <summary>What to do; null where nothing is to be done.</summary>
    public string? Remediation { get; init => field = OneLine.Text(value); }

    /// <summary>The error id, where the work itself failed.</summary>
    public string? ErrorId { get; init => field = OneLine.Text(value); }

    /// <summary>Graph's request ids that it rests on.</summary>
    public IReadOnlyList<string> Evidence { get; init => field = [.. value.Select(v => OneLine.Text(v))]; } = [];

    /// <summary>True where something that matters is not known or not done.</summary>
    public bool IsOpen => Outcome == ReportOutcome.Pending || (Outcome == ReportOutcome.Skipped && Severity == nameof(Checks.CheckSeverity.Error));
}

/// <summary>Whose devices an MDM application manages.</summary>
public sealed record ReportScope
{
    /// <summary>The application's name, or its appId where that is not known; null for KACE Cloud's where neither is.</summary>
    public string? Application { get; init => field = OneLine.Text(value); }

    /// <summary>All, Some or None.</summary>
    public required MdmUserScope Scope { get; init; }

    /// <summary>The groups of the scope Some.</summary>
    public IReadOnlyList<ReportGroup> Groups { get; init; } = [];

    /// <summary>It in a sentence.</summary>
    public string InWords => Scope switch
    {
        MdmUserScope.All => "All: the devices of every user of the tenant are managed.",
        MdmUserScope.Some when Groups.Count == 0 => "Some, without a group: nobody's devices are managed.",
        MdmUserScope.Some when Groups.Count == 1 => "Some: the devices of the users of one group are managed.",
        MdmUserScope.Some => $"Some: the devices of the users of {Groups.Count} groups are managed.",
        MdmUserScope.None => "None: nobody's devices are managed.",
        _ => "Unknown: Microsoft Graph names a scope that this version does not know.",
    };
}

/// <summary>A group in an MDM user scope.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Object id.</param>
/// <param name="Users">How many users it has; null where they were not counted.</param>
public sealed record ReportGroup(string Name, string Id, long? Users)
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = OneLine.Text(value); } = OneLine.Text(Name);

    /// <summary>Object id.</summary>
    public string Id { get; init => field = OneLine.Text(value); } = OneLine.Text(Id);
}
