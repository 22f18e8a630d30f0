using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Tenant;

/// <summary>
/// What the checks look at, read once. Each part is a value or the reason why it could not be read. Parts that a cmdlet's
/// checks do not need are null.
/// </summary>
internal sealed record TenantSnapshot
{
    public required string TenantId { get; init; }

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

    public Reading<DeviceRegistrationPolicy>? DeviceRegistrationPolicy { get; init; }

    /// <summary>Every entry in Mobility (MDM and MAM).</summary>
    public Reading<IReadOnlyList<MobilityPolicy>>? MobilityPolicies { get; init; }

    /// <summary>Enterprise applications whose name begins with KACE.</summary>
    public Reading<IReadOnlyList<ServicePrincipal>>? KaceServicePrincipals { get; init; }

    /// <summary>Enterprise application of KACE Cloud's appId.</summary>
    public Reading<ServicePrincipal>? ServicePrincipal { get; init; }

    /// <summary>Entry of KACE Cloud's appId in Mobility (MDM and MAM).</summary>
    public Reading<MobilityPolicy>? MobilityPolicy { get; init; }

    public Reading<IReadOnlyList<OAuth2PermissionGrant>>? DelegatedGrants { get; init; }

    public Reading<IReadOnlyList<AppRoleAssignment>>? AppRoleAssignments { get; init; }

    /// <summary>What KACE Cloud's terms of use page answers.</summary>
    public EndpointProbe? TermsOfUseEndpoint { get; init; }

    /// <summary>What KACE Cloud's discovery endpoint answers.</summary>
    public EndpointProbe? DiscoveryEndpoint { get; init; }

    /// <summary>True where the session was granted what this needs.</summary>
    public bool Allows(TenantOperation operation) =>
        !(operation.DelegatedOnly && IsAppOnly) && operation.Scopes.Any(s => GrantedScopes.Contains(s, StringComparer.OrdinalIgnoreCase));
}
