using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Mobility;
using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>
/// No other MDM claims the users that KACE Cloud has, or is to have; which one would win is not documented (facts.md 4.6). Microsoft Intune and
/// Microsoft Intune Enrollment are others like any.
/// </summary>
internal sealed class OtherMdmUserScopeCheck : Check
{
    public override string Name => "OtherMdmUserScope";

    public override string Proves => "No other MDM application claims the users whose devices KACE Cloud manages, or is to manage.";

    public override string PutRight => "Set the MDM user scope of the other MDM applications to None: Set-KaceMdmUserScope -AppId, or Settings > Mobility (MDM and MAM) in the Microsoft Entra admin center.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.MobilityPolicies];

    protected override string Expected(CheckOptions options) => "MDM user scope None for every other MDM application";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.MobilityPolicies?.Value is not { } policies)
        {
            return NotRead(snapshot.MobilityPolicies);
        }

        var others = policies
            .Where(p => p.IsValid != false && !MobilityApps.IsKace(p, snapshot.AppId) && !MobilityApps.IsNamedKace(p.DisplayName))
            .Select(p => (Policy: p, Scope: KaceMdmUserScope.ScopeOf(p)))
            .Where(p => p.Scope != MdmUserScope.None && p is not { Scope: MdmUserScope.Some, Policy.IncludedGroups.Count: 0 })
            .ToList();
        if (others.Count == 0)
        {
            return Passed("None", "No other MDM application has users in its scope.");
        }

        var actual = OneLine.Of(others.Select(o => $"{o.Policy.DisplayName ?? o.Policy.Id}: {o.Scope}"));
        var remediation = $"Set the MDM user scope to None for {OneLine.Of(others.Select(o => $"{OneLine.Of(o.Policy.DisplayName, 30)} (Set-KaceMdmUserScope -AppId {o.Policy.Id} -Scope None)"))}.";
        if (others.Exists(o => o.Scope is MdmUserScope.All or MdmUserScope.Unknown))
        {
            return Failed(actual, "Another MDM application claims all users: their devices may enrol there instead of in KACE Cloud.", remediation);
        }

        var kace = policies.Where(p => MobilityApps.IsKace(p, snapshot.AppId)).ToList();
        if (ClaimsAll(kace, options))
        {
            return Failed(actual, "Another MDM application claims the users of some groups, who are, or will be, in KACE Cloud's scope All too: their devices may enrol there instead.", remediation);
        }

        var own = new HashSet<string>(kace.SelectMany(p => p.IncludedGroups ?? []).Select(g => g.Id).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        var shared = others.SelectMany(o => o.Policy.IncludedGroups ?? []).Where(g => g.Id is not null && own.Contains(g.Id)).ToList();
        return shared.Count > 0
            ? Failed(actual, $"Another MDM application claims groups that are in KACE Cloud's scope too: {OneLine.Of(shared.Select(g => g.DisplayName ?? g.Id))}.", remediation)
            : Warning(actual, "Another MDM application claims the users of some groups. They are other groups than KACE Cloud's, but who is in both enrols in either.", remediation);
    }

    /// <summary>KACE Cloud's scope; where it has none yet, the one that it is to have.</summary>
    private static bool ClaimsAll(List<MobilityPolicy> kace, CheckOptions options)
    {
        var scopes = kace.Select(KaceMdmUserScope.ScopeOf).Where(s => s != MdmUserScope.None).ToList();
        return scopes.Count == 0 ? (options.ExpectedScope ?? MdmUserScope.All) == MdmUserScope.All : scopes.Exists(s => s != MdmUserScope.Some);
    }
}
