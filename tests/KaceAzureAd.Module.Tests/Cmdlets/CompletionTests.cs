using System.Diagnostics;
using System.Management.Automation;
using KaceAzureAd.Emulator.State;

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

    [Theory]
    [InlineData("Set-KaceMdmUserScope -Scope Some -Group win", "'Windows Pilot'")]
    [InlineData("Set-KaceMdmUserScope -Scope Some -Group 'Windows P", "'Windows Pilot'")]
    [InlineData("Set-KaceAadConnection -Group O''B", "'O''Brien''s team'")]
    [InlineData("Get-KaceAadPlan -Group zz", "")]
    public void Groups_are_those_of_the_current_session(string line, string completions)
    {
        RunWell(Connect);
        Contoso.Groups.Add(new Group { Id = Guid.NewGuid().ToString(), DisplayName = "O'Brien's team" });

        Assert.Equal(completions, string.Join(' ', Complete(line.Replace("O''B", "\"O'B", StringComparison.Ordinal)).Select(m => m.CompletionText)));
        Assert.Single(Session.Emulator.Log.Entries, e => e.Path.Contains("/groups", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_session_that_is_given_its_groups_are_offered()
    {
        RunWell(Connect + "$global:one = Get-KaceAadSession;" + Connect + "Disconnect-KaceAad");

        Assert.Empty(Complete("Set-KaceMdmUserScope -Group Win"));
        Assert.Single(Complete("Set-KaceMdmUserScope -Session $one -Group Win"));
    }

    [Fact]
    public void A_group_whose_name_nobody_can_type_is_not_offered()
    {
        RunWell(Connect);
        Contoso.Groups.Add(new Group { Id = Guid.NewGuid().ToString(), DisplayName = "Winter\u001b[2J" });

        Assert.Equal(["'Windows Pilot'"], Complete("Set-KaceMdmUserScope -Group Win").Select(m => m.CompletionText));
    }

    [Theory]
    [InlineData("403")]
    [InlineData("hang")]
    public void Completion_of_groups_neither_fails_nor_waits_for_long(string fault)
    {
        RunWell(Connect + $"$Rehearsal.Fault('{fault} GET /v1.0/groups.*')");
        var clock = Stopwatch.StartNew();

        Assert.Empty(Complete("Set-KaceMdmUserScope -Group Win"));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Empty(RunWell("$global:Error").Output);
    }

    [Fact]
    public void Tenants_and_sessions_are_those_signed_in_to()
    {
        Assert.Empty(Complete("Connect-KaceAad -TenantId 7"));
        RunWell(Connect);
        var (tenant, account) = (Session.Stage.TenantId, $"{RunWell("(Get-KaceAadSession).Account").Output.Single()}");

        Assert.Equal([tenant], Complete("Connect-KaceAad -TenantId ").Select(m => m.CompletionText));
        Assert.Equal([account], Complete($"Undo-KaceAadChange -TenantId {tenant[..4]}").Select(m => m.ToolTip));
        var byAccount = Complete($"Test-KaceAadPrerequisite -Session {account[..3]}").Single().CompletionText;
        Assert.Equal(byAccount, Complete($"Disconnect-KaceAad -Session {tenant[..4]}").Single().CompletionText);
        Assert.Equal(tenant, $"{RunWell($"({byAccount}).TenantId").Output.Single()}");
    }

    private IReadOnlyList<CompletionResult> Complete(string line) => ((CommandCompletion)RunWell(
        $"[System.Management.Automation.CommandCompletion]::CompleteInput('{line.Replace("'", "''", StringComparison.Ordinal)}', {line.Length}, $null)").Output.Single().BaseObject).CompletionMatches;
}
