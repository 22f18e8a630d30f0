using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>
/// Microsoft requires Entra ID P1 for automatic MDM enrolment. It is recognised by its service plan, never by a product's name (facts.md 4.1).
/// </summary>
internal sealed class EntraLicenceCheck : Check
{
    private static readonly Guid P1 = new("41781fb2-bc02-4b7c-bd55-b576c07bb09d");
    private static readonly Guid P2 = new("eec0eb4f-6444-4f95-aba0-50c24d67f998");

    public override string Name => "EntraLicence";

    protected override string Expected => "Microsoft Entra ID P1 or P2 with free licences";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.Licences?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        if (snapshot.Licences?.Value is not { } skus)
        {
            return NotRead(snapshot.Licences);
        }

        // Warning is the grace period after a subscription ended: it still works.
        var usable = skus.Where(s => s.CapabilityStatus is "Enabled" or "Warning").ToList();
        var (p1, p2) = (usable.Where(s => Has(s, P1)).ToList(), usable.Where(s => Has(s, P2)).ToList());
        var with = p1.Union(p2).ToList();
        if (with.Count == 0)
        {
            return Failed(
                usable.Count == 0 ? "no licence" : string.Join(", ", usable.Select(s => s.SkuPartNumber)), "No usable licence of the tenant includes Microsoft Entra ID P1 or P2; devices cannot enrol automatically.",
                "Buy licences that include Microsoft Entra ID P1 (for instance Enterprise Mobility + Security E3) and assign them to the users who enrol devices.");
        }

        // What one subscription lacks, another does not make up for: its licences are of another kind.
        var free = with.Sum(s => Math.Max(0, (s.PrepaidUnits?.Enabled ?? 0) + (s.PrepaidUnits?.Warning ?? 0) - (s.ConsumedUnits ?? 0)));
        var actual = $"{(p2.Count > 0 ? "P2" : "P1")}, {free} free ({string.Join(", ", with.Select(s => s.SkuPartNumber))})";
        return free > 0
            ? Passed(actual, $"The tenant has Microsoft Entra ID {(p2.Count > 0 ? "P2" : "P1")}.")
            : Warning(actual, "The tenant has Microsoft Entra ID P1 or P2, but no licence is free: users without one cannot enrol devices (error 0x80180018).", "Buy more licences, or take back unused ones, before new users enrol.");
    }

    private static bool Has(SubscribedSku sku, Guid plan) =>
        sku.ServicePlans?.Any(p => p.ServicePlanId == plan && p.ProvisioningStatus != "Disabled") == true;
}
