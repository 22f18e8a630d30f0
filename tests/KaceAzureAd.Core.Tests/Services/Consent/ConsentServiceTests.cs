using KaceAzureAd.Consent;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Core.Tests.Services.Consent;

/// <summary>Consent to an application that is in the tenant and was granted nothing yet.</summary>
public sealed class ConsentServiceTests() : TenantTest("app-added")
{
    private const string Graph = PermissionRequest.MicrosoftGraph;

    private static readonly PermissionRequest UserRead = new(Graph, "User.Read", ConsentType.Delegated);
    private static readonly PermissionRequest OpenId = new(Graph, "openid", ConsentType.Delegated);
    private static readonly PermissionRequest DeviceRead = new(Graph, "Device.Read.All", ConsentType.Application);
    private static readonly PermissionRequest DeviceWrite = new(Graph, "Device.ReadWrite.All", ConsentType.Application);

    private ConsentService Service => new(Session);

    private string Scopes => Contoso.OAuth2PermissionGrants.SingleOrDefault(g => g.ClientId == KaceApp!.Id && g.ConsentType == "AllPrincipals")?.Scope ?? "";

    private int Roles => Contoso.AppRoleAssignments.Count(a => a.PrincipalId == KaceApp!.Id);

    [Fact]
    public async Task What_is_granted_is_told_in_the_resources_words()
    {
        Assert.Empty(await Service.GetAsync(KaceAppId, Cancellation));
        Assert.Empty(await Service.GetAsync("11111111-2222-3333-4444-555555555555", Cancellation));
        Contoso.GrantScopes(KaceApp!, GraphApp, ["User.Read", "Unheard.Of"]);
        Contoso.GrantScopes(KaceApp!, GraphApp, ["openid"], principalId: "7f3c2a10-5b7e-4c55-9d64-0c0a70500105");
        Contoso.AssignRole(KaceApp!, GraphApp, GraphApp.AppRoles.Single(r => r.Value == "Device.Read.All"));

        var granted = await Service.GetAsync(KaceAppId, Cancellation);

        Assert.Equal(["User.Read (Delegated)", "Unheard.Of (Delegated)", "openid (Delegated)", "Device.Read.All (Application)"], granted.Select(g => $"{g}"));
        Assert.Equal([true, true, false, true], granted.Select(g => g.IsTenantWide));
        Assert.Equal([null, null, "7f3c2a10-5b7e-4c55-9d64-0c0a70500105", null], granted.Select(g => g.PrincipalId));
        Assert.All(granted, g => Assert.Equal((TenantId, KaceAppId, "Microsoft Graph", Graph), (g.TenantId, g.AppId, g.Resource, g.ResourceAppId)));
        Assert.Equal(GraphApp.OAuth2PermissionScopes.Single(s => s.Value == "User.Read").AdminConsentDisplayName, granted[0].Description);
        Assert.Null(granted[1].Description);
        Assert.Equal(GraphApp.AppRoles.Single(r => r.Value == "Device.Read.All").DisplayName, granted[3].Description);
    }

    [Fact]
    public async Task A_resource_that_cannot_be_read_leaves_permissions_unnamed_and_not_unlisted()
    {
        var role = Contoso.AssignRole(KaceApp!, GraphApp, GraphApp.AppRoles[0]);
        Contoso.GrantScopes(KaceApp!, GraphApp, ["User.Read"]);
        Host.Faults.Add(FaultRule.Parse($"403 GET /v1.0/servicePrincipals/{GraphApp.Id}.* count=*"));

        var granted = await Service.GetAsync(KaceAppId, Cancellation);

        Assert.Equal(["User.Read", role.AppRoleId], granted.Select(g => g.Permission));
        Assert.Equal([null, "Microsoft Graph"], granted.Select(g => g.Resource));
        Assert.All(granted, g => Assert.Null(g.ResourceAppId));
    }

    [Fact]
    public async Task The_resources_own_name_counts_and_a_role_it_offers_no_more_has_none()
    {
        var role = Contoso.AssignRole(KaceApp!, GraphApp, GraphApp.AppRoles[0]);
        GraphApp.DisplayName = "Graph of today";
        GraphApp.AppRoles.RemoveAt(0);

        var granted = Assert.Single(await Service.GetAsync(KaceAppId, Cancellation));

        Assert.Equal((role.AppRoleId, "Graph of today", Graph, null), (granted.Permission, granted.Resource, granted.ResourceAppId, granted.Description));
    }

    [Theory]
    [InlineData("oauth2PermissionGrants")]
    [InlineData("appRoleAssignments")]
    public async Task An_application_that_goes_while_it_is_read_is_not_there(string half)
    {
        Contoso.GrantScopes(KaceApp!, GraphApp, ["User.Read"]);
        Host.Faults.Add(FaultRule.Parse($"404 GET /v1.0/servicePrincipals.*{half}.* count=*"));

        Assert.Empty(await Service.GetAsync(KaceAppId, Cancellation));
    }

    [Theory]
    [InlineData("oauth2PermissionGrants")]
    [InlineData("appRoleAssignments")]
    public async Task Half_of_what_is_granted_is_no_answer(string half)
    {
        Host.Faults.Add(FaultRule.Parse($"403 GET /v1.0/servicePrincipals.*{half}.* count=*"));

        await FailsAsync(ErrorCodes.AccessDenied, () => Service.GetAsync(KaceAppId, Cancellation));
    }

    [Fact]
    public async Task Permissions_are_asked_for_in_words_granted_and_read_back()
    {
        var granted = await GrantAsync(UserRead, DeviceRead, DeviceWrite, UserRead with { Permission = "USER.read" });

        // Those made side by side come back in either order.
        Assert.Equal(["Device.Read.All (Application)", "Device.ReadWrite.All (Application)", "User.Read (Delegated)"], granted.Select(g => $"{g}").Order(StringComparer.Ordinal));
        var asked = Assert.Single(Asked.Texts);
        Assert.StartsWith($"Application {KaceAppId} in tenant {TenantId}: Let the application from now on: User.Read (Delegated) - ", asked, StringComparison.Ordinal);
        Assert.Contains("; Device.ReadWrite.All (Application) - ", asked, StringComparison.Ordinal);
        Assert.EndsWith("[RISK: It changes all such objects of the tenant, without anybody signed in.]", asked, StringComparison.Ordinal);
        Assert.Equal(3, Writes.Count);
        Assert.Equal("User.Read", Scopes);
    }

    [Fact]
    public async Task What_is_granted_already_is_neither_asked_for_nor_written_and_nothing_is_dropped()
    {
        Contoso.GrantScopes(KaceApp!, GraphApp, ["email", "User.Read"]);

        Assert.Equal(2, (await GrantAsync(UserRead)).Count);
        Assert.Empty(Asked.Texts);

        await GrantAsync(UserRead, OpenId);
        Assert.Equal("email User.Read openid", Scopes);
        Assert.DoesNotContain("User.Read", Assert.Single(Asked.Texts), StringComparison.Ordinal);
        Assert.Single(Writes);
    }

    [Fact]
    public async Task What_is_not_confirmed_is_neither_granted_nor_revoked()
    {
        Asked.Answer = false;
        Assert.Empty(await GrantAsync(UserRead));
        Contoso.GrantScopes(KaceApp!, GraphApp, ["User.Read"]);
        Assert.Single(await RevokeAsync(UserRead));
        Assert.Empty(Writes);
        Assert.Equal(2, Asked.Texts.Count);
    }

    [Fact]
    public async Task A_resource_of_which_nothing_is_granted_yet_gets_a_grant_of_its_own_without_looking_for_one()
    {
        Contoso.GrantScopes(KaceApp!, GraphApp, ["User.Read"]);
        var other = Contoso.ServicePrincipals.Single(s => s.AppId == Intune);
        other.OAuth2PermissionScopes.Add(new PermissionScope { Id = Guid.NewGuid().ToString(), Value = "Enrol" });
        Host.Log.Clear();

        await GrantAsync(new PermissionRequest(Intune, "Enrol", ConsentType.Delegated));

        Assert.Equal(["Enrol"], Contoso.OAuth2PermissionGrants.Where(g => g.ClientId == KaceApp!.Id && g.ResourceId == other.Id).Select(g => g.Scope));
        Assert.DoesNotContain(Host.Log.Entries, e => e.Method == "GET" && e.Path.StartsWith("/v1.0/oauth2PermissionGrants", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_resource_that_only_an_application_permission_is_of_has_no_grant_to_look_for()
    {
        Contoso.AssignRole(KaceApp!, GraphApp, GraphApp.AppRoles.Single(r => r.Value == "Device.Read.All"));
        Host.Log.Clear();

        await GrantAsync(UserRead);

        Assert.DoesNotContain(Host.Log.Entries, e => e.Method == "GET" && e.Path.StartsWith("/v1.0/oauth2PermissionGrants", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_resource_that_could_not_be_named_may_have_a_grant_that_is_extended()
    {
        Contoso.GrantScopes(KaceApp!, GraphApp, ["email"]);
        Host.Faults.Add(FaultRule.Parse($"403 GET /v1.0/servicePrincipals/{GraphApp.Id}.* count=1"));

        await GrantAsync(UserRead);

        Assert.Equal("email User.Read", Scopes);
        Assert.Equal(["PATCH"], Writes.Select(w => w.Method));
    }

    [Fact]
    public async Task What_somebody_dropped_is_looked_for_three_times_before_it_is_written_again()
    {
        var (dropped, looks) = (false, new List<int>());
        Listen().On = text =>
        {
            if (text.StartsWith("POST /v1.0/oauth2PermissionGrants", StringComparison.Ordinal) && !dropped)
            {
                (Contoso.OAuth2PermissionGrants.Single(g => g.ClientId == KaceApp!.Id).Scope, dropped) = ("email", true);
            }
            else if (text == "Waiting for the consent")
            {
                looks.Add(Writes.Count);
            }
        };

        Assert.Equal(["email", "User.Read"], (await GrantAsync(UserRead)).Select(g => g.Permission));
        Assert.Equal([1, 1, 2, 2], looks); // The last tells that the wait is over.
    }

    [Fact]
    public async Task What_Graph_does_not_show_in_time_is_no_success()
    {
        var service = new ConsentService(Session) { Replication = AtOnce };
        Listen().On = text =>
        {
            if (text.StartsWith("POST /v1.0/oauth2PermissionGrants", StringComparison.Ordinal))
            {
                Contoso.OAuth2PermissionGrants.RemoveAll(g => g.ClientId == KaceApp!.Id);
            }
            else if (text.StartsWith("DELETE /v1.0/oauth2PermissionGrants", StringComparison.Ordinal))
            {
                Contoso.GrantScopes(KaceApp!, GraphApp, ["User.Read"]);
            }
        };

        Assert.Equal(KaceAppId, (await FailsAsync(ErrorCodes.ReplicationTimeout, () => service.GrantAsync(KaceAppId, [UserRead], Asked.ConfirmAsync, Cancellation))).Target);
        Contoso.GrantScopes(KaceApp!, GraphApp, ["User.Read"]);
        Assert.Equal(KaceAppId, (await FailsAsync(ErrorCodes.ReplicationTimeout, () => service.RevokeAsync(KaceAppId, [UserRead], Asked.ConfirmAsync, Cancellation))).Target);
    }

    [Fact]
    public async Task A_grant_that_somebody_removes_meanwhile_is_revoked_and_is_made_anew()
    {
        Contoso.GrantScopes(KaceApp!, GraphApp, ["User.Read"]);
        Assert.Empty(await Service.RevokeAsync(KaceAppId, [UserRead], RemovedMeanwhileAsync, Cancellation));
        Assert.Empty(Writes);

        Contoso.GrantScopes(KaceApp!, GraphApp, ["email"]);
        Assert.Equal(["User.Read"], (await Service.GrantAsync(KaceAppId, [UserRead], RemovedMeanwhileAsync, Cancellation)).Select(g => g.Permission));

        Task<bool> RemovedMeanwhileAsync(string target, string action)
        {
            Contoso.OAuth2PermissionGrants.RemoveAll(g => g.ClientId == KaceApp!.Id);
            return Task.FromResult(true);
        }
    }

    [Fact]
    public async Task An_application_that_goes_after_the_grant_is_not_taken_for_one_that_has_it()
    {
        Listen().On = text => Contoso.ServicePrincipals.RemoveAll(s => text.StartsWith("POST /v1.0/oauth2PermissionGrants", StringComparison.Ordinal) && s.AppId == KaceAppId);

        await FailsAsync(ErrorCodes.ReplicationTimeout, () => new ConsentService(Session) { Replication = AtOnce }.GrantAsync(KaceAppId, [UserRead], Asked.ConfirmAsync, Cancellation));
    }

    [Fact]
    public async Task What_somebody_granted_meanwhile_is_not_written_once_more()
    {
        Contoso.GrantScopes(KaceApp!, GraphApp, ["email"]);

        await Service.GrantAsync(KaceAppId, [UserRead], (_, _) =>
        {
            Contoso.OAuth2PermissionGrants.Single(g => g.ClientId == KaceApp!.Id).Scope = "email User.Read";
            return Task.FromResult(true);
        }, Cancellation);

        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("403 POST /v1.0/oauth2PermissionGrants", ConsentType.Delegated)]
    [InlineData("403 POST /v1.0/servicePrincipals/.*", ConsentType.Application)]
    public async Task What_Graph_denies_says_what_it_takes(string fault, ConsentType type)
    {
        Host.Faults.Add(FaultRule.Parse(fault));
        var needed = type == ConsentType.Delegated ? TenantOperation.GrantDelegated : TenantOperation.GrantApplication;

        Assert.Contains(needed.ScopesInWords, (await FailsAsync(ErrorCodes.AccessDenied, () => GrantAsync(type == ConsentType.Delegated ? UserRead : DeviceRead))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_Graph_does_not_see_yet_is_waited_for()
    {
        Host.Faults.Add(FaultRule.Parse("404 POST /v1.0/oauth2PermissionGrants"));
        var told = Listen();

        Assert.Single(await GrantAsync(UserRead));
        Assert.Contains(told.Steps, s => s.Activity == "Waiting for the enterprise application");
    }

    [Fact]
    public async Task A_grant_that_somebody_else_makes_meanwhile_keeps_what_it_has()
    {
        var told = Listen();
        told.On = text =>
        {
            if (text.Contains("/oauth2PermissionGrants 200 in batch", StringComparison.Ordinal) && Scopes.Length == 0)
            {
                Contoso.GrantScopes(KaceApp!, GraphApp, ["email"]); // After what is granted was read, and before ours is made.
            }
        };

        var granted = await GrantAsync(UserRead, DeviceRead);

        Assert.Equal(3, granted.Count);
        Assert.Equal(("email User.Read", 1), (Scopes, Roles));
        Assert.Contains(Writes, w => w is { Method: "POST", Status: 400 or 409 });
        Assert.Empty(told.Steps); // Ours is added at once, and not only when it is missed.
    }

    [Fact]
    public async Task A_grant_whose_answer_was_lost_is_taken_for_made_once_it_is_refused_as_there()
    {
        var told = Listen();
        Host.Faults.Add(FaultRule.Parse("503 POST /v1.0/(oauth2|servicePrincipals).* acted retry-after=1 count=2"));

        await GrantAsync(UserRead, DeviceRead);

        Assert.Equal(("User.Read", 1), (Scopes, Roles));
        Assert.Contains("The application permission Device.Read.All was granted already.", told.Texts);
    }

    [Fact]
    public async Task Of_what_is_revoked_the_rest_stays_and_a_grant_of_nothing_goes()
    {
        await GrantAsync(UserRead, OpenId, DeviceRead, DeviceWrite);
        Contoso.GrantScopes(KaceApp!, GraphApp, ["profile"], principalId: "7f3c2a10-5b7e-4c55-9d64-0c0a70500105");

        var left = await RevokeAsync(UserRead, DeviceWrite);
        Assert.Equal(["openid (Delegated)", "profile (Delegated)", "Device.Read.All (Application)"], left.Select(l => $"{l}"));
        Assert.StartsWith($"Application {KaceAppId} in tenant {TenantId}: Take from the application: User.Read (Delegated)", Asked.Texts[^1], StringComparison.Ordinal);

        await RevokeAsync(OpenId, DeviceRead);
        Assert.Equal("profile", Assert.Single(Contoso.OAuth2PermissionGrants, g => g.ClientId == KaceApp!.Id).Scope);
        Assert.Equal(0, Roles);

        var asked = Asked.Texts.Count;
        await RevokeAsync(OpenId, DeviceRead);
        Assert.Equal(asked, Asked.Texts.Count);
    }

    [Fact]
    public async Task What_is_gone_meanwhile_counts_as_revoked()
    {
        await GrantAsync(UserRead, DeviceRead);
        var told = Listen();
        Host.Faults.Add(FaultRule.Parse("503 DELETE /v1.0/.* acted retry-after=1 count=2"));

        Assert.Empty(await RevokeAsync(UserRead, DeviceRead));
        Assert.Equal(2, told.Texts.Count(t => t == "The consent was revoked already."));
    }

    [Fact]
    public async Task What_nobody_offers_is_refused_before_anything_is_written()
    {
        await FailsAsync(ErrorCodes.PermissionNotFound, () => GrantAsync(UserRead, UserRead with { Permission = "No.Such" }));
        await FailsAsync(ErrorCodes.PermissionNotFound, () => RevokeAsync(UserRead with { Type = ConsentType.Application, Permission = "openid" }));
        Assert.Equal("11111111-2222-3333-4444-555555555555", (await FailsAsync(ErrorCodes.AppNotFound, () => GrantAsync(UserRead with { ResourceAppId = "11111111-2222-3333-4444-555555555555" }))).Target);
        Contoso.ServicePrincipals.Remove(KaceApp!);
        var gone = await FailsAsync(ErrorCodes.AppNotFound, () => GrantAsync(UserRead));
        Assert.Contains("Add-KaceMobilityApp", gone.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(KaceAppId, gone.Target);
        Assert.Empty(Writes);
        Assert.Empty(Asked.Texts);
    }

    [Fact]
    public async Task An_application_that_is_removed_meanwhile_is_not_waited_for()
    {
        var error = await FailsAsync(ErrorCodes.AppNotFound, () => Service.GrantAsync(KaceAppId, [UserRead, DeviceRead], (_, _) =>
        {
            Contoso.ServicePrincipals.Remove(KaceApp!);
            return Task.FromResult(true);
        }, Cancellation));

        Assert.Contains("somebody removed it meanwhile", error.Message, StringComparison.Ordinal);
        Assert.Equal(KaceAppId, error.Target);
    }

    [Fact]
    public async Task A_session_that_may_not_is_told_so_before_any_request()
    {
        using var weak = await SessionAsync(Admin, false, "Application.Read.All", "DelegatedPermissionGrant.ReadWrite.All");
        using var strong = await SessionAsync(Admin, false, "Application.Read.All", "AppRoleAssignment.ReadWrite.All");
        using var blind = await SessionAsync(Admin, false, "DelegatedPermissionGrant.ReadWrite.All");
        using var half = await SessionAsync(Admin, false, "Application.Read.All");
        Host.Log.Clear();

        await FailsAsync(ErrorCodes.MissingScope, () => new ConsentService(weak).GrantAsync(KaceAppId, [UserRead, DeviceRead], Asked.ConfirmAsync, Cancellation));
        await FailsAsync(ErrorCodes.MissingScope, () => new ConsentService(weak).RevokeAsync(KaceAppId, [DeviceRead], Asked.ConfirmAsync, Cancellation));
        await FailsAsync(ErrorCodes.MissingScope, () => new ConsentService(strong).GrantAsync(KaceAppId, [UserRead], Asked.ConfirmAsync, Cancellation));
        await FailsAsync(ErrorCodes.MissingScope, () => new ConsentService(half).GetAsync(KaceAppId, Cancellation));
        await FailsAsync(ErrorCodes.MissingScope, () => new ConsentService(blind).GetAsync(KaceAppId, Cancellation));
        Assert.Empty(Host.Log.Entries);
    }

    private Task<IReadOnlyList<KaceConsent>> GrantAsync(params PermissionRequest[] permissions) => Service.GrantAsync(KaceAppId, permissions, Asked.ConfirmAsync, Cancellation);

    private Task<IReadOnlyList<KaceConsent>> RevokeAsync(params PermissionRequest[] permissions) => Service.RevokeAsync(KaceAppId, permissions, Asked.ConfirmAsync, Cancellation);
}
