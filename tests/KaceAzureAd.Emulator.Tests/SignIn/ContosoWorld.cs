using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>A small world: Contoso, which buys KACE Cloud; Fabrikam, which has nothing to do with it; and the vendors' own tenants.</summary>
internal static class ContosoWorld
{
    public const string TenantId = "11111111-1111-4111-8111-111111111111";
    public const string OtherTenantId = "22222222-2222-4222-8222-222222222222";
    public const string GraphAppId = "00000003-0000-0000-c000-000000000000";
    public const string CommandLineTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
    public const string KaceAppId = "aaaaaaaa-0000-4000-8000-00000000000a";
    public const string WebAppId = "bbbbbbbb-0000-4000-8000-00000000000b";
    public const string WebAppSecret = "web-app-secret";
    public const string WebAppRedirect = "https://app.contoso.example/signed-in";
    public const string SettingsSubdomain = "contoso";
    public const string Password = "correct horse";

    public const string Admin = "admin@contoso.example";
    public const string AppAdmin = "appadmin@contoso.example";
    public const string Ordinary = "user@contoso.example";
    public const string Stranger = "user@fabrikam.example";

    public static World Create() => new()
    {
        Tenants =
        [
            new()
            {
                Id = TenantId,
                DisplayName = "Contoso",
                Domains = [new() { Name = "contoso.example", IsDefault = true }],
                Users =
                [
                    Person("01", Admin, "62e90394-69f5-4237-9190-012177145e10"),
                    Person("02", AppAdmin, "158c047a-c907-4556-b7ef-446551a6b5f7"),
                    Person("03", Ordinary),
                ],
                Applications =
                [
                    new()
                    {
                        Id = "bbbbbbbb-0000-4000-8000-000000000001",
                        AppId = WebAppId,
                        DisplayName = "Contoso <b>web</b> app",
                        RedirectUris = [WebAppRedirect],
                        Secrets = [WebAppSecret],
                        RequiredResourceAccess = [new() { ResourceAppId = GraphAppId, Scopes = ["User.Read"], Roles = ["Device.Read.All"] }],
                    },
                ],
            },
            new()
            {
                Id = OtherTenantId,
                DisplayName = "Fabrikam",
                Domains = [new() { Name = "fabrikam.example", IsDefault = true }],
                Users = [Person("04", Stranger)],
            },
            new()
            {
                Id = "33333333-3333-4333-8333-333333333333",
                DisplayName = "Microsoft Services",
                Applications = [Graph(), Tools()],
            },
            new()
            {
                Id = "44444444-4444-4444-8444-444444444444",
                DisplayName = "KACE",
                Applications = [Kace()],
            },
        ],
        KaceCloud = new()
        {
            AppId = KaceAppId,
            AppSecret = "kace-secret",
            Subscriptions = [new() { Subdomain = SettingsSubdomain, TenantId = TenantId }],
        },
    };

    private static User Person(string number, string name, params string[] roles) => new()
    {
        Id = $"55555555-0000-4000-8000-0000000000{number}",
        UserPrincipalName = name,
        DisplayName = name.Split('@')[0],
        Password = Password,
        Roles = [.. roles],
    };

    private static Application Graph() => new()
    {
        Id = "66666666-0000-4000-8000-000000000001",
        AppId = GraphAppId,
        DisplayName = "Microsoft Graph",
        SignInAudience = "AzureADMultipleOrgs",
        OAuth2PermissionScopes =
        [
            new() { Id = "e1fe6dd8-ba31-4d61-89e7-88639da4683d", Value = "User.Read", AdminConsentDisplayName = "Sign in and read user profile", Type = "User" },
            new() { Id = "572fea84-0151-49b2-9301-11cb16974376", Value = "Policy.Read.All", AdminConsentDisplayName = "Read your organization's policies" },
        ],
        AppRoles =
        [
            new() { Id = "7438b122-aefc-4978-80ed-43db9fcc7715", Value = "Device.Read.All", DisplayName = "Read all devices" },
            new() { Id = "7ab1d382-f21e-4acd-a863-ba3e13f7da61", Value = "Directory.Read.All", DisplayName = "Read directory data" },
        ],
    };

    private static Application Tools() => new()
    {
        Id = "66666666-0000-4000-8000-000000000002",
        AppId = CommandLineTools,
        DisplayName = "Microsoft Graph Command Line Tools",
        SignInAudience = "AzureADMultipleOrgs",
        RedirectUris = ["http://localhost"],
        IsFallbackPublicClient = true,
        RequiredResourceAccess = [new() { ResourceAppId = GraphAppId, Scopes = ["User.Read"] }],
    };

    private static Application Kace() => new()
    {
        Id = "66666666-0000-4000-8000-000000000003",
        AppId = KaceAppId,
        DisplayName = "KACE Cloud",
        SignInAudience = "AzureADMultipleOrgs",
        Secrets = ["kace-secret"],
        Mdm = new(),
        RequiredResourceAccess =
        [
            new() { ResourceAppId = GraphAppId, Scopes = ["User.Read"], Roles = ["Device.Read.All", "Directory.Read.All"] },
        ],
    };
}
