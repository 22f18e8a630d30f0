using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Mobility;

public sealed class MobilityAppRemovalTests() : TenantTest("on-premises")
{
    private const string Name = "KACE Cloud (on-premises MDM)";

    [Fact]
    public async Task All_of_it_is_removed_in_the_order_that_Graph_demands_and_nothing_twice()
    {
        Contoso.Applications.ForEach(a => a.DisplayName = "Registration");
        Contoso.MobileDeviceManagementPolicies.ForEach(p => p.DisplayName = "Entry");
        Assert.True(await RemoveAsync());

        Assert.Equal(
            [
                "/v1.0/servicePrincipals/7f3c2a10-5b7e-4c55-9d64-0c0a70500306", "/v1.0/applications/7f3c2a10-5b7e-4c55-9d64-0c0a70500401",
                "/beta/policies/mobileAppManagementPolicies/" + OldAppId, "/beta/policies/mobileDeviceManagementPolicies/" + OldAppId,
            ],
            Writes.Select(w => w.Path));
        Assert.Equal($"Tenant {TenantId}: Remove the MDM application {Name}: its enterprise application, its registration and its entry in Mobility (MDM and MAM)", Assert.Single(Asked.Texts));
        Assert.DoesNotContain(Contoso.MobileDeviceManagementPolicies.Concat(Contoso.MobileAppManagementPolicies), p => p.Id == OldAppId);
        Assert.DoesNotContain(Contoso.Applications, a => a.AppId == OldAppId);

        Assert.False(await RemoveAsync());
        Assert.Single(Asked.Texts);
        Assert.Equal(4, Writes.Count);
    }

    [Fact]
    public async Task What_is_not_confirmed_is_not_removed()
    {
        Asked.Answer = false;

        Assert.False(await RemoveAsync());
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whichever_part_is_left_of_it_is_found_named_and_removed(int part)
    {
        Contoso.ServicePrincipals.RemoveAll(s => part != 0 && s.AppId == OldAppId);
        Contoso.Applications.RemoveAll(a => part != 1 && a.AppId == OldAppId);
        Contoso.MobileAppManagementPolicies.RemoveAll(p => p.Id == OldAppId);
        Contoso.MobileDeviceManagementPolicies.RemoveAll(p => part != 2 && p.Id == OldAppId);
        Contoso.MobileDeviceManagementPolicies.ForEach(p => p.IsValid = p.Id != OldAppId);

        Assert.True(await RemoveAsync());
        Assert.Contains(Name, Assert.Single(Asked.Texts), StringComparison.Ordinal);
        Assert.Single(Writes);
    }

    [Fact]
    public async Task A_registration_without_its_application_has_the_name()
    {
        Contoso.ServicePrincipals.RemoveAll(s => s.AppId == OldAppId);
        Contoso.MobileDeviceManagementPolicies.ForEach(p => (p.DisplayName, p.IsValid) = ("Entry", p.Id != OldAppId));
        Contoso.MobileAppManagementPolicies.ForEach(p => p.IsValid = p.Id != OldAppId);

        Assert.True(await RemoveAsync());
        Assert.Contains($"Remove the MDM application {Name}: ", Assert.Single(Asked.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_is_written_down_with_all_that_it_held_before_it_is_deleted()
    {
        var policy = Contoso.MobileDeviceManagementPolicies.Single(p => p.Id == OldAppId);
        var uris = new MdmUris(policy.TermsOfUseUrl, policy.DiscoveryUrl);
        (policy.AppliesTo, policy.IncludedGroups) = ("selected", [Pilot]);
        var changes = Record();

        await RemoveAsync();

        var entries = changes.All.Where(c => c.Kind == ChangeKind.MobilityEntry).ToList();
        Assert.Equal(["MAM", "MDM"], entries.Select(e => (string?)e.Target["half"]));
        Assert.Equal([$"Delete the invalid MAM entry of {Name} in Mobility (MDM and MAM)", $"Delete the invalid MDM entry of {Name} in Mobility (MDM and MAM)"], entries.Select(e => e.Words));
        Assert.Equal((uris, "Some (Windows Pilot)", null), (MdmUris.FromJson(entries[1].Before!), $"{ScopeValue.FromJson(entries[1].Before!)}", entries[1].After));
    }

    [Fact]
    public async Task An_entry_that_stays_valid_is_not_deleted()
    {
        var error = await FailsAsync(ErrorCodes.ReplicationTimeout, () => new MobilityEntryRemoval(Session) { Replication = AtOnce }.RemoveInvalidAsync(OldAppId, Cancellation));

        Assert.Equal(OldAppId, error.Target);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task An_entry_that_is_deleted_meanwhile_is_as_good()
    {
        var told = Listen();
        Host.Faults.Add(FaultRule.Parse("404 DELETE /beta/policies/.*"));

        Assert.True(await RemoveAsync());
        Assert.Contains($"The MAM entry of {OldAppId} was gone already.", told.Texts);
    }

    [Fact]
    public async Task What_Graph_denies_ends_it()
    {
        Host.Faults.Add(FaultRule.Parse("403 DELETE /beta/policies/.*"));
        await FailsAsync(ErrorCodes.AccessDenied, RemoveAsync);

        Host.Faults.Add(FaultRule.Parse("403 GET /beta/policies/mobileAppManagementPolicies/.*"));
        await FailsAsync(ErrorCodes.AccessDenied, RemoveAsync);
    }

    [Fact]
    public async Task A_session_that_may_do_half_of_it_is_told_so_before_any_request()
    {
        using var applications = await SessionAsync(Admin, false, "Application.ReadWrite.All");
        using var policies = await SessionAsync(Admin, false, "Policy.ReadWrite.MobilityManagement");
        Host.Log.Clear();

        foreach (var session in new[] { applications, policies })
        {
            await FailsAsync(ErrorCodes.MissingScope, () => new MobilityAppRemoval(session).RemoveAsync(OldAppId, Asked.ConfirmAsync, Cancellation));
        }

        Assert.Empty(Host.Log.Entries);
    }

    private Task<bool> RemoveAsync() => new MobilityAppRemoval(Session).RemoveAsync(OldAppId, Asked.ConfirmAsync, Cancellation);
}
