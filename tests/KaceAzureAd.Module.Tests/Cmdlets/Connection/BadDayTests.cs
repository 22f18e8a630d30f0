using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>Whatever happens on the way: nothing is lost, nothing is done twice, and the message says where things stand and what to do.</summary>
public sealed class BadDayTests : ConnectionTest
{
    [Fact]
    public void What_is_denied_half_way_leaves_the_rest_done_and_says_what_is_missing()
    {
        Session.Emulator.Faults.Add(FaultRule.Parse("403 POST /v1.0/servicePrincipals/.*/appRoleAssignedTo count=*"));

        var result = Run(Set);

        var message = TheError(result, "AccessDenied");
        Assert.Equal("Failed", StatusOf(result));
        Assert.Contains("'Grant admin consent through Microsoft Graph' failed", message, StringComparison.Ordinal);
        Assert.Contains("Privileged Role Administrator", message, StringComparison.Ordinal);
        Assert.Contains("3 of 7 steps are done", message, StringComparison.Ordinal);
        Assert.Contains(JournalPath, message, StringComparison.Ordinal);

        // Nobody is pulled into an MDM that has no consent.
        Assert.Equal("none", KacePolicy.AppliesTo);
        Session.Emulator.Faults.Clear();
        Assert.Equal("Connected", StatusOf(RunWell(Set)));
    }

    [Fact]
    public async Task An_application_that_is_removed_on_the_way_is_said_so()
    {
        Session.Emulator.Faults.Add(FaultRule.Parse("pass POST /v1.0/oauth2PermissionGrants delay=1000"));
        Session.Emulator.Faults.Add(FaultRule.Parse("pass PATCH /beta/policies/.* delay=1000"));
        var running = Task.Run(() => Run(Set + "-TimeoutSec 5"), Cancellation);
        while (!Contoso.ServicePrincipals.Exists(s => s.AppId == KaceAppId) || !Session.Stage.Log.Any(e => e.Method == "GET" && e.Path.Contains(KaceAppId, StringComparison.Ordinal) && e.Path.StartsWith("/beta", StringComparison.Ordinal)))
        {
            await Task.Delay(10, Cancellation);
        }

        lock (World.Gate)
        {
            Contoso.DeleteServicePrincipal(Contoso.ServicePrincipals.Single(s => s.AppId == KaceAppId));
        }

        var result = await running;
        Assert.Equal("Failed", StatusOf(result));
        Assert.Contains("removed", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal("none", KacePolicy.AppliesTo);

        // The same command puts it right: it deletes the entry that became invalid, and begins anew.
        Assert.Equal("Connected", StatusOf(RunWell(Set)));
        AssertNothingIsPlanned();
    }

    [Fact]
    public void A_group_that_is_deleted_on_the_way_is_said_so_at_once()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Session.Emulator.Faults.Add(FaultRule.Parse("pass POST /beta/policies/.*/ref delay=10"));
        Session.Emulator.Faults.Add(FaultRule.Parse("404 POST /beta/policies/.*/includedGroups/.*ref count=*"));
        Session.Emulator.Faults.Add(FaultRule.Parse("404 GET /v1.0/groups/.* count=* after=2"));

        var message = TheError(Run(Set + "-Scope Some -Group 'Windows Pilot'"), "GroupNotFound");

        Assert.Contains("7f3c2a10-5b7e-4c55-9d64-0c0a70500201", message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void On_a_full_disk_nothing_is_changed()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        var before = State();

        TheError(Run("Set-KaceAadConnection $setting -ReferenceConsent $reference -JournalPath /dev/full -Confirm:$false"), "JournalNotWritable");

        Assert.Equal(before, State());
    }

    [Theory]
    [InlineData("Set-KaceMdmUserScope $setting -Scope All")]
    [InlineData("Set-KaceMdmUri $setting")]
    [InlineData("Grant-KaceConsent $setting -Permission User.Read -Confirm:$false")]
    [InlineData("Revoke-KaceConsent $setting -Permission User.Read -Confirm:$false")]
    [InlineData("Remove-KaceMobilityApp $setting -Confirm:$false")]
    public void No_writer_changes_what_it_cannot_write_down(string writer)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        RunWell("Add-KaceMobilityApp $setting > $null");
        if (writer.StartsWith("Revoke", StringComparison.Ordinal))
        {
            RunWell("Grant-KaceConsent $setting -Permission User.Read -Confirm:$false");
        }

        var before = State();
        TheError(Run(writer + " -JournalPath /dev/full"), "JournalNotWritable");

        Assert.Equal(before, State());
    }

    [Theory]
    [InlineData("""{"record":"journal","schema":1,"tenantId":"4b2e9d31-0f0c-4a86-8f0a-6b6163650001"}""", "JournalOfAnotherTenant")]
    [InlineData("""{"record":"journal","schema":2,"tenantId":"7f3c2a10-5b7e-4c55-9d64-0c0a70500001"}""", "JournalTooNew")]
    [InlineData("<html>", "JournalDamaged")]
    public void A_journal_that_cannot_be_continued_is_left_as_it_is_and_nothing_is_changed(string content, string code)
    {
        File.WriteAllText(JournalPath, content + "\n");
        var before = State();

        TheError(Run(Set), code);
        TheError(Run(Undo), code);

        Assert.Equal(before, State());
        Assert.Equal(content + "\n", File.ReadAllText(JournalPath));
    }

    [Fact]
    public void A_journal_that_is_not_there_cannot_be_undone() => TheError(Run(Undo), "JournalNotFound");

    [Fact]
    public void What_the_session_may_not_do_is_known_before_the_first_change()
    {
        var before = State();
        RunWell("Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessToken('admin', 'User.Read', 'Policy.ReadWrite.MobilityManagement', 'Application.ReadWrite.All', 'Directory.Read.All')");

        Assert.Contains("DelegatedPermissionGrant.ReadWrite.All", TheError(Run(Set), "MissingScope"), StringComparison.Ordinal);

        Assert.Equal(before, State());
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public void What_was_deleted_more_than_thirty_days_ago_cannot_be_restored_and_that_is_said()
    {
        RunWell(Set);
        RunWell("Remove-KaceMobilityApp $setting -JournalPath $journal -Confirm:$false");
        lock (World.Gate)
        {
            Contoso.DeletedServicePrincipals.ForEach(s => s.DeletedAt = DateTimeOffset.UtcNow.AddDays(-31));
        }

        var result = Run(Undo);

        Assert.Contains(result.Errors, e => e.FullyQualifiedErrorId.StartsWith("KaceAad.CannotUndo", StringComparison.Ordinal) && e.ToString().Contains("thirty days", StringComparison.Ordinal));
    }

    [Fact]
    public void Secrets_are_in_no_journal_and_no_plan()
    {
        RunWell(Set + "; Get-KaceAadPlan $setting -Scope None | Export-KaceAadPlan -Path " + $"'{Path.Combine(Folder, "plan.json")}'");

        foreach (var text in new[] { File.ReadAllText(JournalPath), File.ReadAllText(Path.Combine(Folder, "plan.json")) })
        {
            Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Bearer", text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
