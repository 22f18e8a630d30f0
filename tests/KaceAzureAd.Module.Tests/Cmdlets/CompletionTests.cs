using System.Management.Automation;

namespace KaceAzureAd.Module.Tests.Cmdlets;

public sealed class CompletionTests : CmdletTest
{
    [Theory]
    [InlineData("Connect-KaceAad -Environment US", "USGov USGovDoD")]
    [InlineData("Connect-KaceAad -Environment My", "'My Cloud'")]
    [InlineData("Connect-KaceAad -Environment 'My", "'My Cloud'")]
    [InlineData("Get-KaceAadEnvironment Chi", "China")]
    [InlineData("Connect-KaceAad -Scope Policy.ReadW", "Policy.ReadWrite.MobilityManagement")]
    [InlineData("Grant-KaceConsent -Permission Dev", "Device.Read.All Device.ReadWrite.All")]
    [InlineData("Revoke-KaceConsent -Permission User.R", "User.Read")]
    [InlineData("Grant-KaceConsent -Permission Dir", "Directory.Read.All Directory.ReadWrite.All")]
    [InlineData("Test-KaceAadConnection -Name MdmU", "MdmUserScope")]
    [InlineData("Test-KaceAadPrerequisite -Name Device", "DeviceJoin")]
    public void What_can_be_known_is_completed_and_quoted_where_it_has_to_be(string line, string completions)
    {
        RunWell("New-KaceAadEnvironment 'My Cloud' https://login.example https://graph.example");

        Assert.Equal(completions, string.Join(' ', Complete(line).Select(m => m.CompletionText)));
    }

    [Theory]
    [InlineData("Grant-KaceConsent -Type Application -Permission Gr", "Group.ReadWrite.All", "without anybody signed in")]
    [InlineData("Grant-KaceConsent -Permission ", "Application.ReadWrite.All", "take over the tenant")]
    public void Risky_permissions_come_last_and_say_why_they_are_risky(string line, string risky, string why)
    {
        var matches = Complete(line);

        Assert.DoesNotContain(":", matches[0].ToolTip, StringComparison.Ordinal);
        var first = matches.ToList().FindIndex(m => m.ToolTip.Contains(": ", StringComparison.Ordinal));
        Assert.All(matches.Skip(first), m => Assert.Contains(": ", m.ToolTip, StringComparison.Ordinal));
        Assert.Contains(why, matches.Single(m => m.CompletionText == risky).ToolTip, StringComparison.Ordinal);
    }

    private IReadOnlyList<CompletionResult> Complete(string line) => ((CommandCompletion)RunWell(
        $"[System.Management.Automation.CommandCompletion]::CompleteInput('{line.Replace("'", "''", StringComparison.Ordinal)}', {line.Length}, $null)").Output.Single().BaseObject).CompletionMatches;
}
