using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>No other MDM claims the users; which one would win is not documented (facts.md 4.6).</summary>
internal sealed class OtherMdmUserScopeCheck : Check
{
    public override string Name => "OtherMdmUserScope";

    protected override string Expected => "MDM user scope None for every other MDM application";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.MobilityPolicies?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        if (snapshot.MobilityPolicies?.Value is not { } policies)
        {
            return NotRead(snapshot.MobilityPolicies);
        }

        var others = policies
            .Where(p => p.IsValid != false && !string.Equals(p.Id, snapshot.AppId, StringComparison.OrdinalIgnoreCase) && !OnPremisesKaceAppCheck.IsNamedKace(p.DisplayName))
            .Select(p => (Policy: p, Scope: KaceMdmUserScope.ScopeOf(p)))
            .Where(p => p.Scope != MdmUserScope.None)
            .ToList();
        if (others.Count == 0)
        {
            return Passed("None", "No other MDM application has users in its scope.");
        }

        var actual = string.Join(", ", others.Select(o => $"{o.Policy.DisplayName ?? o.Policy.Id}: {o.Scope}"));
        var remediation = $"Set the MDM user scope to None for {string.Join(", ", others.Select(o => $"{o.Policy.DisplayName ?? o.Policy.Id} (Set-KaceMdmUserScope -AppId {o.Policy.Id} -Scope None)"))}.";
        return others.Any(o => o.Scope is MdmUserScope.All or MdmUserScope.Unknown)
            ? Failed(actual, "Another MDM application claims all users: their devices may enrol there instead of in KACE Cloud.", remediation)
            : Warning(actual, "Another MDM application claims the users of some groups: their devices may enrol there instead of in KACE Cloud.", remediation);
    }
}
