using KaceAzureAd.Connection;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Consent;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Connection;

/// <summary>Taking back a journal's changes where the tenant is no longer as they left it.</summary>
public sealed class UndoTests() : ConnectionTest("app-added")
{
    private readonly string _other = "https://elsewhere.example/Discovery.svc";

    [Fact]
    public async Task What_somebody_changed_since_is_left_with_what_came_before_it_unless_forced()
    {
        var before = State;
        await ConnectAsync();
        KacePolicy.DiscoveryUrl = _other;

        var results = await UndoAsync();

        var changed = results.Single(r => r.Status == UndoStatus.ChangedSince);
        Assert.Equal((ErrorCodes.ChangedSince, KaceAppId, TenantId), (changed.Error!.Code, changed.Error.Target, changed.TenantId));
        Assert.Equal($"'{changed.Change}' was not taken back, for somebody changed it since: it is {Kace("TermsOfUse")} and {_other} now.", changed.Message);
        Assert.Equal(UndoStatus.Undone, results[0].Status);
        Assert.Equal("none", KacePolicy.AppliesTo);
        Assert.Equal(_other, KacePolicy.DiscoveryUrl);
        Assert.All(results.Skip(results.ToList().IndexOf(changed) + 1), r => Assert.Equal((UndoStatus.Left, $"Left as it is, because '{changed.Change}', which came after it, was not taken back."), (r.Status, r.Message)));

        Assert.All(await UndoAsync(force: true), r => Assert.Equal(UndoStatus.Undone, r.Status));
        Assert.Equal(before, State);
    }

    [Fact]
    public async Task A_preview_names_every_change_and_takes_none_back()
    {
        await ConnectAsync();
        var (state, journal) = (State, await File.ReadAllTextAsync(JournalPath, Cancellation));
        (Asked.Answer, var asked) = (false, Asked.Texts.Count);
        Host.Log.Clear();

        var results = await UndoAsync();

        Assert.All(results, r => Assert.Equal((UndoStatus.Planned, null), (r.Status, r.Message)));
        Assert.Equal(results.Select(r => $"Tenant {TenantId}: Take back: {r.Change}"), Asked.Texts.Skip(asked));
        Assert.Empty(Writes);
        Assert.Equal(state, State);
        Assert.Equal(journal, await File.ReadAllTextAsync(JournalPath, Cancellation));
    }

    [Fact]
    public async Task What_was_taken_back_by_hand_is_nothing_to_do_and_is_not_looked_at_again()
    {
        await ConnectAsync();
        (KacePolicy.AppliesTo, KacePolicy.IncludedGroups) = ("none", []);

        var results = await UndoAsync();

        Assert.Equal(UndoStatus.NothingToDo, results[0].Status);
        Assert.Empty(await UndoAsync());
    }

    [Fact]
    public async Task Where_the_entry_or_the_application_is_gone_its_values_are_nobodys_any_more()
    {
        await ConnectAsync();
        Contoso.MobileDeviceManagementPolicies.Remove(KacePolicy);
        var results = await UndoAsync();
        Assert.Equal(2, results.Count(r => r.Status == UndoStatus.NothingToDo));

        await ConnectAsync(Options with { Scope = MdmUserScope.None });
        Assert.DoesNotContain(results, r => r.Status is UndoStatus.Failed or UndoStatus.ChangedSince);
    }

    [Fact]
    public async Task Consent_that_somebody_added_since_stays()
    {
        await ConnectAsync();
        Contoso.OAuth2PermissionGrants.Single(g => g.ClientId == KaceApp!.Id).Scope += " email";

        Assert.All(await UndoAsync(), r => Assert.Equal(UndoStatus.Undone, r.Status));
        Assert.Equal("email", Contoso.OAuth2PermissionGrants.Single(g => g.ClientId == KaceApp!.Id).Scope);
    }

    [Fact]
    public async Task Consent_that_was_revoked_comes_back()
    {
        await ConnectAsync();
        var connected = State;
        var path = JournalPath + ".revoked";
        await Journaling.RunAsync(path, Session, "Revoke-KaceConsent", () => new ConsentService(Session).RevokeAsync(KaceAppId, [.. Permissions.Where(p => p.Permission is "User.Read" or "Device.Read.All")], Asked.ConfirmAsync, Cancellation));
        Assert.NotEqual(connected, State);
        Assert.True(JournalFile.Read(path, TenantId).HasEnded);
        Host.Log.Clear();

        Assert.All(await new UndoService(Session).UndoAsync(path, false, Asked.ConfirmAsync, Cancellation), r => Assert.Equal(UndoStatus.Undone, r.Status));
        Assert.Equal(connected, State);
        Assert.DoesNotContain(Writes, w => w.Status >= 400); // What is given back is added to the grant that is there, and not made first.
        Assert.True(JournalFile.Read(path, TenantId).HasEnded);
        var delegated = KaceAadChange.Read(path, TenantId).Single(c => c.Undoes is null && c.Change.Contains("delegated", StringComparison.Ordinal));
        Assert.Equal(("scope: User.Read openid profile", "scope: openid profile", ChangeStatus.Undone), (delegated.Before, delegated.After, delegated.Status));
    }

    [Fact]
    public async Task What_fails_is_said_and_the_rest_of_that_application_is_left()
    {
        await ConnectAsync();
        Host.Faults.Add(FaultRule.Parse("403 PATCH /beta/policies/.*"));

        var results = await UndoAsync();

        Assert.Equal((UndoStatus.Failed, ErrorCodes.AccessDenied), (results[0].Status, results[0].Error!.Code));
        Assert.All(results.Skip(1), r => Assert.Equal(UndoStatus.Left, r.Status));
        Assert.All(await UndoAsync(), r => Assert.Equal(UndoStatus.Undone, r.Status));
    }

    [Theory]
    [InlineData("Policy.ReadWrite.MobilityManagement")]
    [InlineData("DelegatedPermissionGrant.ReadWrite.All")]
    [InlineData("AppRoleAssignment.ReadWrite.All")]
    public async Task What_the_session_may_not_do_is_known_before_the_first_change(string missing)
    {
        await ConnectAsync();
        using var weak = await SessionAsync(Admin, false, [.. AllScopes.Where(s => s != missing)]);
        Host.Log.Clear();

        Assert.Equal(missing, (await FailsAsync(ErrorCodes.MissingScope, () => new UndoService(weak).UndoAsync(JournalPath, false, Asked.ConfirmAsync, Cancellation))).MissingScope);
        Assert.Empty(Host.Log.Entries);
    }

    [Fact]
    public async Task A_journal_that_another_run_took_meanwhile_ends_it_before_any_change()
    {
        await ConnectAsync();
        Host.Log.Clear();
        FileStream? held = null;
        try
        {
            await FailsAsync(ErrorCodes.JournalInUse, () => new UndoService(Session).UndoAsync(JournalPath, false, (_, _) =>
            {
                held ??= JournalFile.Open(JournalPath);
                return Task.FromResult(true);
            }, Cancellation));
            Assert.Empty(Writes);
        }
        finally
        {
            held?.Dispose();
        }
    }

    [Fact]
    public async Task Without_a_journal_the_work_is_done_and_nothing_written_down() =>
        Assert.Equal(7, await Journaling.RunAsync(null, Session, "Set-KaceMdmUri", () => Task.FromResult(7)));

    [Fact]
    public async Task A_journal_that_is_not_there_cannot_be_taken_back() => await FailsAsync(ErrorCodes.JournalNotFound, () => UndoAsync());

    [Fact]
    public async Task A_tenant_without_a_journal_in_a_folder_of_them_was_not_changed()
    {
        var folder = Directory.CreateDirectory(JournalPath + ".folder").FullName;
        Task<IReadOnlyList<KaceAadUndo>> UndoAsync() =>
            new UndoService(Session).UndoAsync(folder, force: false, Asked.ConfirmAsync, Cancellation);

        await FailsAsync(ErrorCodes.JournalNotFound, UndoAsync);

        await File.WriteAllTextAsync(Path.Combine(folder, "4b2e9d31-0f0c-4a86-8f0a-6b6163650001.journal.jsonl"), "", Cancellation);
        Assert.Empty(await UndoAsync());
    }

    /// <summary>The application itself was added by the run.</summary>
    public sealed class OfTheApplication : ConnectionTest
    {
        [Fact]
        public async Task An_application_whose_scope_somebody_set_since_is_not_removed()
        {
            var result = await ConnectAsync(Options with { Scope = MdmUserScope.None });
            Assert.Equal(ConnectionStatus.Connected, result.Status);
            (KacePolicy.AppliesTo, KacePolicy.IncludedGroups) = ("selected", [Pilot]);

            var last = (await UndoAsync())[^1];

            Assert.Equal(UndoStatus.ChangedSince, last.Status);
            Assert.Contains($"it is there, with the id {KaceApp!.Id}, with the MDM user scope Some (Windows Pilot) now", last.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task An_application_to_which_somebody_consented_since_is_not_removed()
        {
            await ConnectAsync();
            Contoso.GrantScopes(KaceApp!, GraphApp, ["email"]);

            var last = (await UndoAsync())[^1];

            Assert.Equal(UndoStatus.ChangedSince, last.Status);
            Assert.Contains("with consent to email (Delegated) now", last.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Another_application_in_its_place_is_somebodys()
        {
            await ConnectAsync();
            KaceApp!.Id = Guid.NewGuid().ToString();
            Contoso.OAuth2PermissionGrants.Clear();
            Contoso.AppRoleAssignments.Clear();
            KacePolicy.AppliesTo = "none";

            Assert.Contains((await UndoAsync()).Select(u => u.Message), m => m?.Contains($"it is there, with the id {KaceApp!.Id} now", StringComparison.Ordinal) == true);
        }

        [Fact]
        public async Task An_entry_that_is_left_without_its_application_is_deleted_too()
        {
            var before = State;
            await ConnectAsync();
            Contoso.ServicePrincipals.Remove(KaceApp!);
            Contoso.OAuth2PermissionGrants.Clear();
            Contoso.AppRoleAssignments.Clear();
            foreach (var policy in Contoso.MobileDeviceManagementPolicies.Concat(Contoso.MobileAppManagementPolicies).Where(p => p.Id == KaceAppId))
            {
                policy.IsValid = false;
            }

            var results = await UndoAsync();

            Assert.Equal(UndoStatus.Undone, results[^1].Status);
            Assert.All(results.SkipLast(1), r => Assert.Equal(UndoStatus.NothingToDo, r.Status));
            Assert.Equal(before, State);
        }

        [Fact]
        public async Task An_application_that_is_gone_with_its_entry_is_nothing_to_do()
        {
            await ConnectAsync();
            Contoso.ServicePrincipals.Remove(KaceApp!);
            Contoso.OAuth2PermissionGrants.Clear();
            Contoso.AppRoleAssignments.Clear();
            Contoso.MobileDeviceManagementPolicies.RemoveAll(p => p.Id == KaceAppId);
            Contoso.MobileAppManagementPolicies.RemoveAll(p => p.Id == KaceAppId);
            Host.Log.Clear();

            Assert.All(await UndoAsync(), r => Assert.Equal(UndoStatus.NothingToDo, r.Status));
            Assert.Empty(Writes);
        }
    }
}
