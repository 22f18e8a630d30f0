using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Mobility;

public sealed class MdmUriServiceTests() : TenantTest("wrong-uris")
{
    private MdmUriService Service => new(Session);

    [Fact]
    public async Task Both_are_compared_and_missing_where_there_is_no_entry()
    {
        Assert.All(await Service.CompareAsync(KaceAppId, Setting, Cancellation), c => Assert.Equal((TenantId, MdmUriMatch.Different), (c.TenantId, c.Match)));

        Contoso.MobileDeviceManagementPolicies.Remove(KacePolicy);
        Assert.All(await Service.CompareAsync(KaceAppId, Setting, Cancellation), c => Assert.Equal(MdmUriMatch.Missing, c.Match));
    }

    [Fact]
    public async Task Both_are_set_in_one_write_that_names_them()
    {
        var (termsOfUse, discovery) = (KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl);

        Assert.All(await SetAsync(), c => Assert.Equal(MdmUriMatch.Equal, c.Match));

        Assert.Equal((Kace("TermsOfUse"), Kace("EnrollmentServer/Discovery.svc")), (KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl));
        Assert.Equal(
            $"KACE Cloud in tenant {TenantId}: Set the MDM Terms Of Use URI from {termsOfUse} to {Kace("TermsOfUse")}; Set the MDM Discovery URI from {discovery} to {Kace("EnrollmentServer/Discovery.svc")}",
            Assert.Single(Asked.Texts));
        Assert.Single(Writes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_is_written_in_another_way_stays_as_it_is(bool isTermsOfUse)
    {
        var other = (isTermsOfUse ? Kace("TermsOfUse") : Kace("EnrollmentServer/Discovery.svc")).Replace("https", "HTTPS", StringComparison.Ordinal);
        (KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl) = (isTermsOfUse ? other : null, isTermsOfUse ? null : other);

        Assert.All(await SetAsync(), c => Assert.True(c.IsMatch));

        Assert.Equal(other, isTermsOfUse ? KacePolicy.TermsOfUseUrl : KacePolicy.DiscoveryUrl);
        Assert.Contains(" from nothing to ", Assert.Single(Asked.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_right_or_not_confirmed_is_not_written()
    {
        Asked.Answer = false;
        Assert.All(await SetAsync(), c => Assert.False(c.IsMatch));
        Assert.Single(Asked.Texts);

        (KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl) = (Kace("TermsOfUse"), Kace("EnrollmentServer/Discovery.svc"));
        Assert.All(await SetAsync(), c => Assert.True(c.IsMatch));
        Assert.Single(Asked.Texts);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task What_may_not_or_cannot_be_written_is_said_so()
    {
        using var readOnly = await SessionAsync(Admin, readOnly: true, AllScopes);
        await FailsAsync(ErrorCodes.ReadOnlySession, () => new MdmUriService(readOnly).SetAsync(KaceAppId, Setting, Asked.ConfirmAsync, Cancellation));
        using var weak = await SessionAsync(Admin, false, "User.Read");
        await FailsAsync(ErrorCodes.MissingScope, () => new MdmUriService(weak).CompareAsync(KaceAppId, Setting, Cancellation));
        Host.Faults.Add(FaultRule.Parse("400 PATCH /beta/policies/.*"));
        await FailsAsync(ErrorCodes.RequestRefused, SetAsync);
        KacePolicy.IsValid = false;
        await FailsAsync(ErrorCodes.MobilityPolicyInvalid, SetAsync);
        Contoso.MobileDeviceManagementPolicies.Remove(KacePolicy);
        await FailsAsync(ErrorCodes.MobilityPolicyMissing, SetAsync);
    }

    [Fact]
    public async Task It_is_written_down_with_the_addresses_before_and_after()
    {
        var before = new MdmUris(KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl);
        var changes = Record();

        await SetAsync();

        var change = Assert.Single(changes.All);
        Assert.Equal((ChangeKind.MdmUris, KaceAppId, "KACE Cloud"), (change.Kind, (string?)change.Target["appId"], (string?)change.Target["name"]));
        Assert.Equal((before, new MdmUris(Kace("TermsOfUse"), Kace("EnrollmentServer/Discovery.svc"))), (MdmUris.FromJson(change.Before!), MdmUris.FromJson(change.After!)));
        Assert.StartsWith("Set the MDM URIs of KACE Cloud from ", change.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_Graph_does_not_show_in_time_is_no_success()
    {
        var old = KacePolicy.DiscoveryUrl;
        Listen().On = text => KacePolicy.DiscoveryUrl = text.StartsWith("PATCH", StringComparison.Ordinal) ? old : KacePolicy.DiscoveryUrl;

        var error = await FailsAsync(ErrorCodes.ReplicationTimeout, () => new MdmUriService(Session) { Replication = AtOnce }.SetAsync(KaceAppId, Setting, Asked.ConfirmAsync, Cancellation));

        Assert.StartsWith("The MDM URIs of KACE Cloud were set", error.Message, StringComparison.Ordinal);
        Assert.Equal(KaceAppId, error.Target);
    }

    private Task<IReadOnlyList<KaceMdmUriComparison>> SetAsync() => Service.SetAsync(KaceAppId, Setting, Asked.ConfirmAsync, Cancellation);
}
