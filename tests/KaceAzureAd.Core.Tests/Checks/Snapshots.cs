using KaceAzureAd.Checks;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;
using DirectoryRole = KaceAzureAd.Identity.DirectoryRole;

namespace KaceAzureAd.Core.Tests.Checks;

/// <summary>A tenant that is connected as it should be, as the checks see it; tests change what they are about.</summary>
internal static class Snapshots
{
    public const string TenantId = "7f3c2a10-5b7e-4c55-9d64-0c0a70500001";
    public const string AppId = "8d5f6b72-3a94-4c1e-b0d7-6b6163656d01";
    public const string IntuneAppId = "0000000a-0000-0000-c000-000000000000";
    public const string GraphId = "7f3c2a10-5b7e-4c55-9d64-0c0a70500301";
    public const string GraphAppId = "00000003-0000-0000-c000-000000000000";
    public const string P1 = "41781fb2-bc02-4b7c-bd55-b576c07bb09d";
    public const string P2 = "eec0eb4f-6444-4f95-aba0-50c24d67f998";

    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid DeviceReadAll = new("7438b122-aefc-4978-80ed-43db9fcc7715");

    public static KaceAadSetting Setting { get; } = KaceAadSetting.Create(
        "https://contoso.kacecloud.example/TermsOfUse", "https://contoso.kacecloud.example/EnrollmentServer/Discovery.svc", "https://contoso.kacecloud.example/onboard").WithAppId(AppId, AppIdSource.Given);

    public static TenantSnapshot Good { get; } = new()
    {
        TenantId = TenantId,
        ReadAt = Now,
        Environment = KaceAadEnvironment.Global,
        Account = "admin@contoso.example",
        IsAppOnly = false,
        GrantedScopes = TenantOperation.ScopesToAskFor(readOnly: false),
        AppId = AppId,
        Organization = Read(new Organization { Id = TenantId, DisplayName = "Contoso", VerifiedDomains = [new() { Name = "contoso.onmicrosoft.com", IsInitial = true }, new() { Name = "contoso.example", IsDefault = true }] }),
        Licences = List(Sku("SPE_E5", 10, 3, P1, P2)),
        Roles = List(Role(DirectoryRole.GlobalAdministrator)),
        EligibleRoles = List<UnifiedRoleEligibilityScheduleInstance>(),
        DeviceRegistrationPolicy = Join(new AllDeviceRegistrationMembership()),
        MobilityPolicies = List(Policy(AppId, "KACE Cloud", "all"), Policy(IntuneAppId, "Microsoft Intune", "none")),
        MamPolicies = List(Policy(IntuneAppId, "Microsoft Intune", "none")),
        KaceServicePrincipals = List(new ServicePrincipal { AppId = AppId, DisplayName = "KACE Cloud", AppOwnerOrganizationId = Guid.NewGuid() }),
        Applications = List(new Application { DisplayName = "KACE SSO", Web = new WebApplication { RedirectUris = ["https://contoso.kacecloud.example/broker/heliumsso/endpoint"] } }),
        ServicePrincipal = Read(new ServicePrincipal { Id = "sp", AppId = AppId, DisplayName = "KACE Cloud", AccountEnabled = true, ServicePrincipalNames = [AppId, "https://contoso.kacecloud.example"] }),
        DelegatedGrants = List(new OAuth2PermissionGrant { ConsentType = "AllPrincipals", ResourceId = GraphId, Scope = "User.Read" }),
        AppRoleAssignments = List(new AppRoleAssignment { ResourceId = new Guid(GraphId), ResourceDisplayName = "Microsoft Graph", AppRoleId = DeviceReadAll }),
        Resources = [Read(new ServicePrincipal { Id = GraphId, AppId = GraphAppId, DisplayName = "Microsoft Graph", AppRoles = [new() { Id = DeviceReadAll, Value = "Device.Read.All" }] })],
        SignIns = Read(new SignInCollectionResponse { Value = [new() { CreatedDateTime = Now.AddDays(-1), Status = new SignInStatus { ErrorCode = 0 } }] }),
        Devices = Read(new DeviceCollectionResponse { OdataCount = 7 }),
        TermsOfUseEndpoint = Probe(200),
        DiscoveryEndpoint = Probe(200),
        DiscoverAnswer = Discover(Envelope()),
        EnrollmentDns = [new("contoso.example", null, null)],
    };

    /// <summary>The result of one check, in whichever group it is.</summary>
    public static KaceAadCheck Judge(string check, TenantSnapshot snapshot, CheckOptions? options = null) =>
        CheckCatalogue.Prerequisites.Concat(CheckCatalogue.Connection).First(c => c.Name == check).Evaluate(snapshot, options ?? new CheckOptions { Setting = Setting }, CheckGroup.Connection);

    public static Reading<T> Read<T>(T value)
        where T : class => new(value, null, "id of " + typeof(T).Name);

    public static Reading<IReadOnlyList<T>> List<T>(params T[] items) => Read<IReadOnlyList<T>>(items);

    public static KaceAadException Denied { get; } = new(ErrorCodes.AccessDenied, "Microsoft Graph denied access.", "Sign in with another account.") { RequestId = "denied" };

    public static KaceAadException Broken { get; } = new(ErrorCodes.ServiceUnavailable, "Microsoft Graph could not answer.", "Try again later.") { RequestId = "broken" };

    public static Reading<T> Error<T>(KaceAadException error)
        where T : class => new(null, error, error.RequestId);

    public static SubscribedSku Sku(string name, int enabled, int consumed, params string[] plans) => new()
    {
        SkuPartNumber = name,
        CapabilityStatus = "Enabled",
        PrepaidUnits = new LicenseUnitsDetail { Enabled = enabled },
        ConsumedUnits = consumed,
        ServicePlans = [.. plans.Select(p => new ServicePlanInfo { ServicePlanId = new Guid(p), ProvisioningStatus = "Success" })],
    };

    public static Microsoft.Graph.Models.DirectoryRole Role(DirectoryRole role) => new() { DisplayName = role.Name, RoleTemplateId = role.TemplateId };

    public static Reading<DeviceRegistrationPolicy> Join(DeviceRegistrationMembership? who) => Read(new DeviceRegistrationPolicy { AzureADJoin = new AzureADJoinPolicy { AllowedToJoin = who } });

    public static MobilityPolicy Policy(string? id, string? name, string? scope, params string[] groups) => new()
    {
        Id = id,
        DisplayName = name,
        AppliesTo = scope,
        IsValid = true,
        TermsOfUseUrl = Setting.TermsOfUseUri.OriginalString,
        DiscoveryUrl = Setting.DiscoveryUri.OriginalString,
        IncludedGroups = [.. groups.Select(g => new Group { Id = g, DisplayName = "Group " + g })],
    };

    public static EndpointProbe Probe(int status, int days = 89, string? location = null) =>
        new(Setting.DiscoveryUri, true, status, location is null ? null : new Uri(location), Now.AddDays(days), TimeSpan.FromMilliseconds(12), null, "contoso.kacecloud.example answers.");

    public static EndpointProbe Silent(ProbeFailure reason) => Probe(0) with { Answers = false, Status = null, Reason = reason, Message = "contoso.kacecloud.example does not answer." };

    public static DiscoverAnswer Discover(string body, EndpointProbe? probe = null, bool isChunked = false) =>
        DiscoverAnswer.Read(probe ?? Probe(200), isChunked, System.Text.Encoding.UTF8.GetBytes(body), 64 * 1024);

    /// <summary>A discovery service's answer.</summary>
    public static string Envelope(string policy = "Federated", string? service = "https://a.example/e", string? policies = "https://a.example/p", string? authentication = "https://a.example/a") => $"""
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/><s:Body>
        <DiscoverResponse xmlns="http://schemas.microsoft.com/windows/management/2012/01/enrollment"><DiscoverResult>
        <AuthPolicy>{policy}</AuthPolicy><EnrollmentVersion>4.0</EnrollmentVersion>
        <EnrollmentPolicyServiceUrl>{policies}</EnrollmentPolicyServiceUrl><EnrollmentServiceUrl>{service}</EnrollmentServiceUrl><AuthenticationServiceUrl>{authentication}</AuthenticationServiceUrl>
        </DiscoverResult></DiscoverResponse></s:Body></s:Envelope>
        """;
}
