using System.Text.Json.Nodes;
using KaceAzureAd.Consent;
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

        var changes = Record();
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
        var changes = Record();
        await GrantAsync(DeviceRead);
        await RevokeAsync(DeviceRead);

        Assert.Equal([(ChangeKind.ApplicationConsent, null, true), (ChangeKind.ApplicationConsent, true, (bool?)null)], changes.Select(c => (c.Kind, Granted(c.Before), Granted(c.After))));
        Assert.Equal([$"Grant the application permission Device.Read.All of Microsoft Graph for {KaceAppId}", $"Revoke the application permission Device.Read.All of Microsoft Graph for {KaceAppId}"], changes.Select(c => c.Words));
        Assert.All(changes, c => Assert.Equal((GraphApp.AppRoles.Single(r => r.Value == "Device.Read.All").Id, "Device.Read.All"), ((string?)c.Target["appRoleId"], (string?)c.Target["permission"])));
    }

    private static string? Scope(JsonObject? value) => (string?)value?["scope"];

    private static bool? Granted(JsonObject? value) => (bool?)value?["granted"];

    private static List<Change> Record()
    {
        var recorder = new Recorder();
        ChangeRecorder.Current = recorder;
        return recorder.Begun;
    }

    private Task<IReadOnlyList<KaceConsent>> GrantAsync(PermissionRequest permission) => Service.GrantAsync(KaceAppId, [permission], Asked.ConfirmAsync, Cancellation);

    private Task<IReadOnlyList<KaceConsent>> RevokeAsync(PermissionRequest permission) => Service.RevokeAsync(KaceAppId, [permission], Asked.ConfirmAsync, Cancellation);

    private sealed class Recorder : IChangeRecorder
    {
        public List<Change> Begun { get; } = [];

        public int Begin(Change change)
        {
            Begun.Add(change);
            return Begun.Count;
        }

        public void Done(int number, string? requestId, JsonObject? result) => Assert.Equal(Begun.Count, number);

        public void Failed(int number, KaceAadException error, bool isRefused) => throw error;
    }
}
