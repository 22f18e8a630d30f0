using System.Security.Cryptography;
using System.Text;

namespace KaceAzureAd.Emulator.State;

/// <summary>Microsoft's own tenant and the apps in it that every scenario has.</summary>
public static class WellKnown
{
    public const string MicrosoftTenantId = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";
    public const string GraphAppId = "00000003-0000-0000-c000-000000000000";
    public const string CommandLineToolsAppId = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
    public const string IntuneAppId = "0000000a-0000-0000-c000-000000000000";
    public const string IntuneEnrollmentAppId = "d4ebce55-015a-49b5-a083-c84d1797ae8c";

    /// <summary>Service plans by which Entra ID P1 and P2 are told (facts.md 4.1).</summary>
    public const string EntraP1Plan = "41781fb2-bc02-4b7c-bd55-b576c07bb09d";
    public const string EntraP2Plan = "eec0eb4f-6444-4f95-aba0-50c24d67f998";

    /// <summary>Delegated permissions: what a user may agree to alone, then what takes an administrator. Ids are Graph's where known, else made.</summary>
    private static readonly (string Value, string? Id)[] UserScopes =
    [
        ("openid", "37f7f235-527c-4136-accd-4a02d197296e"),
        ("profile", "14dad69e-099b-42c9-810b-d002981feec1"),
        ("email", "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0"),
        ("offline_access", "7427e0e9-2fba-42fe-b0c0-848c9e6a8182"),
        ("User.Read", "e1fe6dd8-ba31-4d61-89e7-88639da4683d"),
        ("User.ReadBasic.All", "b340eb25-3456-403f-be2f-af7a0d370277"),
    ];

    private static readonly (string Value, string? Id)[] AdminScopes =
    [
        ("Application.Read.All", "c79f8feb-a9db-4090-85f9-90d820caa0eb"),
        ("Application.ReadWrite.All", "bdfbf15f-ee85-4955-8675-146e8e5296b5"),
        ("AppRoleAssignment.ReadWrite.All", "84bccea3-f856-4a8a-967b-dbe0a3d53a64"),
        ("AuditLog.Read.All", "e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20"),
        ("DelegatedPermissionGrant.Read.All", null),
        ("DelegatedPermissionGrant.ReadWrite.All", "41ce6ca6-6826-4807-84f1-1c82854f7ee5"),
        ("Device.Read.All", "951183d1-1a61-466f-a6d1-1fde911bfd95"),
        ("Directory.Read.All", "06da0dbc-49e2-44d2-8312-53f166ab848a"),
        ("Directory.ReadWrite.All", "c5366453-9fb0-48a5-a156-24f0c49a4b84"),
        ("Domain.Read.All", "2f9ee017-59c1-4f1d-9472-bd5529a7b311"),
        ("Group.Read.All", "5f8c59db-677d-491f-a6b8-5f174b11ec1d"),
        ("Group.ReadWrite.All", "4e46008b-f24c-477d-8fff-7bb4ec7aafe0"),
        ("GroupMember.Read.All", "bc024368-1153-4739-b217-4326f2e966d0"),
        ("LicenseAssignment.Read.All", null),
        ("Organization.Read.All", "4908d5b9-3fb2-4b1e-9336-1888b7937185"),
        ("Policy.Read.All", "572fea84-0151-49b2-9301-11cb16974376"),
        ("Policy.Read.DeviceConfiguration", null),
        ("Policy.ReadWrite.MobilityManagement", "a8ead177-1889-4546-9387-f25e658e2a79"),
        ("RoleEligibilitySchedule.Read.Directory", "eb0788c2-6d4e-4658-8c9e-c0fb8053f03d"),
        ("RoleManagement.Read.Directory", "741c54c3-0c1e-44a1-818b-3f97ab4e8c83"),
        ("User.Read.All", "a154be20-db9c-4678-8ab7-66f6cc099a59"),
    ];

    private static readonly (string Value, string? Id)[] Roles =
    [
        ("Application.Read.All", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
        ("Application.ReadWrite.All", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"),
        ("Application.ReadWrite.OwnedBy", "18a4783c-866b-4cc7-a460-3d5e5662c884"),
        ("AppRoleAssignment.ReadWrite.All", "06b708a9-e830-4db3-a914-8e69da51d44f"),
        ("AuditLog.Read.All", "b0afded3-3588-46d8-8b3d-9842eff778da"),
        ("DelegatedPermissionGrant.ReadWrite.All", "8e8e4742-1d95-4f68-9d56-6ee75648c72a"),
        ("Device.Read.All", "7438b122-aefc-4978-80ed-43db9fcc7715"),
        ("Device.ReadWrite.All", "1138cb37-bd11-4084-a2b7-9f71582aeddb"),
        ("Directory.Read.All", "7ab1d382-f21e-4acd-a863-ba3e13f7da61"),
        ("Domain.Read.All", "dbb9058a-0e50-45d7-ae91-66909b5d4664"),
        ("Group.Read.All", "5b567255-7703-4780-807c-7be8301ae99b"),
        ("GroupMember.Read.All", "98830695-27a2-44f7-8c18-0c3ebc9698f6"),
        ("LicenseAssignment.Read.All", null),
        ("Organization.Read.All", "498476ce-e0fe-48b0-b801-37ba7e2685c6"),
        ("Policy.Read.DeviceConfiguration", null),
        ("RoleEligibilitySchedule.Read.Directory", "ff278e11-4a33-4d0c-83d2-d01dc58929a5"),
        ("User.Read.All", "df021288-bdef-4463-88db-98f22de89214"),
    ];

    /// <summary>An id that is always the same for the same name.</summary>
    public static string IdOf(string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString();

    /// <summary>Microsoft's tenant, new.</summary>
    public static Tenant CreateMicrosoftTenant() => new()
    {
        Id = MicrosoftTenantId,
        DisplayName = "Microsoft Services",
        Domains = [new Domain { Name = "microsoftservices.onmicrosoft.com", IsDefault = true, IsInitial = true }],
        Applications =
        [
            App(GraphAppId, "Microsoft Graph", app =>
            {
                app.IdentifierUris = ["{graph}"];
                app.OAuth2PermissionScopes = [.. UserScopes.Select(s => Scope(s, "User")), .. AdminScopes.Select(s => Scope(s, "Admin"))];
                app.AppRoles = [.. Roles.Select(r => new AppRole { Id = r.Id ?? IdOf("role " + r.Value), Value = r.Value, DisplayName = r.Value })];
            }),
            App(CommandLineToolsAppId, "Microsoft Graph Command Line Tools", app =>
            {
                app.IsFallbackPublicClient = true;
                app.RedirectUris = ["http://localhost"];
            }),
            App(IntuneAppId, "Microsoft Intune", app => app.Mdm = new MdmDefaults
            {
                TermsOfUseUrl = "https://portal.manage.microsoft.com/TermsofUse.aspx",
                DiscoveryUrl = "https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc",
                ComplianceUrl = "https://portal.manage.microsoft.com/?portalAction=Compliance",
            }),
            App(IntuneEnrollmentAppId, "Microsoft Intune Enrollment", app => app.Mdm = new MdmDefaults()),
        ],
    };

    private static PermissionScope Scope((string Value, string? Id) scope, string type) =>
        new() { Id = scope.Id ?? IdOf("scope " + scope.Value), Value = scope.Value, AdminConsentDisplayName = scope.Value, Type = type };

    private static Application App(string appId, string name, Action<Application> setUp)
    {
        var app = new Application { Id = IdOf("application " + appId), AppId = appId, DisplayName = name, SignInAudience = "AzureADMultipleOrgs" };
        setUp(app);
        return app;
    }
}
