namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>What an administrator sees of plans, results and undoing.</summary>
public sealed class ViewTests : ConnectionTest
{
    private const int Width = 120;

    [Fact]
    public void A_plan_shows_what_is_what_will_be_why_and_what_it_takes()
    {
        var text = Shown("Get-KaceAadPlan $setting -ReferenceConsent $reference");

        Assert.Contains($"Tenant:  {Contoso.Id}", text, StringComparison.Ordinal);
        Assert.Contains("To do:   7 steps, 2 of them for a person", text, StringComparison.Ordinal);
        Assert.Contains("3.  Choose Automated in KACE Cloud (a person)", text, StringComparison.Ordinal);
        var scope = Lines(text).SkipWhile(l => !l.EndsWith("Set the MDM user scope to All", StringComparison.Ordinal)).Take(5);
        Assert.Equal(
            [
                "5.  Set the MDM user scope to All", "    Now:   None", "    Then:  All", "    Why:   From then on the devices of these users enrol in KACE Cloud.",
                "    Needs: Policy.ReadWrite.MobilityManagement; the role Cloud Device Administrator or Global Administrator",
            ],
            scope);
        Assert.Contains("Device.ReadWrite.All(Application)[RISK:", Squeezed(text), StringComparison.Ordinal);
    }

    [Fact]
    public void What_hangs_under_its_label_is_indented_and_nothing_is_wider_than_the_screen()
    {
        RunWell("$plan = Get-KaceAadPlan $setting; $connection = " + Set + "6>$null; $undo = $connection | Undo-KaceAadChange -WhatIf");
        var lines = Lines(Shown("$plan | Out-Default; $plan.Steps | Out-Default; $connection | Out-Default; $undo | Out-Default; Get-KaceConsent $setting"));

        Assert.All(lines, l => Assert.InRange(l.Length, 0, Width));
        var action = lines.FindIndex(l => l.StartsWith("    Do:    Open the Microsoft Entra admin center", StringComparison.Ordinal));
        Assert.Matches("^ {11}[^ ]", lines[action + 1]);
    }

    [Fact]
    public void Steps_are_a_table_of_one_tenant()
    {
        var text = Shown("(Get-KaceAadPlan $setting).Steps");

        Assert.Contains($"Tenant: {Contoso.Id}", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Order +Status +Who +Action +Now -> then", text);
        Assert.Matches(@"(?m)^5 +Planned +module Set the MDM user scope to All +None -> All", text);
        Assert.Matches(@"(?m)^6 +Planned +person Verify", text);
    }

    [Fact]
    public void A_result_shows_where_each_step_stands_and_where_the_journal_is()
    {
        var text = Shown(Set, "6>$null");

        Assert.Contains("Status:  Connected", text, StringComparison.Ordinal);
        Assert.Contains($"Journal:{JournalPath}", Squeezed(text), StringComparison.Ordinal);
        Assert.Contains("5.  Done       Set the MDM user scope to All", text, StringComparison.Ordinal);
        Assert.Contains("6.  ForPerson  Verify Azure AD Settings in KACE Cloud", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_says_what_to_do()
    {
        World.Behaviour.PolicyAppearsWithServicePrincipal = false;

        var text = Squeezed(Shown(Set + "-TimeoutSec 2 -ErrorAction SilentlyContinue", "6>$null"));

        Assert.Contains("Status:Waiting", text, StringComparison.Ordinal);
        Assert.Contains("Todo:OpentheMicrosoftEntraadmincenter", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_after_many_results_keeps_its_view()
    {
        var text = Shown("$setting, $setting | Set-KaceAadConnection -ReferenceConsent $reference -WhatIf");

        Assert.Equal(2, Lines(text).Count(l => l == "Status:  Planned"));
        Assert.Matches(@"(?m)^Connected now +: 0", text);
        Assert.Matches(@"(?m)^Only planned +: 2", text);
    }

    [Fact]
    public void Undoing_shows_each_change_and_why_one_was_left()
    {
        RunWell(Set + "6>$null; Set-KaceMdmUserScope $setting -Scope Some -Group 'Windows Pilot'");

        var text = Shown(Undo + "-ErrorAction SilentlyContinue");

        Assert.Contains($"Tenant: {Contoso.Id}", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\d+ +ChangedSince Set the MDM user scope of KACE Cloud from None to All", text);
        Assert.Contains("Some(WindowsPilot)now", Squeezed(text), StringComparison.Ordinal);
        Assert.Matches(@"(?m)^1 +Left +Add the enterprise application", text);
    }

    [Fact]
    public void Undoing_tells_how_far_it_is()
    {
        RunWell(Set + "6>$null");

        var progress = RunWell(Undo).Progress.Where(p => p.Activity.StartsWith("Taking back", StringComparison.Ordinal)).ToList();

        Assert.Equal("Set the MDM user scope of KACE Cloud from None to All", progress[0].StatusDescription);
        Assert.Equal([0, .. progress.SkipLast(1).Select(p => p.PercentComplete).Order().Skip(1), -1], progress.Select(p => p.PercentComplete));
        Assert.Equal(System.Management.Automation.ProgressRecordType.Completed, progress[^1].RecordType);
        Assert.True(progress.Count > 2, "It told of one change only.");
    }

    [Fact]
    public void Consent_marks_what_is_risky()
    {
        RunWell(Set + "6>$null");

        var lines = Lines(Shown("Get-KaceConsent $setting"));

        var risky = lines.FindIndex(l => l.StartsWith("Device.ReadWrite.All", StringComparison.Ordinal));
        Assert.Contains("RISK: It changes", lines[risky + 1], StringComparison.Ordinal);
        Assert.Single(lines, l => l.Contains("RISK", StringComparison.Ordinal));
    }

    private string Shown(string script, string redirection = "") => RunWell($"{script} {redirection} | Out-Default").HostText;

    private static List<string> Lines(string text) => [.. text.Split(Environment.NewLine)];

    // Where a line breaks is the screen's and the culture's affair.
    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
