using KaceAzureAd.Checks;
using KaceAzureAd.Connection;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Consent;
using KaceAzureAd.Core.Tests.Connection;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;
using KaceAzureAd.Report;

namespace KaceAzureAd.Core.Tests.Report;

/// <summary>What a report makes of the results that it is given.</summary>
public sealed class ReportBuilderTests
{
    private const string Tenant = "7f3c2a10-5b7e-4c55-9d64-0c0a70500001";

    private readonly ReportBuilder _builder = new();

    [Fact]
    public void Of_several_results_of_a_check_the_last_counts_and_tenants_keep_their_order()
    {
        Add(Check("MdmUserScope", CheckStatus.Failed), Check("Consent", CheckStatus.Passed), Check("Consent", CheckStatus.Passed, tenant: "b"), Check("MdmUserScope", CheckStatus.Passed, tenant: Tenant.ToUpperInvariant()));

        var report = Build();

        Assert.Equal([Tenant, "b"], report.Tenants.Select(t => t.TenantId));
        Assert.Equal(["Passed", "Passed"], report.Tenants[0].Sections.Single().Entries.Select(e => e.Status));
        Assert.Equal(ReportVerdict.Well, report.Tenants[0].Verdict);
    }

    [Theory]
    [InlineData(CheckStatus.Passed, CheckSeverity.Error, ReportVerdict.Well)]
    [InlineData(CheckStatus.Warning, CheckSeverity.Error, ReportVerdict.WellWithWarnings)]
    [InlineData(CheckStatus.Failed, CheckSeverity.Information, ReportVerdict.Failed)]
    [InlineData(CheckStatus.Skipped, CheckSeverity.Error, ReportVerdict.Incomplete)]
    [InlineData(CheckStatus.Skipped, CheckSeverity.Warning, ReportVerdict.Well)]
    public void What_was_not_looked_at_is_no_pass_where_it_matters(CheckStatus status, CheckSeverity severity, ReportVerdict verdict)
    {
        Add(Check("Consent", CheckStatus.Passed), Check("MdmUserScope", status, severity));
        Assert.Equal(verdict, Build().Tenants[0].Verdict);
    }

    [Fact]
    public void Facts_alone_are_no_verdict()
    {
        Add(new KaceConsent { TenantId = Tenant, AppId = "a", Permission = "Device.ReadWrite.All", Type = ConsentType.Application, IsTenantWide = true });

        var tenant = Build().Tenants[0];

        Assert.Equal(ReportVerdict.NotJudged, tenant.Verdict);
        Assert.Contains("Risk:", tenant.Sections.Single().Entries.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_is_still_to_be_done_until_it_was_carried_out()
    {
        var plan = States.Plan(States.Nothing);
        Add(plan);
        Assert.Equal(ReportVerdict.Incomplete, Build().Tenants[0].Verdict);

        Add(new KaceAadConnection { TenantId = plan.TenantId, AppId = plan.AppId, Status = ConnectionStatus.Connected, Steps = [.. plan.Steps.Select(s => s with { Status = StepStatus.Done })], Message = "Connected." });
        var tenant = Build().Tenants[0];

        Assert.Equal(ReportVerdict.Well, tenant.Verdict);
        Assert.Equal([ReportSectionKind.Connection, ReportSectionKind.Plan, ReportSectionKind.Steps], tenant.Sections.Select(s => s.Kind));
        Assert.All(tenant.Sections[2].Entries, e => Assert.False(string.IsNullOrEmpty(e.Before + e.After)));
    }

    [Fact]
    public void A_tenant_that_failed_says_so_until_it_is_connected()
    {
        var error = new KaceAadException(ErrorCodes.AccessDenied, "No.", "Ask.") { RequestId = "r" };
        Add(KaceAadConnection.NotBegun(Tenant, "a", error));
        var entry = Build().Tenants[0].Sections.Single().Entries.Single();
        Assert.Equal(("KaceAad.AccessDenied", "Ask.", "r"), (entry.ErrorId, entry.Remediation, entry.Evidence.Single()));

        Add(new KaceAadConnection { TenantId = Tenant, AppId = "a", Status = ConnectionStatus.Unchanged, Steps = [], Message = "Connected already." });
        Assert.Equal(ReportVerdict.Well, Build().Tenants[0].Verdict);
    }

    [Fact]
    public void Changes_undone_drift_and_uris_each_have_their_place()
    {
        Add(
            new KaceAadChange { TenantId = Tenant, Number = 1, At = SampleReports.At, Change = "Set the scope", Before = "scope: None", Status = ChangeStatus.Done },
            new KaceAadChange { TenantId = Tenant, Number = 2, Change = "Set the URIs", Status = ChangeStatus.Unknown },
            new KaceAadUndo { TenantId = Tenant, Number = 1, Change = "Set the scope", Status = UndoStatus.Undone },
            new KaceAadDrift { TenantId = Tenant, Name = "Consent", Change = CheckChange.Worse, StatusBefore = CheckStatus.Passed, Status = CheckStatus.Failed, Actual = "none" },
            new KaceMdmUriComparison(Tenant, "MDM Discovery URI", "https://a.example", null, MdmUriMatch.Missing));

        var sections = Build().Tenants[0].Sections;

        Assert.Equal([ReportSectionKind.MdmUris, ReportSectionKind.Changes, ReportSectionKind.Undone, ReportSectionKind.Drift], sections.Select(s => s.Kind));
        Assert.Equal(("scope: None", "nothing"), (sections[1].Entries[0].Before, sections[1].Entries[0].After));
        Assert.Equal([ReportOutcome.Information, ReportOutcome.Warning], sections[1].Entries.Select(e => e.Outcome));
        Assert.Equal(("Passed", "Failed: none"), (sections[3].Entries[0].Before, sections[3].Entries[0].After));
        Assert.Equal(ReportOutcome.Failed, sections[0].Entries[0].Outcome);
    }

    [Theory]
    [InlineData(UndoStatus.Undone, ReportOutcome.Passed)]
    [InlineData(UndoStatus.NothingToDo, ReportOutcome.Passed)]
    [InlineData(UndoStatus.Planned, ReportOutcome.Pending)]
    [InlineData(UndoStatus.Failed, ReportOutcome.Failed)]
    [InlineData(UndoStatus.ChangedSince, ReportOutcome.Warning)]
    [InlineData(UndoStatus.Left, ReportOutcome.Warning)]
    public void What_became_of_taking_a_change_back_is_judged(UndoStatus status, ReportOutcome outcome)
    {
        var error = status == UndoStatus.Failed ? new KaceAadException(ErrorCodes.AccessDenied, "No.", "Ask.") : null;
        Add(new KaceAadUndo { TenantId = Tenant, Number = 1, Change = "Set the scope", Status = status, Message = error?.Message, Error = error });

        var entry = Build().Tenants[0].Sections.Single().Entries.Single();
        Assert.Equal((outcome, error?.RecommendedAction, error?.Code.Id, error?.Message), (entry.Outcome, entry.Remediation, entry.ErrorId, entry.Message));
    }

    [Theory]
    [InlineData(CheckChange.Worse, CheckStatus.Failed, ReportOutcome.Failed)]
    [InlineData(CheckChange.Worse, CheckStatus.Warning, ReportOutcome.Warning)]
    [InlineData(CheckChange.Removed, null, ReportOutcome.Warning)]
    [InlineData(CheckChange.Better, CheckStatus.Passed, ReportOutcome.Information)]
    public void Drift_to_the_worse_is_no_information(CheckChange change, CheckStatus? status, ReportOutcome outcome)
    {
        Add(new KaceAadDrift { TenantId = Tenant, Name = "Consent", Change = change, StatusBefore = CheckStatus.Skipped, Status = status });

        var entry = Build().Tenants[0].Sections.Single().Entries.Single();
        Assert.Equal((outcome, "Skipped", $"{status}" is { Length: > 0 } now ? now : "not looked at"), (entry.Outcome, entry.Before, entry.After));
    }

    [Fact]
    public void Consent_is_told_with_whose_it_is_and_what_it_allows()
    {
        Add(
            new KaceConsent { TenantId = Tenant, AppId = "a", Permission = "User.Read", Type = ConsentType.Delegated, IsTenantWide = true, Resource = "Microsoft Graph", Description = "Sign in." },
            new KaceConsent { TenantId = Tenant, AppId = "a", Permission = "openid", Type = ConsentType.Delegated, IsTenantWide = false, PrincipalId = "p", Resource = "Microsoft Graph" });

        Assert.Equal(["Of Microsoft Graph, for all users. Sign in.", "Of Microsoft Graph, for the user p."], Build().Tenants[0].Sections.Single().Entries.Select(e => e.Message));
    }

    [Fact]
    public void An_application_is_told_by_its_halves_and_brings_its_scope()
    {
        var entry = new MobilityPolicy { Id = "a", AppliesTo = "selected", IsValid = false, DiscoveryUrl = "https://d.example" };
        Add(new KaceMobilityApp(Tenant, "a", null, entry), new KaceMdmUserScope("b", entry));

        var tenants = Build().Tenants;

        Assert.Equal(("a", "Absent", "appId a; no enterprise application; invalid entry in Mobility (MDM and MAM); MDM discovery URL https://d.example"), tenants[0].Sections.Single().Entries.Select(e => (e.Name, e.Status, e.Message)).Single());
        Assert.All(tenants, t => Assert.Equal(MdmUserScope.Some, t.Scopes.Single().Scope));
    }

    [Fact]
    public void What_has_to_be_decided_comes_before_the_steps_of_a_plan_and_a_plan_of_nothing_says_so()
    {
        var disabled = States.Nothing with { Application = States.Application with { IsDisabledByMicrosoft = true } };
        Add(States.Plan(disabled));
        var entries = Build().Tenants[0].Sections.Single().Entries;
        Assert.Equal(("Decide first", ReportOutcome.Failed, "KaceAad.DisabledByMicrosoft", States.Now), (entries[0].Name, entries[0].Outcome, entries[0].ErrorId, entries[0].At));
        Assert.All(entries.Skip(1), e => Assert.Equal((ReportOutcome.Pending, (DateTimeOffset?)States.Now), (e.Outcome, e.At)));

        Add(States.Plan(States.Connected));
        Assert.Equal(("Nothing is to be done", ReportVerdict.Well), (Build().Tenants[0].Sections.Single().Entries.Single().Name, Build().Tenants[0].Verdict));
        Assert.Equal(1, _builder.Tenants);
    }

    [Theory]
    [InlineData(StepStatus.Failed, ReportOutcome.Failed, false)]
    [InlineData(StepStatus.Done, ReportOutcome.Passed, false)]
    [InlineData(StepStatus.Waiting, ReportOutcome.Pending, true)]
    [InlineData(StepStatus.ForPerson, ReportOutcome.Pending, true)]
    [InlineData(StepStatus.Planned, ReportOutcome.Pending, true)]
    public void A_step_that_waits_for_a_person_says_what_to_do(StepStatus status, ReportOutcome outcome, bool isToBeDone)
    {
        Add(States.Plan(States.Nothing).Steps.Single(s => s.Name == "Consent") with { Status = status, Message = "as it went" });

        var entry = Build().Tenants[0].Sections.Single().Entries.Single();
        Assert.Equal((outcome, "as it went", isToBeDone), (entry.Outcome, entry.Message, entry.Remediation?.StartsWith("Open the MDM On-Board URI", StringComparison.Ordinal) == true));
    }

    [Fact]
    public void A_run_that_waits_is_open_and_its_summary_is_told()
    {
        var waiting = new KaceAadConnection { TenantId = Tenant, AppId = "a", Status = ConnectionStatus.Waiting, Steps = [], Message = "Waits.", Error = new KaceAadException(ErrorCodes.PersonNeeded, "Waits.", "Do it.") };
        Add(waiting, KaceAadConnectionSummary.Of([waiting], TimeSpan.FromSeconds(1.5)));

        var report = Build();
        Assert.Equal("1 tenants: 0 connected, 0 unchanged, 1 waiting, 0 failed, 0 planned, in 1.5 s.", Assert.Single(report.Summaries));
        Assert.Equal(ReportVerdict.Incomplete, report.Tenants[0].Verdict);
        Assert.Equal("Do it.", report.Tenants[0].Sections.Single().Entries.Single().Remediation);
    }

    [Fact]
    public void A_tenant_has_the_name_and_the_devices_that_its_checks_found()
    {
        Add(Found("TenantReachable", "Contoso"), Found("ManagedDevices", "12"), new KaceMdmUriComparison(Tenant, "MDM Discovery URI", "https://a.example", "https://a.example", MdmUriMatch.Equal));
        Add(new KaceAadChange { TenantId = Tenant, Number = 3, Change = "Set it back", Status = ChangeStatus.Done, Undoes = 1, After = "scope: None" });

        var tenant = Build().Tenants[0];
        Assert.Equal(("Contoso", 12), (tenant.Name, tenant.Devices));
        Assert.Equal((ReportOutcome.Passed, null, "https://a.example"), tenant.Sections.Where(s => s.Kind == ReportSectionKind.MdmUris).Select(s => (s.Entries[0].Outcome, s.Entries[0].Remediation, s.Entries[0].Actual)).Single());
        Assert.Equal("Takes back change 1.", tenant.Sections.Single(s => s.Kind == ReportSectionKind.Changes).Entries.Single().Message);

        Add(Found("TenantReachable", null), Found("ManagedDevices", "more than can be counted"));
        Assert.Equal(("Contoso", 12), (Build().Tenants[0].Name, Build().Tenants[0].Devices));

        static KaceAadCheck Found(string name, string? actual) => new()
        {
            Name = name, Group = CheckGroup.Prerequisite, Severity = CheckSeverity.Error, Status = CheckStatus.Passed, Expected = "", Actual = actual, Message = "", Documentation = "", TenantId = Tenant,
        };
    }

    [Fact]
    public void An_application_that_stands_is_told_with_its_addresses()
    {
        var application = new Microsoft.Graph.Models.ServicePrincipal { Id = "sp", DisplayName = "KACE Cloud", AccountEnabled = false };
        Add(
            new KaceMobilityApp(Tenant, "a", application, new MobilityPolicy { Id = "a", AppliesTo = "all", IsValid = true, TermsOfUseUrl = "https://t.example" }),
            new KaceMobilityApp(Tenant, "b", new Microsoft.Graph.Models.ServicePrincipal { Id = "sp2", AccountEnabled = true }, null));

        var entries = Build().Tenants[0].Sections.Single().Entries;
        Assert.Equal(
            [("KACE Cloud", "Disabled", "appId a; enterprise application sp; valid entry in Mobility (MDM and MAM); MDM terms of use URL https://t.example"), ("b", "Enabled", "appId b; enterprise application sp2")],
            entries.Select(e => (e.Name, e.Status, e.Message)));
        Assert.Equal(("KACE Cloud", MdmUserScope.All), Build().Tenants[0].Scopes.Select(s => (s.Application, s.Scope)).Single());
    }

    [Fact]
    public void A_check_of_the_scope_brings_the_scope_with_it()
    {
        Add(new KaceAadCheck
        {
            Name = "MdmUserScope", Group = CheckGroup.Connection, Severity = CheckSeverity.Error, Status = CheckStatus.Passed, Expected = "Some", Message = "", Documentation = "", TenantId = Tenant,
            Scope = new CheckedScope("a", "KACE Cloud", MdmUserScope.Some, [(States.Pilot, 12), (States.Sales, null)]),
        });

        var scope = Build().Tenants[0].Scopes.Single();

        Assert.Equal((MdmUserScope.Some, 12, null), (scope.Scope, scope.Groups[0].Users, scope.Groups[1].Users));
        Assert.Equal("Some: the devices of the users of 2 groups are managed.", scope.InWords);
    }

    [Fact]
    public void A_journal_that_cannot_be_read_is_not_left_out_in_silence()
    {
        _builder.AddUnreadJournal(Tenant, "/j", new KaceAadException(ErrorCodes.JournalDamaged, "Line 1 cannot be used.", "Check the path."));
        Assert.Equal(ReportVerdict.WellWithWarnings, Build().Tenants[0].Verdict);
    }

    [Fact]
    public void What_has_no_place_is_refused_by_its_type_and_nothing_at_all_is_no_report()
    {
        Assert.Contains("System.Int32", Assert.Throws<KaceAadException>(() => _builder.Add(7)).Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.NothingToReport, Assert.Throws<KaceAadException>(Build).Code);
    }

    private void Add(params object[] results) => Array.ForEach(results, _builder.Add);

    private KaceAadReport Build() => _builder.Build("Title", SampleReports.At);

    private static KaceAadCheck Check(string name, CheckStatus status, CheckSeverity severity = CheckSeverity.Error, string tenant = Tenant) => new()
    {
        Name = name, Group = CheckGroup.Connection, Severity = severity, Status = status, Expected = "", Message = "", Documentation = "", TenantId = tenant,
    };
}
