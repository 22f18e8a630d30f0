using System.Text.Json.Nodes;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Consent;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Connection;

/// <summary>How each sort of change compares with what is there now: as before it, as it left it, or as somebody else did.</summary>
public sealed class UndoStandingTests() : TenantTest("connected")
{
    private JsonObject App => new() { ["appId"] = KaceAppId, ["name"] = "KACE Cloud", ["hadEntry"] = false, ["half"] = "MDM" };

    [Fact]
    public async Task Of_an_application_that_was_enabled()
    {
        var change = Change(ChangeKind.EnterpriseApplicationEnabled, App, new JsonObject { ["isEnabled"] = false }, new JsonObject { ["isEnabled"] = true });
        Assert.Equal(Standing.AsLeft("enabled"), await LookAsync(new EnterpriseApplicationEnabledUndo(), change));
        Assert.Equal(Standing.AsBefore("enabled"), await LookAsync(new EnterpriseApplicationEnabledUndo(), change with { Before = [] }));

        KaceApp!.AccountEnabled = false;
        Assert.Equal(Standing.AsBefore("disabled"), await LookAsync(new EnterpriseApplicationEnabledUndo(), change));
        Contoso.ServicePrincipals.Remove(KaceApp);
        Assert.Equal(Standing.AsBefore("not there"), await LookAsync(new EnterpriseApplicationEnabledUndo(), change));
    }

    [Fact]
    public async Task Of_a_registration_that_was_deleted()
    {
        var there = Contoso.Applications[0].AppId;
        Assert.Equal(Standing.AsBefore("there"), await LookAsync(new AppRegistrationUndo(), Change(ChangeKind.AppRegistration, new JsonObject { ["appId"] = there }, [], null)));
        Assert.Equal(Standing.AsLeft("not there"), await LookAsync(new AppRegistrationUndo(), Change(ChangeKind.AppRegistration, App, [], null)));
    }

    [Fact]
    public async Task Of_an_application_that_was_deleted()
    {
        var (change, words) = (Change(ChangeKind.EnterpriseApplication, App, new JsonObject { ["id"] = KaceApp!.Id }, null), $"there, with the id {KaceApp.Id}");
        Assert.Equal(Standing.AsBefore(words), await LookAsync(new EnterpriseApplicationUndo(), change));
        Assert.Equal(Standing.Changed(words), await LookAsync(new EnterpriseApplicationUndo(), change with { Before = new JsonObject { ["id"] = "another" } }));
        Assert.Equal(Standing.Changed(words), await LookAsync(new EnterpriseApplicationUndo(), change with { Result = new JsonObject { ["id"] = "another" } }));

        Contoso.ServicePrincipals.Remove(KaceApp);
        Assert.Equal(Standing.AsLeft("not there"), await LookAsync(new EnterpriseApplicationUndo(), change));
    }

    [Fact]
    public async Task Of_an_application_that_was_added_as_far_as_the_session_may_look()
    {
        var change = Change(ChangeKind.EnterpriseApplication, App, null, new JsonObject { ["appId"] = KaceAppId }) with { Result = new JsonObject { ["id"] = KaceApp!.Id } };
        using var session = await SessionAsync(Admin, false, "Application.ReadWrite.All");

        Assert.Equal(Standing.AsLeft($"there, with the id {KaceApp.Id}"), await new EnterpriseApplicationUndo().LookAsync(change, session, Cancellation));
    }

    [Fact]
    public async Task An_entry_that_was_there_before_stays_when_the_application_goes()
    {
        var change = Change(ChangeKind.EnterpriseApplication, App, null, new JsonObject { ["appId"] = KaceAppId });
        change.Target["hadEntry"] = true;

        await new EnterpriseApplicationUndo().RestoreAsync(change, Session, Cancellation);

        Assert.Null(KaceApp);
        Assert.False(KacePolicy.IsValid);
        Assert.DoesNotContain(Writes, w => w.Path.StartsWith("/beta/policies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_addresses()
    {
        var (now, other) = (new MdmUris(KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl), new MdmUris("https://other.example/t", "https://other.example/d"));
        Task<Standing> LookAtAsync(MdmUris before, MdmUris after) => LookAsync(new MdmUrisUndo(), Change(ChangeKind.MdmUris, App, before.ToJson(), after.ToJson()));

        Assert.Equal(Standing.AsBefore($"{now}"), await LookAtAsync(now, other));
        Assert.Equal(Standing.AsLeft($"{now}"), await LookAtAsync(other, now));
        Assert.Equal(Standing.Changed($"{now}"), await LookAtAsync(other, other));
        KacePolicy.IsValid = false;
        Assert.Equal(Standing.AsBefore("the entry is not there"), await LookAtAsync(other, now));
    }

    [Fact]
    public async Task Of_a_scope()
    {
        var (all, none, some) = (new ScopeValue(MdmUserScope.All, []), new ScopeValue(MdmUserScope.None, []), new ScopeValue(MdmUserScope.Some, [new KaceGroup(Pilot, "Windows Pilot")]));
        Task<Standing> LookAtAsync(ScopeValue before, ScopeValue after) => LookAsync(new MdmUserScopeUndo(), Change(ChangeKind.MdmUserScope, App, before.ToJson(), after.ToJson()));

        Assert.Equal(Standing.AsBefore("All"), await LookAtAsync(all, none));
        Assert.Equal(Standing.AsLeft("All"), await LookAtAsync(none, all));
        Assert.Equal(Standing.Changed("All"), await LookAtAsync(none, some));
        KacePolicy.IsValid = false;
        Assert.Equal(Standing.AsBefore("the entry is not there"), await LookAtAsync(none, all));
    }

    [Fact]
    public async Task Of_an_entry_that_was_deleted()
    {
        var change = Change(ChangeKind.MobilityEntry, App, EntryOf(new MdmUris(KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl), new ScopeValue(MdmUserScope.All, [])), null);
        Assert.Equal(Standing.AsBefore("there, as it was"), await LookAsync(new MobilityEntryUndo(), change));
        Assert.Equal(Standing.AsLeft("there, with other values"), await LookAsync(new MobilityEntryUndo(), change with { Before = EntryOf(new MdmUris(null, null), new ScopeValue(MdmUserScope.All, [])) }));
        KacePolicy.AppliesTo = "none";
        Assert.Equal(Standing.AsLeft("there, with other values"), await LookAsync(new MobilityEntryUndo(), change));
        (KacePolicy.AppliesTo, KacePolicy.IsValid) = ("all", false);
        Assert.Equal(Standing.AsLeft("there, with other values"), await LookAsync(new MobilityEntryUndo(), change));
        Contoso.MobileDeviceManagementPolicies.Remove(KacePolicy);
        Assert.Equal(Standing.AsLeft("not there"), await LookAsync(new MobilityEntryUndo(), change));
        Contoso.ServicePrincipals.Remove(KaceApp!);
        Assert.Equal(Standing.AsBefore("nothing that has an effect is missing"), await LookAsync(new MobilityEntryUndo(), change));
    }

    [Fact]
    public async Task An_entry_that_came_back_gets_its_addresses_and_its_scope()
    {
        var (uris, scope) = (new MdmUris("https://other.example/t", "https://other.example/d"), new ScopeValue(MdmUserScope.Some, [new KaceGroup(Pilot, "Windows Pilot")]));

        await new MobilityEntryUndo().RestoreAsync(Change(ChangeKind.MobilityEntry, App, EntryOf(uris, scope), null), Session, Cancellation);

        Assert.Equal((uris.TermsOfUse, uris.Discovery, "selected"), (KacePolicy.TermsOfUseUrl, KacePolicy.DiscoveryUrl, KacePolicy.AppliesTo));
        Assert.Equal([Pilot], KacePolicy.IncludedGroups);
    }

    [Fact]
    public async Task Taking_back_is_itself_told_by_the_entrys_name()
    {
        var changes = Record();
        await new MdmUrisUndo().RestoreAsync(Change(ChangeKind.MdmUris, App, new MdmUris("https://other.example/t", null).ToJson(), []), Session, Cancellation);
        await new MdmUserScopeUndo().RestoreAsync(Change(ChangeKind.MdmUserScope, App, new ScopeValue(MdmUserScope.None, []).ToJson(), []), Session, Cancellation);

        Assert.Equal(["Set the MDM URIs of KACE Cloud from", "Set the MDM user scope of KACE Cloud from"], changes.All.Select(c => c.Words[..(c.Words.IndexOf(" from", StringComparison.Ordinal) + 5)]));
    }

    [Fact]
    public async Task Of_delegated_permissions_only_those_of_the_change_count()
    {
        var grant = Contoso.OAuth2PermissionGrants.First(g => g.ClientId == KaceApp!.Id);
        var target = new ConsentTarget(KaceAppId, KaceApp!.Id, GraphApp.AppId, GraphApp.Id, "Microsoft Graph").ToJson();
        grant.Scope = "User.Read email";
        var change = Change(ChangeKind.DelegatedConsent, target, new JsonObject { ["scope"] = "email" }, new JsonObject { ["scope"] = "email User.Read" });

        Assert.Equal(Standing.AsLeft("User.Read email"), await LookAsync(new DelegatedConsentUndo(), change));
        grant.Scope = "email";
        Assert.Equal(Standing.AsBefore("email"), await LookAsync(new DelegatedConsentUndo(), change));
        Contoso.OAuth2PermissionGrants.Remove(grant);
        Assert.Equal(Standing.AsBefore("nothing"), await LookAsync(new DelegatedConsentUndo(), change));
    }

    [Fact]
    public async Task Of_consent_in_the_browser_what_it_granted_or_where_that_is_not_known_what_was_granted_since()
    {
        Contoso.OAuth2PermissionGrants.RemoveAll(g => g.ClientId == KaceApp!.Id);
        Contoso.AppRoleAssignments.Clear();
        Contoso.GrantScopes(KaceApp!, GraphApp, ["User.Read", "email", "openid"]);
        JsonObject Held(params string[] scopes) => ConsentValue.ToJson(scopes.Select(s => new KaceConsent { TenantId = TenantId, AppId = KaceAppId, Permission = s, Type = ConsentType.Delegated, IsTenantWide = true, ResourceAppId = GraphApp.AppId }));
        var change = Change(ChangeKind.BrowserConsent, new JsonObject { ["appId"] = KaceAppId }, Held("email"), null);

        Assert.Equal(Standing.AsLeft("User.Read (Delegated), openid (Delegated)"), await LookAsync(new BrowserConsentUndo(), change));
        Assert.Equal(Standing.AsLeft("User.Read (Delegated)"), await LookAsync(new BrowserConsentUndo(), change with { Result = Held("email", "User.Read", "profile") }));
        Assert.Equal(Standing.AsBefore("not granted"), await LookAsync(new BrowserConsentUndo(), change with { Result = Held("email", "profile") }));
    }

    private static JournalChange Change(ChangeKind kind, JsonObject target, JsonObject? before, JsonObject? after) =>
        new() { Number = 1, Kind = kind, Target = target, Before = before, After = after, Words = "A change" };

    private static JsonObject EntryOf(MdmUris uris, ScopeValue scope)
    {
        var value = uris.ToJson();
        foreach (var (name, part) in scope.ToJson())
        {
            value[name] = part?.DeepClone();
        }

        return value;
    }

    private Task<Standing> LookAsync(ChangeUndo undo, JournalChange change)
    {
        Assert.Equal(undo.Kind, change.Kind);
        return undo.LookAsync(change, Session, Cancellation);
    }
}
