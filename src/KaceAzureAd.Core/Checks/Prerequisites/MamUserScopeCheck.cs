using KaceAzureAd.Mobility;
using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>No MAM (WIP) scope takes users' own devices away: on those, it wins over the MDM scope (facts.md 4.6).</summary>
internal sealed class MamUserScopeCheck : Check
{
    public override string Name => "MamUserScope";

    public override CheckSeverity Severity => CheckSeverity.Warning;

    public override string Proves => "No MAM (WIP) user scope keeps users' own devices from enrolling in KACE Cloud.";

    public override string PutRight => "In the Microsoft Entra admin center > Settings > Mobility (MDM and MAM) set the MAM (WIP) user scope of the applications to None.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.MamPolicies];

    protected override string Expected(CheckOptions options) => "MAM (WIP) user scope None";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.MamPolicies?.Value is not { } policies)
        {
            return NotRead(snapshot.MamPolicies);
        }

        var with = policies.Where(p => p.IsValid != false && KaceMdmUserScope.ScopeOf(p) != MdmUserScope.None).ToList();
        return with.Count == 0
            ? Passed("None", "No application has users in its MAM (WIP) scope.")
            : Warning(
                OneLine.Of(with.Select(p => $"{p.DisplayName ?? p.Id}: {KaceMdmUserScope.ScopeOf(p)}")),
                "Users are in a MAM (WIP) scope: their own devices, where they add a work account, get its policies instead of enrolling in KACE Cloud.");
    }
}
