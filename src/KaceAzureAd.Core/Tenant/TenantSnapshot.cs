using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Tenant;

/// <summary>
/// What the checks look at, read once. Each part is a value or the reason why it could not be read; parts that nobody looks at are null.
/// </summary>
internal sealed record TenantSnapshot
{
    public required string TenantId { get; init; }

    /// <summary>When it was read, by this machine's clock.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The cloud.</summary>
    public required KaceAadEnvironment Environment { get; init; }

    /// <summary>Who looks, with what the token says was granted.</summary>
    public required string Account { get; init; }

    public required bool IsAppOnly { get; init; }

    public required IReadOnlyList<string> GrantedScopes { get; init; }

    /// <summary>appId of KACE Cloud's application, where it is known.</summary>
    public string? AppId { get; init; }

    public Reading<Organization>? Organization { get; init; }

    public Reading<IReadOnlyList<SubscribedSku>>? Licences { get; init; }

    /// <summary>Active directory roles of the account.</summary>
    public Reading<IReadOnlyList<Microsoft.Graph.Models.DirectoryRole>>? Roles { get; init; }

    /// <summary>Roles that the account may activate in Privileged Identity Management.</summary>
    public Reading<IReadOnlyList<UnifiedRoleEligibilityScheduleInstance>>? EligibleRoles { get; init; }

    public Reading<DeviceRegistrationPolicy>? DeviceRegistrationPolicy { get; init; }

    /// <summary>Names of those who alone may join devices, by their ids, as far as they could be read.</summary>
    public IReadOnlyDictionary<string, string>? JoinMemberNames { get; init; }

    /// <summary>Every entry in Mobility (MDM and MAM), its MDM half. One whose groups could not all be read names none.</summary>
    public Reading<IReadOnlyList<MobilityPolicy>>? MobilityPolicies { get; init; }

    /// <summary>Every entry in Mobility (MDM and MAM), its MAM (WIP) half.</summary>
    public Reading<IReadOnlyList<MobilityPolicy>>? MamPolicies { get; init; }

    /// <summary>How many users are in the groups of KACE Cloud's scope; null where it names none, or more than are counted.</summary>
    public IReadOnlyList<ScopeGroup>? ScopeGroups { get; init; }

    /// <summary>Enterprise applications whose name begins with KACE.</summary>
    public Reading<IReadOnlyList<ServicePrincipal>>? KaceServicePrincipals { get; init; }

    /// <summary>The tenant's own app registrations.</summary>
    public Reading<IReadOnlyList<Application>>? Applications { get; init; }

    /// <summary>Enterprise application of KACE Cloud's appId.</summary>
    public Reading<ServicePrincipal>? ServicePrincipal { get; init; }

    public Reading<IReadOnlyList<OAuth2PermissionGrant>>? DelegatedGrants { get; init; }

    public Reading<IReadOnlyList<AppRoleAssignment>>? AppRoleAssignments { get; init; }

    /// <summary>The resources whose permissions are compared, one reading each.</summary>
    public IReadOnlyList<Reading<ServicePrincipal>>? Resources { get; init; }

    /// <summary>The latest sign-ins of KACE Cloud's application by itself, newest first.</summary>
    public Reading<SignInCollectionResponse>? SignIns { get; init; }

    /// <summary>How many devices KACE Cloud's application manages, as a count.</summary>
    public Reading<DeviceCollectionResponse>? Devices { get; init; }

    /// <summary>What KACE Cloud's terms of use page answers.</summary>
    public EndpointProbe? TermsOfUseEndpoint { get; init; }

    /// <summary>What KACE Cloud's discovery endpoint answers.</summary>
    public EndpointProbe? DiscoveryEndpoint { get; init; }

    /// <summary>What it answers to a device.</summary>
    public DiscoverAnswer? DiscoverAnswer { get; init; }

    /// <summary>Where the tenant's domains send devices that enrol without Azure AD.</summary>
    public IReadOnlyList<EnrollmentCname>? EnrollmentDns { get; init; }

    /// <summary>Entry of KACE Cloud's appId in Mobility (MDM and MAM); absent where the tenant has none.</summary>
    public Reading<MobilityPolicy>? MobilityPolicy => MobilityPolicies is null ? null
        : MobilityPolicies.Value is null ? new Reading<MobilityPolicy>(null, MobilityPolicies.Error, MobilityPolicies.RequestId)
        : MobilityPolicies.Value.FirstOrDefault(p => string.Equals(p.Id, AppId, StringComparison.OrdinalIgnoreCase)) is { } policy ? new Reading<MobilityPolicy>(policy, null, MobilityPolicies.RequestId)
        : new Reading<MobilityPolicy>(null, new KaceAadException(ErrorCodes.NotFound, $"No entry has the appId {AppId}.", "Run Add-KaceMobilityApp."), MobilityPolicies.RequestId);

    /// <summary>True where the session was granted what this needs.</summary>
    public bool Allows(TenantOperation operation) =>
        !(operation.DelegatedOnly && IsAppOnly) && operation.Scopes.Any(s => GrantedScopes.Contains(s, StringComparer.OrdinalIgnoreCase));
}

/// <summary>How many users are in a group, those of groups in it included; an error where it could not be told.</summary>
internal sealed record ScopeGroup(string Group, long? Users, KaceAadException? Error, string? RequestId);
