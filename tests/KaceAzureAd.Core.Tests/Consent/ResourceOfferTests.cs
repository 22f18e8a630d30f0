using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Core.Tests.Consent;

/// <summary>Permissions by name: as they are asked for, as they are offered, as they are held.</summary>
public sealed class ResourceOfferTests
{
    private static readonly Guid Role = new("7438b122-aefc-4978-80ed-43db9fcc7715");

    private static readonly ResourceOffer Graph = new(
        new ConsentTarget("app", "client", PermissionRequest.MicrosoftGraph, "resource", "Microsoft Graph"),
        new ServicePrincipal
        {
            DisplayName = "Microsoft Graph",
            AppRoles =
            [
                new AppRole { Value = "Device.Read.All", Id = Guid.NewGuid(), IsEnabled = false, AllowedMemberTypes = ["Application"] },
                new AppRole { Value = "Device.Read.All", Id = Guid.NewGuid(), IsEnabled = true, AllowedMemberTypes = ["User"] },
                new AppRole { Value = "Device.Read.All", Id = null, IsEnabled = true },
                new AppRole { Value = "Device.Read.All", Id = Role, IsEnabled = true, AllowedMemberTypes = ["User", "Application"], DisplayName = "Read all devices" },
            ],
            Oauth2PermissionScopes = [new PermissionScope { Value = "Mail.Read", Id = Guid.NewGuid() }, new PermissionScope { Value = "User.Read", Id = Guid.NewGuid(), IsEnabled = false }],
        });

    [Fact]
    public void A_permission_is_found_by_its_name_in_any_case_among_those_that_can_be_granted()
    {
        var found = Graph.Find(Asked(" device.read.ALL ", ConsentType.Application));

        Assert.Equal(("Device.Read.All", Role, "Device.Read.All (Application) - Read all devices"), (found.Request.Permission, found.Role.Id, found.InWords));
        Assert.Equal("Mail.Read (Delegated) [RISK: It reaches what people or the organisation keep private.]", Graph.Find(Asked("Mail.Read", ConsentType.Delegated)).InWords);
    }

    [Theory]
    [InlineData("Device.Read.All", ConsentType.Delegated)]
    [InlineData("Mail.Read", ConsentType.Application)]
    [InlineData("User.Read", ConsentType.Delegated)]
    [InlineData("", ConsentType.Delegated)]
    public void What_is_not_offered_is_an_error_that_names_it(string permission, ConsentType type)
    {
        var error = Assert.Throws<KaceAadException>(() => Graph.Find(Asked(permission, type)));

        Assert.Equal((ErrorCodes.PermissionNotFound, permission), (error.Code, error.Target));
        Assert.Contains($"{type} permission named '{permission}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConsentType.Delegated)]
    [InlineData(ConsentType.Application)]
    public void A_resource_that_lists_nothing_offers_nothing(ConsentType type) =>
        Assert.Equal(ErrorCodes.PermissionNotFound, Assert.Throws<KaceAadException>(() => new ResourceOffer(Graph.Target, new ServicePrincipal()).Find(Asked("User.Read", type))).Code);

    [Fact]
    public void Of_a_reference_what_holds_for_all_users_is_asked_for_once()
    {
        KaceConsent[] reference = [Held("User.Read"), Held("User.Read"), Held("Mail.Read", principal: "somebody"), Held("Device.Read.All", ConsentType.Application)];

        var asked = PermissionRequest.From(reference);

        Assert.Equal([Asked("User.Read", ConsentType.Delegated), Asked("Device.Read.All", ConsentType.Application)], asked);
        Assert.Equal([true, true, false, false], reference.Select(asked[0].IsGrantedBy));
        Assert.False(Asked("Mail.Read", ConsentType.Delegated).IsGrantedBy(reference[2]));
    }

    [Fact]
    public void Permissions_of_one_name_differ_by_their_resource_and_their_type()
    {
        var elsewhere = Held("User.Read", resource: "elsewhere");

        Assert.Equal(new PermissionRequest("elsewhere", "User.Read", ConsentType.Delegated), Assert.Single(PermissionRequest.From([elsewhere])));
        Assert.False(Asked("User.Read", ConsentType.Delegated).IsGrantedBy(elsewhere));
        Assert.True(new PermissionRequest("ELSEWHERE", "user.READ", ConsentType.Delegated).IsGrantedBy(elsewhere));
        Assert.False(new PermissionRequest("elsewhere", "User.Read", ConsentType.Application).IsGrantedBy(elsewhere));
    }

    [Fact]
    public void Consent_is_the_same_after_a_journal_held_it()
    {
        KaceConsent[] held = [Held("User.Read"), Held("Device.Read.All", ConsentType.Application), Held("User.Read", resource: "elsewhere")];

        Assert.Equal(PermissionRequest.From(held), ConsentValue.FromJson(System.Text.Json.Nodes.JsonNode.Parse(ConsentValue.ToJson(held).ToJsonString())!.AsObject()));
        Assert.Empty(ConsentValue.FromJson(null));
    }

    [Fact]
    public void Who_holds_it_is_the_same_after_a_journal_held_it()
    {
        Assert.Equal(Graph.Target, ConsentTarget.FromJson(System.Text.Json.Nodes.JsonNode.Parse(Graph.Target.ToJson().ToJsonString())!.AsObject()));
        Assert.Equal(new ConsentTarget("", "", null, "", null), ConsentTarget.FromJson([]));
    }

    private static PermissionRequest Asked(string permission, ConsentType type) => new(PermissionRequest.MicrosoftGraph, permission, type);

    private static KaceConsent Held(string permission, ConsentType type = ConsentType.Delegated, string? principal = null, string? resource = null) =>
        new() { TenantId = "t", AppId = "a", Permission = permission, Type = type, IsTenantWide = principal is null, PrincipalId = principal, ResourceAppId = resource };
}
