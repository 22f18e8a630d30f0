using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>KACE Cloud has its entry in Mobility (MDM and MAM), and the entry is valid.</summary>
internal sealed class MobilityPolicyCheck : Check
{
    public override string Name => "MobilityPolicy";

    public override string Proves => "KACE Cloud has a valid entry in Mobility (MDM and MAM).";

    public override string PutRight => "Run Add-KaceMobilityApp; if the entry does not appear, it says what to choose in the Microsoft Entra admin center.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.MobilityPolicies];

    protected override string Expected(CheckOptions options) => "a valid entry in Mobility (MDM and MAM)";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.MobilityPolicy?.Value is not { } policy)
        {
            return snapshot.MobilityPolicy?.IsAbsent == true
                ? Failed("not there", "KACE Cloud has no entry in Mobility (MDM and MAM).")
                : NotRead(snapshot.MobilityPolicy);
        }

        var name = OneLine.Of(policy.DisplayName ?? policy.Id);
        return policy.IsValid switch
        {
            true => Passed($"{name}, valid", "KACE Cloud's entry in Mobility (MDM and MAM) is valid."),
            false => Failed($"{name}, invalid", "The entry in Mobility (MDM and MAM) is invalid, because its enterprise application was removed.", "Delete the entry in the Microsoft Entra admin center > Settings > Mobility (MDM and MAM), then run Add-KaceMobilityApp."),
            null => Warning($"{name}, validity unknown", "Microsoft Graph does not say whether the entry is valid.", "Look at it in the Microsoft Entra admin center > Settings > Mobility (MDM and MAM)."),
        };
    }
}
