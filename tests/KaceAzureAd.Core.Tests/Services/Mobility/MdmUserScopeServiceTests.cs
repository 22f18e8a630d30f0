using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Mobility;

public sealed class MdmUserScopeServiceTests() : TenantTest("policy-without-scope")
{
    private MdmUserScopeService Service => new(Session);

    [Fact]
    public async Task The_scope_is_asked_for_written_once_and_read_back()
    {
        var left = await SetAsync(MdmUserScope.All);

        Assert.Equal((MdmUserScope.All, KaceAppId, TenantId, "KACE Cloud"), (left.Scope, left.AppId, left.TenantId, left.DisplayName));
        Assert.Equal($"KACE Cloud in tenant {TenantId}: Set the MDM user scope from None to All", Assert.Single(Asked.Texts));
        Assert.Equal("all", KacePolicy.AppliesTo);
        Assert.Single(Writes);
        Assert.Equal("All", $"{await Service.GetAsync(KaceAppId, Cancellation)}");
    }

    [Fact]
    public async Task What_is_not_confirmed_is_not_changed_and_what_is_there_is_told()
    {
        Asked.Answer = false;

        Assert.Equal(MdmUserScope.None, (await SetAsync(MdmUserScope.All)).Scope);
        Assert.Equal("none", KacePolicy.AppliesTo);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task What_is_so_already_is_neither_asked_for_nor_written()
    {
        KacePolicy.AppliesTo = "all";

        Assert.Equal(MdmUserScope.All, (await SetAsync(MdmUserScope.All)).Scope);
        Assert.Empty(Asked.Texts);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task Groups_are_found_by_id_or_name_each_once_and_replace_those_that_were_there()
    {
        var first = await SetAsync(MdmUserScope.Some, Pilot, "windows pilot ");
        Assert.Equal([Pilot], first.Groups.Select(g => g.Id));
        Assert.Equal("Windows Pilot", first.Groups[0].DisplayName);
        Assert.Equal("Some: Windows Pilot", $"{first}");

        var second = await SetAsync(MdmUserScope.Some, "Nobody Yet", "All Employees");
        Assert.Equal([Nobody, "7f3c2a10-5b7e-4c55-9d64-0c0a70500202"], second.Groups.Select(g => g.Id).OrderDescending());
        Assert.Equal("selected", KacePolicy.AppliesTo);
        Assert.DoesNotContain(Pilot, KacePolicy.IncludedGroups);
        Assert.EndsWith("Set the MDM user scope from Some (Windows Pilot) to Some (Nobody Yet, All Employees)", Asked.Texts[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Pilot)]
    [InlineData("Windows Pilot")]
    public async Task Where_groups_may_not_be_read_it_says_what_that_takes(string group)
    {
        Host.Faults.Add(FaultRule.Parse("403 GET /v1.0/groups.* count=*"));

        Assert.Contains(TenantOperation.ReadGroups.ScopesInWords, (await FailsAsync(ErrorCodes.AccessDenied, () => SetAsync(MdmUserScope.Some, group))).Message, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("No Such Group", nameof(ErrorCodes.GroupNotFound), "named 'No Such Group'")]
    [InlineData("11111111-2222-3333-4444-555555555555", nameof(ErrorCodes.GroupNotFound), "the id 11111111-2222-3333-4444-555555555555")]
    [InlineData("Sales", nameof(ErrorCodes.GroupNotUnique), "2 groups are named 'Sales': 7f3c2a10-5b7e-4c55-9d64-0c0a70500203, 7f3c2a10-5b7e-4c55-9d64-0c0a70500204")]
    [InlineData("It's", nameof(ErrorCodes.GroupNotFound), "named 'It's'")]
    public async Task A_group_that_is_not_there_or_not_the_only_one_is_named_before_anything_is_written(string group, string code, string message)
    {
        var error = await FailsAsync(ErrorCodes.All.Single(c => c.Name == code), () => SetAsync(MdmUserScope.Some, group));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(group, error.Target);
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData(MdmUserScope.Some, "", "needs at least one group")]
    [InlineData(MdmUserScope.All, Pilot, "All takes no groups")]
    [InlineData(MdmUserScope.None, Pilot, "None takes no groups")]
    [InlineData(MdmUserScope.Unknown, "", "Unknown takes no groups")]
    public async Task Scope_and_groups_that_do_not_belong_together_are_refused_before_any_request(MdmUserScope scope, string group, string message)
    {
        Host.Log.Clear();

        var error = await FailsAsync(ErrorCodes.InvalidScope, () => SetAsync(scope, group.Length == 0 ? [] : [group]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(scope, error.Target);
        Assert.Empty(Host.Log.Entries);
    }

    [Fact]
    public async Task An_entry_that_is_not_there_is_told_apart_from_an_application_that_is_not_there()
    {
        Contoso.MobileDeviceManagementPolicies.Remove(KacePolicy);
        var missing = await FailsAsync(ErrorCodes.MobilityPolicyMissing, () => Service.GetAsync(KaceAppId, Cancellation));
        Assert.Equal(KaceAppId, missing.Target);
        Assert.Equal(ErrorCodes.MobilityPolicyMissing, (await FailsAsync(ErrorCodes.MobilityPolicyMissing, () => SetAsync(MdmUserScope.All))).Code);

        Contoso.ServicePrincipals.Remove(KaceApp!);
        Assert.Contains(KaceAppId, (await FailsAsync(ErrorCodes.AppNotFound, () => Service.GetAsync(KaceAppId, Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_entry_is_read_and_not_changed()
    {
        KacePolicy.IsValid = false;

        Assert.Equal(MdmUserScope.None, (await Service.GetAsync(KaceAppId, Cancellation)).Scope);
        Assert.Contains("KACE Cloud", (await FailsAsync(ErrorCodes.MobilityPolicyInvalid, () => SetAsync(MdmUserScope.All))).Message, StringComparison.Ordinal);
        Assert.Empty(Asked.Texts);
    }

    [Fact]
    public async Task A_session_that_may_not_is_told_so_before_any_request()
    {
        using var readOnly = await SessionAsync(Admin, readOnly: true, AllScopes);
        using var weak = await SessionAsync(Admin, false, "User.Read");
        Host.Log.Clear();

        await FailsAsync(ErrorCodes.ReadOnlySession, () => new MdmUserScopeService(readOnly).SetAsync(KaceAppId, MdmUserScope.All, [], Asked.ConfirmAsync, Cancellation));
        await FailsAsync(ErrorCodes.MissingScope, () => new MdmUserScopeService(weak).SetAsync(KaceAppId, MdmUserScope.All, [], Asked.ConfirmAsync, Cancellation));
        await FailsAsync(ErrorCodes.MissingScope, () => new MdmUserScopeService(weak).GetAsync(KaceAppId, Cancellation));
        Assert.Empty(Host.Log.Entries);
    }

    [Theory]
    [InlineData("POST", MdmUserScope.Some, Pilot)]
    [InlineData("DELETE", MdmUserScope.Some, Nobody)]
    public async Task A_write_whose_answer_was_lost_is_taken_for_done_once_it_is_refused_as_done(string method, MdmUserScope scope, string group)
    {
        if (method == "DELETE")
        {
            (KacePolicy.AppliesTo, KacePolicy.IncludedGroups) = ("selected", [Pilot, Nobody]);
        }

        Host.Faults.Add(FaultRule.Parse($"503 {method} /beta/policies/.*ref acted retry-after=1"));
        var told = Listen();

        Assert.Equal([group], (await SetAsync(scope, group)).Groups.Select(g => g.Id));
        Assert.Contains(told.Texts, t => t.Contains(method == "POST" ? $"The group {Pilot} was in the MDM user scope already" : $"The group {Pilot} was not in the MDM user scope any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_that_somebody_deletes_meanwhile_is_not_waited_for()
    {
        var error = await FailsAsync(ErrorCodes.GroupNotFound, () => Service.SetAsync(KaceAppId, MdmUserScope.Some, [Pilot], (_, _) =>
        {
            Contoso.Groups.RemoveAll(g => g.Id == Pilot);
            return Task.FromResult(true);
        }, Cancellation));

        Assert.Contains(Pilot, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_goes_invalid_meanwhile_is_said_so_in_its_own_words() =>
        await FailsAsync(ErrorCodes.MobilityPolicyInvalid, () => Service.SetAsync(KaceAppId, MdmUserScope.All, [], (_, _) =>
        {
            KacePolicy.IsValid = false;
            return Task.FromResult(true);
        }, Cancellation));

    [Fact]
    public async Task A_group_that_somebody_drops_meanwhile_is_added_again()
    {
        Listen().On = text =>
        {
            if (text.Contains("/$ref 204", StringComparison.Ordinal) && Writes.Count == 2)
            {
                KacePolicy.IncludedGroups.Remove(Pilot);
            }
        };

        Assert.Equal(2, (await SetAsync(MdmUserScope.Some, Pilot, Nobody)).Groups.Count);
        Assert.Equal(3, Writes.Count);
        Assert.Contains(Pilot, KacePolicy.IncludedGroups);
    }

    [Fact]
    public async Task It_is_written_down_write_by_write()
    {
        var changes = Record();

        await SetAsync(MdmUserScope.Some, Pilot, Nobody);

        Assert.All(changes.All, c => Assert.Equal((ChangeKind.MdmUserScope, KaceAppId, "KACE Cloud"), (c.Kind, (string?)c.Target["appId"], (string?)c.Target["name"])));
        Assert.Equal(["None", "Some (Windows Pilot)"], changes.All.Select(c => $"{ScopeValue.FromJson(c.Before!)}"));
        Assert.Equal(["Some (Windows Pilot)", "Some (Windows Pilot, Nobody Yet)"], changes.All.Select(c => $"{ScopeValue.FromJson(c.After!)}"));
        Assert.Equal("Set the MDM user scope of KACE Cloud from None to Some (Windows Pilot)", changes.All[0].Words);
    }

    [Fact]
    public async Task What_Graph_does_not_show_is_looked_for_three_times_before_it_is_written_again()
    {
        var (dropped, looks) = (false, new List<int>());
        Listen().On = text =>
        {
            if (text.StartsWith("PATCH", StringComparison.Ordinal) && !dropped)
            {
                (KacePolicy.AppliesTo, dropped) = ("none", true);
            }
            else if (text == "Waiting for the MDM user scope All")
            {
                looks.Add(Writes.Count);
            }
        };

        Assert.Equal(MdmUserScope.All, (await SetAsync(MdmUserScope.All)).Scope);
        Assert.Equal([1, 1, 2, 2], looks); // The last tells that the wait is over.
    }

    [Fact]
    public async Task What_Graph_does_not_show_in_time_is_no_success()
    {
        Listen().On = text => KacePolicy.AppliesTo = text.StartsWith("PATCH", StringComparison.Ordinal) ? "none" : KacePolicy.AppliesTo;

        var error = await FailsAsync(ErrorCodes.ReplicationTimeout, () => new MdmUserScopeService(Session) { Replication = AtOnce }.SetAsync(KaceAppId, MdmUserScope.All, [], Asked.ConfirmAsync, Cancellation));

        Assert.StartsWith("The MDM user scope of KACE Cloud was set to All", error.Message, StringComparison.Ordinal);
        Assert.Equal(KaceAppId, error.Target);
    }

    [Fact]
    public async Task A_group_that_Graph_does_not_see_yet_is_waited_for()
    {
        Host.Faults.Add(FaultRule.Parse("404 POST /beta/policies/.*ref"));
        var told = Listen();

        Assert.Single((await SetAsync(MdmUserScope.Some, Pilot)).Groups);
        Assert.Contains(told.Steps, s => s.Activity == "Waiting for group Windows Pilot");
    }

    [Fact]
    public async Task A_group_that_may_not_be_added_is_not_looked_for()
    {
        Host.Faults.Add(FaultRule.Parse("403 POST /beta/policies/.*ref"));

        await FailsAsync(ErrorCodes.AccessDenied, () => SetAsync(MdmUserScope.Some, Pilot));
        Assert.Single(Host.Log.Entries, e => e.Path.StartsWith("/v1.0/groups", StringComparison.Ordinal));
    }

    private Task<KaceMdmUserScope> SetAsync(MdmUserScope scope, params string[] groups) => Service.SetAsync(KaceAppId, scope, groups, Asked.ConfirmAsync, Cancellation);
}
