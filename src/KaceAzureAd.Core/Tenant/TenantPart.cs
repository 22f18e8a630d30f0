using KaceAzureAd.Identity;

namespace KaceAzureAd.Tenant;

/// <summary>
/// One part of what can be known of a tenant. A check names the parts that it looks at, and from that follows all else: what is read for it, what it
/// needs, and which requests it rests on.
/// </summary>
internal sealed class TenantPart
{
    public static readonly TenantPart Organization = new(s => [s.Organization?.RequestId], TenantOperation.ReadAccount);
    public static readonly TenantPart Licences = new(s => [s.Licences?.RequestId], TenantOperation.ReadLicences);
    public static readonly TenantPart Roles = new(s => [s.Roles?.RequestId], TenantOperation.ReadAccount);
    public static readonly TenantPart EligibleRoles = new(s => [s.EligibleRoles?.RequestId], TenantOperation.ReadEligibleRoles);
    public static readonly TenantPart DeviceRegistrationPolicy = new(s => [s.DeviceRegistrationPolicy?.RequestId], TenantOperation.ReadDeviceRegistrationPolicy);
    public static readonly TenantPart JoinMemberNames = new(_ => null);
    public static readonly TenantPart MobilityPolicies = new(s => [s.MobilityPolicies?.RequestId], TenantOperation.ReadMobilityPolicies, isBeta: true);
    public static readonly TenantPart MamPolicies = new(s => [s.MamPolicies?.RequestId], TenantOperation.ReadMobilityPolicies, isBeta: true);
    public static readonly TenantPart ScopeGroups = new(s => s.ScopeGroups?.Select(m => m.RequestId), TenantOperation.ReadGroups);
    public static readonly TenantPart KaceServicePrincipals = new(s => [s.KaceServicePrincipals?.RequestId], TenantOperation.ReadApplications);
    public static readonly TenantPart Applications = new(s => [s.Applications?.RequestId], TenantOperation.ReadApplications);
    public static readonly TenantPart ServicePrincipal = new(s => [s.ServicePrincipal?.RequestId], TenantOperation.ReadApplications);
    public static readonly TenantPart DelegatedGrants = new(s => [s.DelegatedGrants?.RequestId], TenantOperation.ReadConsent);
    public static readonly TenantPart AppRoleAssignments = new(s => [s.AppRoleAssignments?.RequestId], TenantOperation.ReadApplications);
    public static readonly TenantPart Resources = new(s => s.Resources?.Select(r => r.RequestId), TenantOperation.ReadApplications);
    public static readonly TenantPart SignIns = new(s => [s.SignIns?.RequestId], TenantOperation.ReadSignIns, isBeta: true);
    public static readonly TenantPart Devices = new(s => [s.Devices?.RequestId], TenantOperation.ReadDevices);
    public static readonly TenantPart TermsOfUseEndpoint = new(_ => null);
    public static readonly TenantPart DiscoveryEndpoint = new(_ => null);
    public static readonly TenantPart DiscoverAnswer = new(_ => null);
    public static readonly TenantPart EnrollmentDns = new(_ => null);

    private readonly Func<TenantSnapshot, IEnumerable<string?>?> _requestIds;

    private TenantPart(Func<TenantSnapshot, IEnumerable<string?>?> requestIds, TenantOperation? operation = null, bool isBeta = false)
    {
        _requestIds = requestIds;
        Operation = operation;
        IsBeta = isBeta;
    }

    /// <summary>What reading it needs; null for what is not asked from Graph, or only makes a message clearer.</summary>
    public TenantOperation? Operation { get; }

    /// <summary>True for what Graph has in beta only.</summary>
    public bool IsBeta { get; }

    /// <summary>The requests that brought it; none where it was not asked from Graph.</summary>
    public IEnumerable<string> RequestIds(TenantSnapshot snapshot) => (_requestIds(snapshot) ?? []).OfType<string>();
}
