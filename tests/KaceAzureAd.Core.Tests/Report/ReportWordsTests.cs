using KaceAzureAd.Mobility;
using KaceAzureAd.Report;

namespace KaceAzureAd.Core.Tests.Report;

/// <summary>What a report says of itself in words.</summary>
public sealed class ReportWordsTests
{
    [Theory]
    [InlineData(ReportSectionKind.PrerequisiteChecks, "Prerequisites", "Check", "Expected", "Found")]
    [InlineData(ReportSectionKind.ConnectionChecks, "Connection checks", "Check", "Expected", "Found")]
    [InlineData(ReportSectionKind.MdmUris, "MDM URIs", "URI", "KACE Cloud", "Azure AD")]
    [InlineData(ReportSectionKind.Plan, "Plan", "Step", "Now", "Then")]
    [InlineData(ReportSectionKind.Steps, "Steps", "Step", "Before", "After")]
    [InlineData(ReportSectionKind.Changes, "Changes", "Change", "Before", "After")]
    [InlineData(ReportSectionKind.Undone, "Taken back", "Change", null, null)]
    [InlineData(ReportSectionKind.Drift, "Drift", "Check", "Before", "Now")]
    [InlineData(ReportSectionKind.Application, "MDM application", "Application", null, null)]
    [InlineData(ReportSectionKind.Consent, "Permissions granted", "Permission", null, null)]
    [InlineData(ReportSectionKind.Connection, "Connection", "Run", null, null)]
    public void A_section_has_its_headings(ReportSectionKind kind, string title, string subject, string? first, string? second)
    {
        var section = new ReportSection(kind, []);

        Assert.Equal((title, subject, first, second), (section.Title, section.Subject, section.Values?.First, section.Values?.Second));
    }

    [Theory]
    [InlineData(ReportOutcome.Failed, "Not as it should be: A, B.")]
    [InlineData(ReportOutcome.Pending, "Not complete: A, B.")]
    [InlineData(ReportOutcome.Warning, "All is well, with warnings: A, B.")]
    [InlineData(ReportOutcome.Passed, "All that was looked at is as it should be.")]
    [InlineData(ReportOutcome.Information, "Facts only: nothing here says whether all is well.")]
    public void A_verdict_names_what_it_rests_on(ReportOutcome outcome, string words)
    {
        var tenant = new ReportTenant { TenantId = "t", Sections = [new ReportSection(ReportSectionKind.Steps, [Entry("A"), Entry("B"), Entry("A")])] };

        Assert.Equal(words, tenant.InWords);
        Assert.Equal("t", tenant.Label);
        Assert.Equal("Contoso", (tenant with { Name = "Contoso" }).Label);

        ReportEntry Entry(string name) => new() { Name = name, Status = "s", Outcome = outcome };
    }

    [Theory]
    [InlineData(MdmUserScope.All, 0, "All: the devices of every user")]
    [InlineData(MdmUserScope.Some, 0, "Some, without a group: nobody's")]
    [InlineData(MdmUserScope.Some, 1, "Some: the devices of the users of one group")]
    [InlineData(MdmUserScope.Some, 3, "Some: the devices of the users of 3 groups")]
    [InlineData(MdmUserScope.None, 0, "None: nobody's")]
    [InlineData(MdmUserScope.Unknown, 0, "Unknown: Microsoft Graph names a scope")]
    public void A_scope_says_whose_devices_are_managed(MdmUserScope scope, int groups, string words) =>
        Assert.StartsWith(words, new ReportScope { Scope = scope, Groups = [.. Enumerable.Range(0, groups).Select(i => new ReportGroup($"{i}", $"{i}", null))] }.InWords, StringComparison.Ordinal);
}
