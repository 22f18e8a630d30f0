using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>What only a person can do stands in its place: it is shown, asked for where somebody is there, and not asked for twice.</summary>
public sealed class PersonStepTests : ConnectionTest
{
    private const string Interactive = "Set-KaceAadConnection $setting -ReferenceConsent $reference -JournalPath $journal ";

    private readonly List<string> _questions = [];

    // Yes to the plan and to what is done; No to what is not.
    private bool _isDone = true;

    protected override EngineOptions Options => new()
    {
        Choose = question =>
        {
            _questions.Add(question.Message);
            return question.Message.Contains("Is it done?", StringComparison.Ordinal) && !_isDone ? 1 : 0;
        },
    };

    [Fact]
    public void The_plan_is_asked_for_once_and_then_each_thing_for_a_person()
    {
        Assert.Equal("Connected", StatusOf(RunWell(Interactive)));

        Assert.Equal(2, _questions.Count);
        Assert.Contains("1. Add KACE Cloud's enterprise application", _questions[0], StringComparison.Ordinal);
        Assert.Contains("choose Automated. Is it done?", _questions[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_done_yet_is_waited_for_and_the_same_command_continues_from_there()
    {
        _isDone = false;
        var result = Run(Interactive);
        Assert.Contains("choose Automated", TheError(result, "PersonNeeded"), StringComparison.Ordinal);
        Assert.Equal("Waiting", StatusOf(result));
        Assert.Equal("none", KacePolicy.AppliesTo);
        Assert.NotEqual($"{KacePolicy.DiscoveryUrl}", Values("$setting", "DiscoveryUri")[0]);

        (_isDone, _questions[1]) = (true, "");
        Assert.Equal("Connected", StatusOf(RunWell(Interactive)));
        Assert.Contains("choose Automated. Is it done?", _questions[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_said_is_not_asked_again_by_a_run_that_continues()
    {
        Session.Emulator.Faults.Add(Emulator.Faults.FaultRule.Parse("403 POST /v1.0/oauth2PermissionGrants"));
        TheError(Run(Interactive), "AccessDenied");
        Assert.Contains("\"record\":\"person\"", File.ReadAllText(JournalPath), StringComparison.Ordinal);
        _questions.Clear();

        var steps = RunWell(Interactive + " | ForEach-Object Steps").Output.Select(s => $"{s.Properties["Name"].Value} {s.Properties["Status"].Value}");

        Assert.Contains("ChooseAutomated Done", steps);
        Assert.Single(_questions);
    }

    [Fact]
    public void Where_nobody_is_to_be_asked_it_is_shown_and_left_to_a_person()
    {
        var result = RunWell(Interactive + "-Confirm:$false");

        Assert.Empty(_questions);
        Assert.Contains("For a person", result.HostText, StringComparison.Ordinal);
        Assert.Contains("Choose Automated in KACE Cloud; Verify Azure AD Settings in KACE Cloud", $"{result.Output[0].Properties["Message"].Value}", StringComparison.Ordinal);
    }

    [Fact]
    public void Consent_in_the_browser_is_waited_for_and_proved_by_what_was_granted()
    {
        RunWell("$Rehearsal.AcceptInBrowser($setting.OnBoardUri)");

        var result = RunWell("Set-KaceAadConnection $setting -JournalPath $journal -Confirm:$false");

        Assert.Equal("Connected", StatusOf(result));
        Assert.Contains("review what the page lists, and accept. https://", result.HostText, StringComparison.Ordinal);
        Assert.Equal(5, Contoso.AppRoleAssignments.Count);
    }

    [Fact]
    public void Consent_that_does_not_come_leaves_the_run_waiting()
    {
        var result = Run("Set-KaceAadConnection $setting -JournalPath $journal -Confirm:$false -TimeoutSec 1");

        Assert.Contains("MDM On-Board URI", TheError(result, "PersonNeeded"), StringComparison.Ordinal);
        Assert.Equal("Waiting", StatusOf(result));
        Assert.Equal("none", KacePolicy.AppliesTo);
    }
}
