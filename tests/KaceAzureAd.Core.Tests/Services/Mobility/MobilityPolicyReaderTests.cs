using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Mobility;

/// <summary>An entry that the steps of one run read together, and why it is not there or refuses a write.</summary>
public sealed class MobilityPolicyReaderTests() : TenantTest("policy-without-scope")
{
    private MobilityPolicyReader? _reader;

    private MobilityPolicyReader Reader => _reader ??= new(Session);

    private int Reads => Host.Log.Entries.Count(e => e is { Method: "GET" } && e.Path.StartsWith("/beta/policies", StringComparison.Ordinal));

    [Fact]
    public async Task What_was_just_read_serves_the_next_for_two_seconds()
    {
        Assert.Null(Reader.JustSeen(KaceAppId));
        var policy = await Reader.GetAsync(KaceAppId, Cancellation);

        Assert.Same(policy, Reader.JustSeen(KaceAppId));
        Assert.Null(Reader.JustSeen(OldAppId));
        Assert.Same(policy, await Reader.GetAsync(KaceAppId, Cancellation));
        Assert.Equal(1, Reads);

        await Task.Delay(TimeSpan.FromSeconds(2.1), Cancellation);
        Assert.Null(Reader.JustSeen(KaceAppId));
        await Reader.GetAsync(KaceAppId, Cancellation);
        Assert.Equal(2, Reads);
    }

    [Fact]
    public async Task What_was_written_to_or_is_gone_was_not_just_seen()
    {
        await Reader.GetAsync(KaceAppId, Cancellation);
        await Reader.WriteAsync(KaceAppId, () => Task.CompletedTask, Cancellation);
        Assert.Null(Reader.JustSeen(KaceAppId));

        await Reader.GetAsync(KaceAppId, Cancellation);
        Contoso.MobileDeviceManagementPolicies.Remove(KacePolicy);
        Assert.Null(await Reader.FindAsync(KaceAppId, Cancellation));
        Assert.Null(Reader.JustSeen(KaceAppId));
    }

    [Theory]
    [InlineData(19, 1)]
    [InlineData(25, 2)]
    public async Task Groups_are_read_by_themselves_only_where_the_list_may_cut_them(int groups, int reads)
    {
        World.Behaviour.ExpandedGroups = 20;
        Contoso.Groups.AddRange(Enumerable.Range(0, groups).Select(i => new Group { Id = Guid.NewGuid().ToString(), DisplayName = $"Team {i}" }));
        (KacePolicy.AppliesTo, KacePolicy.IncludedGroups) = ("selected", [.. Contoso.Groups.TakeLast(groups).Select(g => g.Id)]);

        Assert.Equal(groups, (await Reader.FindAsync(KaceAppId, Cancellation))!.IncludedGroups!.Count);
        Assert.Equal(reads, Reads);
    }

    [Fact]
    public async Task An_entry_without_its_application_or_an_application_without_its_entry_is_told_by_its_id()
    {
        KacePolicy.IsValid = false;
        Assert.Equal(KaceAppId, (await FailsAsync(ErrorCodes.MobilityPolicyInvalid, () => Reader.GetAsync(KaceAppId, Cancellation))).Target);

        Contoso.MobileDeviceManagementPolicies.Remove(KacePolicy);
        Assert.Equal(KaceAppId, (await FailsAsync(ErrorCodes.MobilityPolicyMissing, () => new MobilityPolicyReader(Session).GetAsync(KaceAppId, Cancellation))).Target);

        Contoso.ServicePrincipals.Remove(KaceApp!);
        Assert.Equal(KaceAppId, (await FailsAsync(ErrorCodes.AppNotFound, () => new MobilityPolicyReader(Session).GetAsync(KaceAppId, Cancellation))).Target);
    }

    [Fact]
    public async Task A_refused_write_to_an_entry_that_is_gone_says_that_it_is_gone()
    {
        Host.Faults.Add(FaultRule.Parse("404 PATCH /beta/policies/.*"));

        await FailsAsync(ErrorCodes.MobilityPolicyMissing, () => new MdmUserScopeService(Session, Reader).SetAsync(KaceAppId, MdmUserScope.All, [], (_, _) =>
        {
            Contoso.MobileDeviceManagementPolicies.Remove(KacePolicy);
            return Task.FromResult(true);
        }, Cancellation));
    }

    [Fact]
    public async Task A_write_that_is_denied_says_nothing_about_the_entry()
    {
        Host.Faults.Add(FaultRule.Parse("403 PATCH /beta/policies/.*"));

        await FailsAsync(ErrorCodes.AccessDenied, () => new MdmUserScopeService(Session, Reader).SetAsync(KaceAppId, MdmUserScope.All, [], Asked.ConfirmAsync, Cancellation));
        Assert.Equal(1, Reads);
    }
}
