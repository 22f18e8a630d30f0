using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>
/// No on-premises MDM application for KACE is left over from the manual way: its registration stands in the customer's own tenant, while
/// KACE Cloud's own app has its home elsewhere (facts.md 2.3, 4.8).
/// </summary>
internal sealed class OnPremisesKaceAppCheck : Check
{
    public override string Name => "OnPremisesKaceApp";

    protected override string Expected => "no on-premises MDM application for KACE";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.KaceServicePrincipals?.RequestId, snapshot.MobilityPolicies?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        if (snapshot.KaceServicePrincipals?.Value is not { } applications)
        {
            return NotRead(snapshot.KaceServicePrincipals);
        }

        if (snapshot.MobilityPolicies?.Value is not { } policies)
        {
            return NotRead(snapshot.MobilityPolicies);
        }

        var old = policies.Where(p => !string.Equals(p.Id, snapshot.AppId, StringComparison.OrdinalIgnoreCase) && (
            applications.Any(a => string.Equals(a.AppId, p.Id, StringComparison.OrdinalIgnoreCase) && string.Equals(a.AppOwnerOrganizationId?.ToString(), snapshot.TenantId, StringComparison.OrdinalIgnoreCase))
            || (p.IsValid == false && IsNamedKace(p.DisplayName)))).ToList();
        return old.Count == 0
            ? Passed("none", "No on-premises MDM application for KACE is left over.")
            : Failed(
                string.Join(", ", old.Select(p => $"{p.DisplayName} ({p.Id})")), "An on-premises MDM application for KACE from the manual way is still there.",
                "In KACE Cloud choose Settings > Windows Settings > Azure AD > Remove Existing Settings; then delete the application in the Microsoft Entra admin center under App registrations, and its entry under Mobility (MDM and MAM).");
    }

    /// <summary>True for a name that KACE's own applications have.</summary>
    internal static bool IsNamedKace(string? name) => name?.StartsWith("KACE", StringComparison.OrdinalIgnoreCase) == true;
}
