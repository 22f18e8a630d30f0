using KaceAzureAd.Operations;
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

    public override string Proves => "The tenant has Microsoft Entra ID P1 or P2, without which no device enrols automatically, and licences of it are free.";

    public override string PutRight =>
        "Buy licences that include Microsoft Entra ID P1 (for instance Enterprise Mobility + Security E3) and assign them to the users who enrol devices.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.Licences];

    protected override string Expected(CheckOptions options) => "Microsoft Entra ID P1 or P2 with free licences";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.Licences?.Value is not { } skus)
        {
            return NotRead(snapshot.Licences);
        }

        // Warning is the grace period after a subscription ended: it still works.
        var usable = skus.Where(s => s.CapabilityStatus is "Enabled" or "Warning").ToList();
        var hasP2 = usable.Exists(s => Has(s, P2));
        var with = usable.Where(s => Has(s, P1) || Has(s, P2)).ToList();
        if (with.Count == 0)
        {
            return Failed(
                usable.Count == 0 ? "no licence" : OneLine.Of(usable.Select(s => s.SkuPartNumber)), "No usable licence of the tenant includes Microsoft Entra ID P1 or P2; devices cannot enrol automatically.");
        }

        // What one subscription lacks, another does not make up for: its licences are of another kind.
        var free = with.Sum(s => Math.Max(0L, (long)(s.PrepaidUnits?.Enabled ?? 0) + (s.PrepaidUnits?.Warning ?? 0) - (s.ConsumedUnits ?? 0)));
        var actual = $"{(hasP2 ? "P2" : "P1")}, {free} free ({OneLine.Of(with.Select(s => s.SkuPartNumber))})";
        if (free == 0)
        {
            return Warning(actual, "The tenant has Microsoft Entra ID P1 or P2, but no licence is free: users without one cannot enrol devices (error 0x80180018).", "Buy more licences, or take back unused ones, before new users enrol.");
        }

        return Passed(actual, hasP2
            ? "The tenant has Microsoft Entra ID P2."
            : "The tenant has Microsoft Entra ID P1, which is what Microsoft requires. An older page of KACE's asks for P2 where devices come by Autopilot.");
    }

    private static bool Has(SubscribedSku sku, Guid plan) =>
        sku.ServicePlans?.Any(p => p.ServicePlanId == plan && p.ProvisioningStatus != "Disabled") == true;
}
