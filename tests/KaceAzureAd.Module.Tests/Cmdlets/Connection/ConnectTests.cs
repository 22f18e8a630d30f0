using System.Management.Automation;
namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>From nothing to connected, and back.</summary>
public sealed class ConnectTests : ConnectionTest
{
    [Fact]
    public void One_command_connects_and_the_same_again_changes_nothing()
    {
        Assert.Equal("Connected", StatusOf(RunWell(Set)));
        Session.Stage.ChooseAutomated();
        Session.Stage.VerifyAzureADSettings();
        Assert.Empty(Session.Stage.Objections());
        AssertNothingIsPlanned();

        Session.Stage.ClearLog();
        Assert.Equal("Unchanged", StatusOf(RunWell(Set)));
        Assert.Empty(Writes);
    }

    [Fact]
    public void The_scope_is_set_last()
    {
        RunWell(Set);

        Assert.EndsWith(KaceAppId, Writes[^1].Path, StringComparison.Ordinal);
        Assert.Equal("PATCH", Writes[^1].Method);
        Assert.Contains("\"scope\":\"All\"", File.ReadAllLines(JournalPath).Last(l => l.Contains("\"record\":\"change\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_depend_on_one_another_is_done_side_by_side()
    {
        World.Behaviour.LatencyMs = 100;
        Session.Stage.ClearLog();

        RunWell(Set);

        // One after the other, what a resource offers would only be read for the consent once the URIs were read back.
        var uris = Writes.First(w => w.Method == "PATCH");
        var readBack = Session.Stage.Log.First(e => e.Method == "GET" && e.Path.StartsWith("/beta/policies/", StringComparison.Ordinal) && e.Started >= uris.Ended);
        Assert.Contains(Session.Stage.Log, e => e.Origin == "Graph" && e.Path.Contains("appRoles,oauth2PermissionScopes", StringComparison.Ordinal) && e.Started < readBack.Ended);
    }

    [Fact]
    public void What_a_run_has_just_read_it_does_not_read_again()
    {
        Session.Stage.ClearLog();

        RunWell(Set);

        // The entry: as it appears, and after each of the two writes to it. The grants: not looked for one by one where none was seen.
        string[] reads = [.. Session.Stage.Log.Where(e => e is { Method: "GET", IsBatchItem: false }).Select(e => e.Path)];
        Assert.Equal(3, reads.Count(p => p.StartsWith($"/beta/policies/mobileDeviceManagementPolicies/{KaceAppId}", StringComparison.Ordinal)));
        Assert.DoesNotContain(reads, p => p.StartsWith("/v1.0/oauth2PermissionGrants", StringComparison.Ordinal));

        // The application: once added, and as the one that gets the consent.
        Assert.Equal(2, reads.Count(p => p.StartsWith($"/v1.0/servicePrincipals(appId='{KaceAppId}')?", StringComparison.Ordinal)));
    }

    [Fact]
    public void Undo_takes_back_all_of_it_and_the_same_again_changes_nothing()
    {
        var before = State();
        RunWell(Set);
        Assert.NotEqual(before, State());

        Assert.All(Values(Undo, "Status"), s => Assert.Equal("Undone", s));
        Assert.Equal(before, State());

        Session.Stage.ClearLog();
        Assert.Empty(RunWell(Undo).Output);
        Assert.Empty(Writes);

        Assert.Equal("Connected", StatusOf(RunWell(Set)));
        AssertNothingIsPlanned();
        RunWell(Undo);
        Assert.Equal(before, State());
    }

    [Fact]
    public void A_preview_names_every_step_and_changes_and_writes_nothing()
    {
        var before = State();
        Session.Stage.ClearLog();

        var result = RunWell(Set + "-WhatIf");

        Assert.Equal("Planned", StatusOf(result));
        foreach (var step in new[] { "Add KACE Cloud's enterprise application", "Set the MDM URIs", "Grant admin consent", "RISK", "Set the MDM user scope to All", "Verify Azure AD Settings" })
        {
            Assert.Contains(step, result.HostText, StringComparison.Ordinal);
        }

        Assert.Empty(Writes);
        Assert.Equal(before, State());
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public void A_preview_of_undoing_names_every_change_and_changes_and_writes_nothing()
    {
        RunWell(Set);
        var (state, journal) = (State(), File.ReadAllText(JournalPath));
        Session.Stage.ClearLog();

        var result = RunWell(Undo + "-WhatIf");

        Assert.Contains("Take back: Set the MDM user scope of KACE Cloud from None to All", result.HostText, StringComparison.Ordinal);
        Assert.All(result.Output, o => Assert.Equal("Planned", $"{o.Properties["Status"].Value}"));
        Assert.Empty(Writes);
        Assert.Equal((state, journal), (State(), File.ReadAllText(JournalPath)));
    }

    [Fact]
    public void Nobody_there_to_confirm_means_that_nothing_is_done()
    {
        Session.Stage.ClearLog();

        Assert.NotEmpty(Run(Set.Replace("-Confirm:$false", "", StringComparison.Ordinal)).Errors);

        Assert.Empty(Writes);
    }

    [Fact]
    public void Undo_leaves_what_somebody_changed_since_unless_forced()
    {
        RunWell(Set);
        RunWell("Set-KaceMdmUserScope $setting -Scope Some -Group 'Windows Pilot'");

        var result = Run(Undo);

        Assert.Contains("Windows Pilot", TheError(result, "ChangedSince"), StringComparison.Ordinal);
        var statuses = result.Output.Select(o => $"{o.Properties["Status"].Value}").ToArray();
        Assert.Equal("ChangedSince", statuses[0]);
        Assert.All(statuses[1..], s => Assert.Equal("Left", s));
        Assert.Equal("selected", KacePolicy.AppliesTo);
    }

    [Theory]
    [InlineData("Set-KaceMdmUserScope $setting -Scope All", "MDM user scope All")]
    [InlineData("Grant-KaceConsent $setting -Permission User.Read -Confirm:$false", "User.Read (Delegated)")]
    public void An_application_that_somebody_uses_since_is_not_removed_under_them(string use, string named)
    {
        RunWell($"Add-KaceMobilityApp $setting -JournalPath $journal; {use}");
        var state = State();

        Assert.Contains(named, TheError(Run(Undo), "ChangedSince"), StringComparison.Ordinal);

        Assert.Equal(state, State());
    }

    [Fact]
    public void Undo_by_force_restores_the_value_from_before()
    {
        var before = State();
        RunWell(Set);
        RunWell("Set-KaceMdmUserScope $setting -Scope Some -Group 'Windows Pilot'");

        RunWell(Undo + "-Force");

        Assert.Equal(before, State());
    }

    [Fact]
    public void Without_a_journal_path_the_journal_is_in_the_users_own_folder_and_the_result_leads_to_it()
    {
        var before = State();

        RunWell("$result = Set-KaceAadConnection $setting -ReferenceConsent $reference -Confirm:$false; $undone = $result | Undo-KaceAadChange -Confirm:$false");

        var path = Assert.Single(RunWell("$result.JournalPath").Output).ToString();
        Assert.StartsWith(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), path, StringComparison.Ordinal);
        Assert.Equal(before, State());
        File.Delete(path);
    }

    [Fact]
    public void Nothing_to_take_back_is_no_error_and_asks_for_no_session()
    {
        RunWell("$planned = Set-KaceAadConnection $setting -ReferenceConsent $reference -WhatIf");
        RunWell(Set + "6>$null");
        RunWell("$unchanged = Set-KaceAadConnection $setting -Confirm:$false; Disconnect-KaceAad");
        var before = State();

        Assert.Equal(["Unchanged", "Planned"], Values("$unchanged, $planned", "Status"));
        Assert.Empty(RunWell("$unchanged, $planned | Undo-KaceAadChange -Confirm:$false").Output);
        var said = string.Join(' ', RunWell("$unchanged | Undo-KaceAadChange -Confirm:$false -Verbose").Verbose);
        Assert.Contains("Nothing is to be taken back", said, StringComparison.Ordinal);
        Assert.Equal(before, State());
    }

    [Theory]
    [InlineData("Undo-KaceAadChange -Confirm:$false")]
    [InlineData("'contoso' | Undo-KaceAadChange -Confirm:$false")]
    [InlineData("Get-KaceAadSession | Undo-KaceAadChange -Confirm:$false")]
    public void What_names_no_journal_is_refused(string script) => RunIntoError(script, "JournalNotFound");

    [Fact]
    public void A_result_that_was_kept_in_a_file_can_be_taken_back()
    {
        var before = State();
        var result = Assert.Single(RunWell(Set + "6>$null").Output);
        var kept = PSSerializer.Deserialize(PSSerializer.Serialize(result));

        var variables = new Dictionary<string, object?> { ["kept"] = kept };
        var undone = Well(Session.Engine.Invoke("$kept | Undo-KaceAadChange -Confirm:$false", variables));

        Assert.All(undone.Output, o => Assert.Equal("Undone", $"{o.Properties["Status"].Value}"));
        Assert.Equal(before, State());
    }
}
