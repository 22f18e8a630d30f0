using KaceAzureAd.Connection;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Connection;

/// <summary>From nothing to connected, and what may come between.</summary>
public sealed class ConnectTests : ConnectionTest
{
    [Fact]
    public async Task One_run_connects_is_asked_for_once_and_the_same_again_changes_nothing()
    {
        var result = await ConnectAsync();

        Assert.Equal((ConnectionStatus.Connected, TenantId, KaceAppId, JournalPath), (result.Status, result.TenantId, result.AppId, result.JournalPath));
        Assert.Equal(
            ["EnterpriseApplication Done", "MobilityEntry Done", "ChooseAutomated ForPerson", "MdmUris Done", "Consent Done", "MdmUserScope Done", "VerifyInKaceCloud ForPerson"],
            result.Steps.Select(s => $"{s.Name} {s.Status}"));
        Assert.Equal(
            [$"KACE Cloud is there ({KaceApp!.Id})", "the entry is there", "nothing in Azure AD tells whether it is done", "both equal KACE Cloud's", "All", "KACE Cloud shows the result on its page"],
            result.Steps.Where(s => s.Name != "Consent").Select(s => s.Message));

        // Those granted side by side come back in either order.
        Assert.Equal(Permissions.Select(p => $"{p}").Order(StringComparer.Ordinal), result.Steps.Single(s => s.Name == "Consent").Message!.Split(", ").Order(StringComparer.Ordinal));
        Assert.Equal("5 of 7 steps are done. For a person: Choose Automated in KACE Cloud; Verify Azure AD Settings in KACE Cloud.", result.Message);
        Assert.Equal(["ChooseAutomated", "VerifyInKaceCloud"], Person.Shown);
        var asked = Assert.Single(Asked.Texts);
        Assert.StartsWith($"Tenant {TenantId}: Connect with KACE Cloud in 7 steps:{Environment.NewLine}  1. Add KACE Cloud's enterprise application {KaceAppId}: not there -> there, enabled{Environment.NewLine}  2. ", asked, StringComparison.Ordinal);
        Assert.True(JournalFile.Read(JournalPath, TenantId).HasEnded);

        Host.Log.Clear();
        var again = await ConnectAsync();
        Assert.Equal((ConnectionStatus.Unchanged, "It is connected already.", null), (again.Status, again.Message, again.JournalPath));
        Assert.Empty(Writes);
        Assert.Single(Asked.Texts);
    }

    [Fact]
    public async Task It_is_taken_back_newest_first_and_the_same_again_does_nothing()
    {
        var told = Listen();
        await ConnectsAndBackAsync();
        Assert.Contains(told.Steps, s => s.Activity == $"Taking back changes in tenant {TenantId}" && s.Percent is > 0 and < 100);
        Assert.Contains(told.Steps, s => s.Activity == $"Connecting tenant {TenantId}" && s.Percent is > 0 and < 100 && s.Status.StartsWith("4. ", StringComparison.Ordinal));
        Assert.Contains(told.Steps, s => s.Activity == $"Connecting tenant {TenantId}" && s.Done);
        Assert.True(told.Steps[^1].Done);

        Host.Log.Clear();
        Assert.Empty(await UndoAsync());
        Assert.Empty(Writes);
        Assert.All(KaceAadChange.Read(JournalPath, TenantId).Where(c => c.Undoes is null), c => Assert.Equal(ChangeStatus.Undone, c.Status));
        Assert.Equal(ConnectionStatus.Connected, (await ConnectAsync()).Status);
    }

    [Fact]
    public async Task A_plan_that_is_not_confirmed_changes_and_writes_nothing()
    {
        Asked.Answer = false;
        var result = await ConnectAsync();

        Assert.Equal((ConnectionStatus.Planned, "Nothing was changed.", 7), (result.Status, result.Message, result.Steps.Count));
        Assert.All(result.Steps, s => Assert.Equal(StepStatus.Planned, s.Status));
        Assert.Empty(Writes);
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public async Task What_was_planned_and_is_no_longer_so_is_not_done()
    {
        var planned = await Connecting.PlanAsync(Options, Cancellation);
        Contoso.MobileDeviceManagementPolicies.Single(p => p.Id == Intune).AppliesTo = "selected";
        Contoso.MobileDeviceManagementPolicies.Single(p => p.Id == Intune).IncludedGroups.Add(Pilot);

        Assert.Contains("otherMdms", (await FailsAsync(ErrorCodes.PlanOutdated, () => ConnectAsync(planned: planned))).Message, StringComparison.Ordinal);
        Contoso.MobileDeviceManagementPolicies.Single(p => p.Id == Intune).AppliesTo = "none";
        Assert.Equal(ConnectionStatus.Connected, (await ConnectAsync(planned: await Connecting.PlanAsync(Options, Cancellation))).Status);
    }

    [Fact]
    public async Task What_fails_half_way_says_where_things_stand_and_the_same_run_continues()
    {
        Host.Faults.Add(FaultRule.Parse("403 POST /v1.0/servicePrincipals/.*/appRoleAssignedTo count=*"));
        var result = await ConnectAsync();

        Assert.Equal(ConnectionStatus.Failed, result.Status);
        Assert.Equal(["Done", "Done", "ForPerson", "Done", "Failed", "Planned", "Planned"], result.Steps.Select(s => $"{s.Status}"));
        Assert.Equal(result.Message, result.Error!.Message);
        Assert.StartsWith($"Tenant {TenantId}: 'Grant admin consent through Microsoft Graph' failed: ", result.Message, StringComparison.Ordinal);
        Assert.EndsWith($" 3 of 7 steps are done; what is done stays, and is in the journal {JournalPath}.", result.Message, StringComparison.Ordinal);
        Assert.EndsWith("Then run the same command again: it continues from there. Undo-KaceAadChange takes back what was done.", result.Error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal((ErrorCodes.AccessDenied, 403), (result.Error.Code, result.Error.HttpStatus));
        Assert.Equal((true, true), (result.Error.RequestId is not null, result.Error.Target is not null));
        Assert.Equal("none", KacePolicy.AppliesTo);

        Host.Faults.Clear();
        Assert.Equal(ConnectionStatus.Connected, (await ConnectAsync()).Status);
    }

    [Theory]
    [InlineData(PersonAnswer.NotDone, StepStatus.Waiting, "not done yet")]
    [InlineData(PersonAnswer.Done, StepStatus.Done, "a person said that it is done")]
    public async Task What_only_a_person_can_do_is_asked_for_and_an_answer_is_kept(PersonAnswer answer, StepStatus status, string message)
    {
        Person.Answer = answer;
        Host.Faults.Add(FaultRule.Parse("403 PATCH /beta/policies/.*"));
        var result = await ConnectAsync();

        var step = result.Steps.Single(s => s.Name == "ChooseAutomated");
        Assert.Equal((status, message), (step.Status, step.Message));
        Assert.Equal(answer == PersonAnswer.Done ? ConnectionStatus.Failed : ConnectionStatus.Waiting, result.Status);
        if (answer == PersonAnswer.NotDone)
        {
            Assert.Equal(ErrorCodes.PersonNeeded, result.Error!.Code);
            Assert.Equal($"Tenant {TenantId}: 'Choose Automated in KACE Cloud' waits for a person (not done yet). 2 of 7 steps are done.", result.Error.Message);
            Assert.StartsWith("In KACE Cloud open Settings > Windows Settings > Azure AD and choose Automated. Then run", result.Error.RecommendedAction, StringComparison.Ordinal);
        }

        Host.Faults.Clear();
        Person.Answer = PersonAnswer.Done;
        Assert.Equal(ConnectionStatus.Connected, (await ConnectAsync()).Status);
        Assert.Equal(answer == PersonAnswer.Done ? 1 : 2, Person.AskedFor.Count);
    }

    [Fact]
    public async Task Consent_in_the_browser_is_waited_for_and_taken_back_with_the_rest()
    {
        var options = Options with { Permissions = [], WaitAtMost = TimeSpan.FromSeconds(20) };
        Person.Do = task =>
        {
            if (task.Name == "Consent")
            {
                World.ConsentTenantWide(Contoso, World.FindApplication(KaceAppId)!.Value.App);
            }
        };

        var result = await ConnectsAndBackAsync(options);
        Assert.Contains("Device.Read.All (Application)", result.Steps.Single(s => s.Name == "Consent").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_that_does_not_come_leaves_the_run_waiting_before_anybody_is_in_scope()
    {
        var result = await ConnectAsync(Options with { Permissions = [] });

        Assert.Equal((ConnectionStatus.Waiting, ErrorCodes.PersonNeeded), (result.Status, result.Error!.Code));
        Assert.Contains("was seen in tenant", result.Steps.Single(s => s.Name == "Consent").Message, StringComparison.Ordinal);
        Assert.Equal("none", KacePolicy.AppliesTo);
    }

    [Fact]
    public async Task An_entry_that_does_not_come_is_shown_to_a_person_and_waited_for()
    {
        World.Behaviour.PolicyAppearsWithServicePrincipal = false;
        var result = await ConnectAsync();

        Assert.Equal(ConnectionStatus.Waiting, result.Status);
        Assert.Contains("has no entry in Mobility (MDM and MAM)", result.Steps.Single(s => s.Name == "MobilityEntry").Message, StringComparison.Ordinal);
        Assert.Equal(["MobilityEntry"], Person.Shown);

        Contoso.AddMobilityPolicies(World.FindApplication(KaceAppId)!.Value.App, DateTimeOffset.UtcNow);
        Assert.Equal(ConnectionStatus.Connected, (await ConnectAsync()).Status);
    }

    [Fact]
    public async Task What_cannot_be_done_is_known_before_the_first_change()
    {
        using var weak = await SessionAsync(Admin, false, [.. AllScopes.Where(s => s != "AppRoleAssignment.ReadWrite.All")]);
        using var blind = await SessionAsync(Admin, false, "User.Read");
        using var readOnly = await SessionAsync(Admin, readOnly: true, AllScopes);
        var service = (Sessions.KaceAadSession s) => new ConnectionService(s).ConnectAsync(Options with { Permissions = s == readOnly ? [] : Permissions }, null, JournalPath, Asked.ConfirmAsync, Person, Cancellation);

        Assert.Equal("AppRoleAssignment.ReadWrite.All", (await FailsAsync(ErrorCodes.MissingScope, () => service(weak))).MissingScope);
        await FailsAsync(ErrorCodes.ReadOnlySession, () => service(readOnly));
        Host.Log.Clear();
        await FailsAsync(ErrorCodes.MissingScope, () => service(blind));
        await FailsAsync(ErrorCodes.InvalidScope, () => ConnectAsync(Options with { Scope = MdmUserScope.Some }));
        var unknown = KaceAzureAd.Kace.KaceAadSetting.Create(Kace("TermsOfUse"), Kace("Discovery.svc"), Kace("onboard"));
        Assert.Same(unknown, (await FailsAsync(ErrorCodes.AppIdNotFound, () => ConnectAsync(Options with { Setting = unknown }))).Target);
        Assert.Empty(Host.Log.Entries);
        Assert.Empty(Asked.Texts);
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public async Task A_read_only_session_may_plan_but_not_connect_where_only_persons_have_to_act()
    {
        await ConnectAsync();
        Contoso.OAuth2PermissionGrants.Clear();
        Contoso.AppRoleAssignments.Clear();
        using var readOnly = await SessionAsync(Admin, readOnly: true, AllScopes);

        Assert.Equal(["ChooseAutomated", "Consent", "VerifyInKaceCloud"], (await new ConnectionService(readOnly).PlanAsync(Options with { Permissions = [] }, Cancellation)).Steps.Select(s => s.Name));
        await FailsAsync(ErrorCodes.ReadOnlySession, () => new ConnectionService(readOnly).ConnectAsync(Options with { Permissions = [] }, null, JournalPath, Asked.ConfirmAsync, Person, Cancellation));
    }
}
