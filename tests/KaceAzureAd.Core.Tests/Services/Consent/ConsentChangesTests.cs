using System.Text.Json.Nodes;
using KaceAzureAd.Consent;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;

namespace KaceAzureAd.Core.Tests.Services.Consent;

/// <summary>What is written down of a consent, by which it is taken back.</summary>
public sealed class ConsentChangesTests() : TenantTest("app-added")
{
    private static readonly PermissionRequest UserRead = new(PermissionRequest.MicrosoftGraph, "User.Read", ConsentType.Delegated);
    private static readonly PermissionRequest OpenId = new(PermissionRequest.MicrosoftGraph, "openid", ConsentType.Delegated);
    private static readonly PermissionRequest DeviceRead = new(PermissionRequest.MicrosoftGraph, "Device.Read.All", ConsentType.Application);

    private ConsentService Service => new(Session);

    [Fact]
    public async Task Of_delegated_permissions_the_whole_list_before_and_after()
    {
        await GrantAsync(UserRead);

        var changes = Record().All;
        await GrantAsync(OpenId);
        await RevokeAsync(UserRead);
        await RevokeAsync(OpenId);
        await GrantAsync(UserRead);

        Assert.All(changes, c => Assert.Equal((ChangeKind.DelegatedConsent, KaceAppId, KaceApp!.Id), (c.Kind, (string?)c.Target["appId"], (string?)c.Target["clientId"])));
        Assert.Equal([("User.Read", "User.Read openid"), ("User.Read openid", "openid"), ("openid", null), (null, "User.Read")], changes.Select(c => (Scope(c.Before), Scope(c.After))));
        Assert.Equal($"Set the delegated permissions of Microsoft Graph for {KaceAppId} from User.Read to User.Read openid", changes[0].Words);
        Assert.Equal($"Set the delegated permissions of Microsoft Graph for {KaceAppId} from openid to nothing", changes[2].Words);
    }

    [Fact]
    public async Task Of_an_application_permission_that_it_was_granted_or_revoked()
    {
        var changes = Record().All;
        await GrantAsync(DeviceRead);
        await RevokeAsync(DeviceRead);

        Assert.Equal([(ChangeKind.ApplicationConsent, null, true), (ChangeKind.ApplicationConsent, true, (bool?)null)], changes.Select(c => (c.Kind, Granted(c.Before), Granted(c.After))));
        Assert.Equal([$"Grant the application permission Device.Read.All of Microsoft Graph for {KaceAppId}", $"Revoke the application permission Device.Read.All of Microsoft Graph for {KaceAppId}"], changes.Select(c => c.Words));
        Assert.All(changes, c => Assert.Equal((GraphApp.AppRoles.Single(r => r.Value == "Device.Read.All").Id, "Device.Read.All"), ((string?)c.Target["appRoleId"], (string?)c.Target["permission"])));
    }

    [Fact]
    public async Task Whether_an_application_permission_is_held_is_asked_by_role_and_resource()
    {
        await GrantAsync(DeviceRead);
        var (role, other) = (GraphApp.AppRoles.Single(r => r.Value == "Device.Read.All"), GraphApp.AppRoles.Single(r => r.Value == "Device.ReadWrite.All"));
        var target = new ConsentTarget(KaceAppId, KaceApp!.Id, GraphApp.AppId, GraphApp.Id, "Microsoft Graph");
        var writer = new ConsentWriter(Session);
        Contoso.AssignRole(KaceApp, GraphApp, GraphApp.AppRoles.First(r => r != role && r != other));

        Assert.True(await writer.IsAssignedAsync(target, new AppPermission(Guid.Parse(role.Id), role.Value), Cancellation));
        Assert.False(await writer.IsAssignedAsync(target, new AppPermission(Guid.Parse(other.Id), other.Value), Cancellation));
        Assert.False(await writer.IsAssignedAsync(target with { ResourceId = KaceApp.Id }, new AppPermission(Guid.Parse(role.Id), role.Value), Cancellation));

        Host.Faults.Add(FaultRule.Parse("403 GET /v1.0/servicePrincipals.*appRoleAssignments"));
        await FailsAsync(ErrorCodes.AccessDenied, () => writer.IsAssignedAsync(target, new AppPermission(Guid.Parse(role.Id), role.Value), Cancellation));
        Contoso.ServicePrincipals.Remove(KaceApp);
        Assert.False(await writer.IsAssignedAsync(target, new AppPermission(Guid.Parse(role.Id), role.Value), Cancellation));
    }

    private static string? Scope(JsonObject? value) => (string?)value?["scope"];

    private static bool? Granted(JsonObject? value) => (bool?)value?["granted"];

    private Task<IReadOnlyList<KaceConsent>> GrantAsync(PermissionRequest permission) => Service.GrantAsync(KaceAppId, [permission], Asked.ConfirmAsync, Cancellation);

    private Task<IReadOnlyList<KaceConsent>> RevokeAsync(PermissionRequest permission) => Service.RevokeAsync(KaceAppId, [permission], Asked.ConfirmAsync, Cancellation);
}
