using KaceAzureAd.Graph.MobilityPolicies;

namespace KaceAzureAd.Tenant;

/// <summary>
/// On-premises MDM applications for KACE, left over from the manual way: the registration stands in the customer's own tenant, while KACE Cloud's
/// own app has its home elsewhere (facts.md 2.3, 4.8).
/// </summary>
internal static class OnPremisesKaceApps
{
    /// <summary>Their entries in Mobility (MDM and MAM). One that is invalid has lost its application and is told by its name.</summary>
    public static IEnumerable<MobilityPolicy> In(TenantSnapshot snapshot) => (snapshot.MobilityPolicies?.Value ?? []).Where(p =>
        !string.Equals(p.Id, snapshot.AppId, StringComparison.OrdinalIgnoreCase) && (
            (snapshot.KaceServicePrincipals?.Value ?? []).Any(a => string.Equals(a.AppId, p.Id, StringComparison.OrdinalIgnoreCase) && string.Equals(a.AppOwnerOrganizationId?.ToString(), snapshot.TenantId, StringComparison.OrdinalIgnoreCase))
            || (p.IsValid == false && MobilityApps.IsNamedKace(p.DisplayName))));
}
