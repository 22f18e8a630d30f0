using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>No on-premises MDM application for KACE is left over from the manual way (<see cref="OnPremisesKaceApps"/>).</summary>
internal sealed class OnPremisesKaceAppCheck : Check
{
    public override string Name => "OnPremisesKaceApp";

    public override string Proves => "No on-premises MDM application for KACE is left over from the manual way.";

    public override string PutRight =>
        "In KACE Cloud choose Settings > Windows Settings > Azure AD > Remove Existing Settings; then delete the application in the Microsoft Entra admin center under App registrations, and its entry under Mobility (MDM and MAM).";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.KaceServicePrincipals, TenantPart.MobilityPolicies];

    protected override string Expected(CheckOptions options) => "no on-premises MDM application for KACE";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.KaceServicePrincipals?.Value is null)
        {
            return NotRead(snapshot.KaceServicePrincipals);
        }

        if (snapshot.MobilityPolicies?.Value is null)
        {
            return NotRead(snapshot.MobilityPolicies);
        }

        var old = OnPremisesKaceApps.In(snapshot).ToList();
        return old.Count == 0
            ? Passed("none", "No on-premises MDM application for KACE is left over.")
            : Failed(OneLine.Of(old.Select(p => $"{OneLine.Of(p.DisplayName, 40)} ({p.Id})")), "An on-premises MDM application for KACE from the manual way is still there.");
    }
}
