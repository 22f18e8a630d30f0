using System.Globalization;
using KaceAzureAd.Checks;
using KaceAzureAd.Connection;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Report;

/// <summary>
/// Makes a report of results, tenant by tenant, whatever order they come in. Of several results of one thing (a check, a scope, connecting a
/// tenant) the last counts, so that what was looked at before and after stands there as it is now.
/// </summary>
public sealed class ReportBuilder
{
    private readonly Dictionary<string, TenantResults> _tenants = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TenantResults> _order = [];
    private readonly List<string> _summaries = [];

    /// <summary>How many tenants there are so far.</summary>
    public int Tenants => _order.Count;

    /// <summary>Takes one result of a cmdlet.</summary>
    /// <param name="result">
    /// A <see cref="KaceAadCheck"/>, <see cref="KaceAadConnection"/>, <see cref="KaceAadConnectionSummary"/>, <see cref="KaceAadPlan"/>, <see cref="KaceAadStep"/>,
    /// <see cref="KaceAadChange"/>, <see cref="KaceAadUndo"/>, <see cref="KaceAadDrift"/>, <see cref="KaceMdmUriComparison"/>, <see cref="KaceMdmUserScope"/>,
    /// <see cref="KaceMobilityApp"/> or <see cref="KaceConsent"/>.
    /// </param>
    /// <exception cref="KaceAadException"><c>KaceAad.NotReportable</c> for anything else.</exception>
    public void Add(object result)
    {
        switch (result)
        {
            case KaceAadCheck check:
                Add(check);
                break;
            case KaceAadConnection connection:
                Add(connection);
                break;
            case KaceAadConnectionSummary summary:
                _summaries.Add(string.Format(CultureInfo.InvariantCulture, "{0}.", summary));
                break;
            case KaceAadPlan plan:
                Add(plan);
                break;
            case KaceAadStep step:
                Of(step.TenantId).Put(ReportSectionKind.Steps, step.Name, Entry(step));
                break;
            case KaceAadChange change:
                Of(change.TenantId).Put(ReportSectionKind.Changes, null, Entry(change));
                break;
            case KaceAadUndo undo:
                Of(undo.TenantId).Put(ReportSectionKind.Undone, null, Entry(undo));
                break;
            case KaceAadDrift drift:
                Of(drift.TenantId).Put(ReportSectionKind.Drift, drift.Name, Entry(drift));
                break;
            case KaceMdmUriComparison uri:
                Of(uri.TenantId).Put(ReportSectionKind.MdmUris, uri.Name, Entry(uri));
                break;
            case KaceMdmUserScope scope:
                Of(scope.TenantId).Put(scope.AppId, scope.DisplayName, scope.Scope, scope.Groups.Select(g => (g, (long?)null)));
                break;
            case KaceMobilityApp app:
                Add(app);
                break;
            case KaceConsent consent:
                Of(consent.TenantId).Put(ReportSectionKind.Consent, $"{consent.AppId} {consent.ResourceAppId} {consent.Permission} {consent.Type} {consent.PrincipalId}", Entry(consent));
                break;
            default:
                throw NotReportable(result.GetType().FullName ?? "");
        }
    }

    /// <summary>Says in the report that a journal could not be read: its changes are not left out in silence.</summary>
    /// <param name="tenantId">The tenant's id.</param>
    /// <param name="path">The journal.</param>
    /// <param name="error">Why.</param>
    public void AddUnreadJournal(string tenantId, string path, KaceAadException error) => Of(tenantId).Put(ReportSectionKind.Changes, null, new ReportEntry
    {
        Name = $"Journal {path}", Status = "NotRead", Outcome = ReportOutcome.Warning, Message = error.Message, Remediation = error.RecommendedAction, ErrorId = error.Code.Id,
    });

    /// <summary>The report of all that came.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="createdAt">When it is made: the same results at the same time are the same report.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.NothingToReport</c>.</exception>
    public KaceAadReport Build(string title, DateTimeOffset createdAt) => new()
    {
        Title = title,
        CreatedAt = createdAt,
        Summaries = [.. _summaries],
        Tenants = _order.Count > 0 ? [.. _order.Select(t => t.Build())] : throw new KaceAadException(
            ErrorCodes.NothingToReport, "Nothing was given that a report could show.", "Pipe in what Test-KaceAadConnection, Set-KaceAadConnection or another cmdlet of the module returned; see that these wrote no error."),
    };

    /// <summary>The error for an object that no report has a place for.</summary>
    /// <param name="type">The name of its type.</param>
    public static KaceAadException NotReportable(string type) => new(
        ErrorCodes.NotReportable, $"A report has no place for an object of the type {OneLine.Of(type)}.",
        "Pipe in what the module's own cmdlets returned in this session: checks, connections, plans, steps, scopes, URIs, consent, drift, and what was undone.") { Target = type };

    private void Add(KaceAadCheck check)
    {
        var tenant = Of(check.TenantId);
        tenant.Put(check.Group == CheckGroup.Prerequisite ? ReportSectionKind.PrerequisiteChecks : ReportSectionKind.ConnectionChecks, check.Name, new ReportEntry
        {
            Name = check.Name,
            Status = check.Status.ToString(),
            Outcome = check.Status switch
            {
                CheckStatus.Passed => ReportOutcome.Passed,
                CheckStatus.Warning => ReportOutcome.Warning,
                CheckStatus.Skipped => ReportOutcome.Skipped,
                _ => ReportOutcome.Failed,
            },
            Severity = check.Severity.ToString(),
            Expected = check.Expected,
            Actual = check.Actual,
            Message = check.Message,
            Remediation = check.Remediation,
            Evidence = check.RequestIds,
        });
        switch (check.Name)
        {
            case "TenantReachable" when check.Status == CheckStatus.Passed:
                tenant.Name = check.Actual ?? tenant.Name;
                break;
            case "ManagedDevices" when int.TryParse(check.Actual, NumberStyles.None, CultureInfo.InvariantCulture, out var devices):
                tenant.Devices = devices;
                break;
        }

        if (check.Scope is { } scope)
        {
            tenant.Put(scope.AppId, scope.Application, scope.Scope, scope.Groups);
        }
    }

    private void Add(KaceAadConnection connection)
    {
        var tenant = Of(connection.TenantId);
        tenant.Replace(ReportSectionKind.Connection, [new ReportEntry
        {
            Name = "Connect with KACE Cloud",
            Status = connection.Status.ToString(),
            Outcome = connection.Status switch
            {
                ConnectionStatus.Unchanged or ConnectionStatus.Connected => ReportOutcome.Passed,
                ConnectionStatus.Failed => ReportOutcome.Failed,
                _ => ReportOutcome.Pending,
            },
            Message = connection.Message,
            Remediation = connection.Error?.RecommendedAction,
            ErrorId = connection.Error?.Code.Id,
            Evidence = connection.Error?.RequestId is { } id ? [id] : [],
        }]);
        tenant.Replace(ReportSectionKind.Steps, connection.Steps.Select(Entry));
    }

    private void Add(KaceAadPlan plan)
    {
        IEnumerable<ReportEntry> obstacles = plan.Obstacles.Select(o => new ReportEntry
        {
            Name = "Decide first", Status = "Obstacle", Outcome = ReportOutcome.Failed, At = plan.MadeAt, Message = o.Message, Remediation = o.Remediation, ErrorId = o.Code,
        });
        IEnumerable<ReportEntry> steps = plan.IsConnected
            ? [new ReportEntry { Name = "Nothing is to be done", Status = "Connected", Outcome = ReportOutcome.Passed, At = plan.MadeAt }]
            : plan.Steps.Select(s => Entry(s) with { At = plan.MadeAt });
        Of(plan.TenantId).Replace(ReportSectionKind.Plan, obstacles.Concat(steps));
    }

    private void Add(KaceMobilityApp app)
    {
        var tenant = Of(app.TenantId);
        string?[] facts =
        [
            $"appId {app.AppId}",
            app.ServicePrincipalId is null ? "no enterprise application" : $"enterprise application {app.ServicePrincipalId}",
            app.IsPolicyValid switch { true => "valid entry in Mobility (MDM and MAM)", false => "invalid entry in Mobility (MDM and MAM)", null => null },
            app.TermsOfUseUri is null ? null : $"MDM terms of use URL {app.TermsOfUseUri}",
            app.DiscoveryUri is null ? null : $"MDM discovery URL {app.DiscoveryUri}",
        ];
        tenant.Put(ReportSectionKind.Application, app.AppId, new ReportEntry
        {
            Name = app.DisplayName ?? app.AppId,
            Status = app.IsEnabled switch { true => "Enabled", false => "Disabled", null => "Absent" },
            Outcome = ReportOutcome.Information,
            Message = string.Join("; ", facts.OfType<string>()),
        });
        if (app.MdmUserScope is { } scope)
        {
            tenant.Put(app.AppId, app.DisplayName, scope, app.Groups.Select(g => (g, (long?)null)));
        }
    }

    private static ReportEntry Entry(KaceAadStep step)
    {
        var isPersons = step.Status is StepStatus.ForPerson or StepStatus.Waiting;
        return new ReportEntry
        {
            Name = step.Action,
            Status = step.Status.ToString(),
            Outcome = step.Status switch
            {
                StepStatus.Done => ReportOutcome.Passed,
                StepStatus.Failed => ReportOutcome.Failed,
                _ => ReportOutcome.Pending,
            },
            Before = step.Current,
            After = step.Desired,
            Message = step.Message ?? step.Reason,
            Remediation = isPersons || step.Status == StepStatus.Planned ? step.Instruction : null,
        };
    }

    private static ReportEntry Entry(KaceAadChange change) => new()
    {
        Name = change.Change,
        Status = change.Status.ToString(),

        // A record of what was done says nothing of how the tenant is now, but for what nobody knows.
        Outcome = change.Status == ChangeStatus.Unknown ? ReportOutcome.Warning : ReportOutcome.Information,
        At = change.At,
        Before = change.Before ?? "nothing",
        After = change.After ?? "nothing",
        Message = change.Status == ChangeStatus.Unknown ? "Its answer is not known: the run broke off." : change.Undoes is { } other ? $"Takes back change {other}." : null,
    };

    private static ReportEntry Entry(KaceAadUndo undo) => new()
    {
        Name = undo.Change,
        Status = undo.Status.ToString(),
        Outcome = undo.Status switch
        {
            UndoStatus.Undone or UndoStatus.NothingToDo => ReportOutcome.Passed,
            UndoStatus.Planned => ReportOutcome.Pending,
            UndoStatus.Failed => ReportOutcome.Failed,
            _ => ReportOutcome.Warning,
        },
        Message = undo.Message,
        Remediation = undo.Error?.RecommendedAction,
        ErrorId = undo.Error?.Code.Id,
    };

    private static ReportEntry Entry(KaceAadDrift drift) => new()
    {
        Name = drift.Name,
        Status = drift.Change.ToString(),
        Outcome = drift.Change switch
        {
            CheckChange.Worse when drift.Status == CheckStatus.Failed => ReportOutcome.Failed,
            CheckChange.Worse or CheckChange.Removed => ReportOutcome.Warning,
            _ => ReportOutcome.Information,
        },
        Before = Shown(drift.StatusBefore, drift.ActualBefore),
        After = Shown(drift.Status, drift.Actual),
    };

    private static string Shown(CheckStatus? status, string? actual) => status is null ? "not looked at" : actual is null ? $"{status}" : $"{status}: {actual}";

    private static ReportEntry Entry(KaceMdmUriComparison uri) => new()
    {
        Name = uri.Name,
        Status = uri.Match.ToString(),
        Outcome = uri.IsMatch ? ReportOutcome.Passed : ReportOutcome.Failed,
        Expected = uri.Kace,
        Actual = uri.AzureAd ?? "none",
        Remediation = uri.IsMatch ? null : "Run Set-KaceMdmUri.",
    };

    private static ReportEntry Entry(KaceConsent consent)
    {
        string?[] parts =
        [
            consent.Resource is null ? null : $"Of {consent.Resource}, {(consent.IsTenantWide ? "for all users" : $"for the user {consent.PrincipalId}")}.",
            consent.Description is null ? null : $"{consent.Description.TrimEnd('.')}.",
            consent.Risk is null ? null : $"Risk: {consent.Risk}",
        ];
        return new ReportEntry { Name = consent.Permission, Status = consent.Type.ToString(), Outcome = ReportOutcome.Information, Message = string.Join(" ", parts.OfType<string>()) };
    }

    private TenantResults Of(string tenantId)
    {
        if (!_tenants.TryGetValue(tenantId, out var tenant))
        {
            _tenants.Add(tenantId, tenant = new TenantResults(tenantId));
            _order.Add(tenant);
        }

        return tenant;
    }

    private sealed class TenantResults(string id)
    {
        private readonly Dictionary<ReportSectionKind, List<(string? Key, ReportEntry Entry)>> _sections = [];
        private readonly List<(string AppId, ReportScope Scope)> _scopes = [];

        public string? Name { get; set; }

        public int? Devices { get; set; }

        /// <summary>Adds a line; one that has the same key is replaced.</summary>
        public void Put(ReportSectionKind kind, string? key, ReportEntry entry)
        {
            var entries = Entries(kind);
            var place = key is null ? -1 : entries.FindIndex(e => e.Key == key);
            if (place < 0)
            {
                entries.Add((key, entry));
            }
            else
            {
                entries[place] = (key, entry);
            }
        }

        public void Replace(ReportSectionKind kind, IEnumerable<ReportEntry> all)
        {
            Entries(kind).Clear();
            Entries(kind).AddRange(all.Select(e => ((string?)null, e)));
        }

        public void Put(string appId, string? application, MdmUserScope scope, IEnumerable<(KaceGroup Group, long? Users)> groups)
        {
            _scopes.RemoveAll(s => string.Equals(s.AppId, appId, StringComparison.OrdinalIgnoreCase));
            _scopes.Add((appId, new ReportScope
            {
                Application = application ?? appId,
                Scope = scope,
                Groups = scope != MdmUserScope.Some ? [] : [.. groups.Select(g => new ReportGroup(g.Group.ToString(), g.Group.Id, g.Users))],
            }));
        }

        public ReportTenant Build() => new()
        {
            TenantId = id,
            Name = Name,
            Devices = Devices,
            Scopes = [.. _scopes.Select(s => s.Scope)],
            Sections = [.. _sections.Where(s => s.Value.Count > 0).OrderBy(s => s.Key).Select(s => new ReportSection(s.Key, [.. s.Value.Select(e => Judged(s.Key, e.Entry))]))],
        };

        // A plan that was carried out since is history.
        private ReportEntry Judged(ReportSectionKind kind, ReportEntry entry) =>
            kind == ReportSectionKind.Plan && _sections.ContainsKey(ReportSectionKind.Connection) ? entry with { Outcome = ReportOutcome.Information } : entry;

        private List<(string? Key, ReportEntry Entry)> Entries(ReportSectionKind kind)
        {
            if (!_sections.TryGetValue(kind, out var entries))
            {
                _sections.Add(kind, entries = []);
            }

            return entries;
        }
    }
}
