using KaceAzureAd.Module.Tests.Cmdlets.Connection;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Where nobody can answer: each question is the module's own error, says how to go on, and nothing was done.</summary>
public sealed class NotInteractiveTests : ConnectionTest
{
    private const string First = "Add-KaceMobilityApp $setting > $null; ";

    public static TheoryData<string, string> Questions => new()
    {
        { "", "Add-KaceMobilityApp $setting -Confirm" },
        { "", "$ConfirmPreference = 'Low'; Add-KaceMobilityApp $setting" },
        { First, "Remove-KaceMobilityApp $setting" },
        { First, "Set-KaceMdmUri $setting -Confirm" },
        { First, "Set-KaceMdmUserScope $setting -Scope All -Confirm" },
        { First, "Set-KaceMdmUserScope $setting -Scope All -JournalPath $journal -Confirm" },
        { First, "Grant-KaceConsent $setting -NoBrowser" },
        { First, "Grant-KaceConsent $setting -Permission User.Read" },
        { First + "Grant-KaceConsent $setting -Permission User.Read -Confirm:$false > $null; ", "Revoke-KaceConsent $setting" },
        { "", "Set-KaceAadConnection $setting -ReferenceConsent $reference -JournalPath $journal > $null" },
        { "", "Get-KaceAadPlan $setting | Export-KaceAadPlan '{0}' -Confirm" },
        { "", "Test-KaceAadPrerequisite $setting | Export-KaceAadReport '{0}/report.html' -Confirm" },
        { "", "Disconnect-KaceAad -Confirm" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_is_an_error_and_nothing_is_done(string before, string script)
    {
        RunWell(before + "''");
        Session.Stage.ClearLog();

        var result = Run("& { " + script.Replace("{0}", Folder, StringComparison.Ordinal) + " }");

        Assert.Contains("-Confirm:$false", TheError(result, "NotInteractive"), StringComparison.Ordinal);
        Assert.NotNull(result.Errors[0].TargetObject);
        Assert.Empty(result.Output);
        Assert.Empty(Writes);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
        Assert.Single(RunWell("Get-KaceAadSession").Output);
    }

    [Fact]
    public void Undoing_is_one_error_and_not_one_for_each_change()
    {
        RunWell(First + "Set-KaceMdmUri $setting -JournalPath $journal > $null; Set-KaceMdmUserScope $setting -Scope All -JournalPath $journal > $null");
        var journal = File.ReadAllText(JournalPath);
        Session.Stage.ClearLog();

        Assert.Contains("Take back", TheError(Run("Undo-KaceAadChange $journal"), "NotInteractive"), StringComparison.Ordinal);
        Assert.Empty(Writes);
        Assert.Equal(journal, File.ReadAllText(JournalPath));
    }

    [Theory]
    [InlineData("-Confirm:$false")]
    [InlineData("")]
    public void Who_wants_no_question_about_the_plan_gets_none_about_a_persons_steps_either(string confirm)
    {
        var preference = confirm.Length == 0 ? "$ConfirmPreference = 'None'; " : "";

        var result = RunWell("& { " + preference + $"Set-KaceAadConnection $setting -ReferenceConsent $reference -JournalPath $journal {confirm} }}");

        Assert.Equal("Connected", StatusOf(result));
        Assert.Contains("For a person", result.HostText, StringComparison.Ordinal);
    }
}
