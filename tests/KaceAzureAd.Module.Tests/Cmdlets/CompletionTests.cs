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
    [InlineData("Test-KaceAadConnection -Name MdmU", "MdmUserScope")]
    [InlineData("Test-KaceAadPrerequisite -Name Device", "DeviceJoin")]
    public void What_can_be_known_is_completed_and_quoted_where_it_has_to_be(string line, string completions)
    {
        RunWell("New-KaceAadEnvironment 'My Cloud' https://login.example https://graph.example");

        var result = RunWell($"[System.Management.Automation.CommandCompletion]::CompleteInput('{line.Replace("'", "''", StringComparison.Ordinal)}', {line.Length}, $null)").Output.Single();

        Assert.Equal(completions, string.Join(' ', ((CommandCompletion)result.BaseObject).CompletionMatches.Select(m => m.CompletionText)));
    }
}
