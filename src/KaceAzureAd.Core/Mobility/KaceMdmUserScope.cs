using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Mobility;

/// <summary>The MDM user scope of an MDM application in a tenant.</summary>
public sealed class KaceMdmUserScope
{
    internal KaceMdmUserScope(string tenantId, MobilityPolicy policy)
    {
        TenantId = tenantId;
        AppId = policy.Id ?? "";
        DisplayName = OneLine.Text(policy.DisplayName);
        Scope = ScopeOf(policy);
        Groups = GroupsOf(policy);
    }

    /// <summary>The tenant's id.</summary>
    public string TenantId { get; }

    /// <summary>appId of the MDM application.</summary>
    public string AppId { get; }

    /// <summary>Its name.</summary>
    public string? DisplayName { get; }

    /// <summary>All, Some or None.</summary>
    public MdmUserScope Scope { get; }

    /// <summary>The groups of the scope Some.</summary>
    public IReadOnlyList<KaceGroup> Groups { get; }

    internal static MdmUserScope ScopeOf(MobilityPolicy policy) => policy.AppliesTo switch
    {
        "all" => MdmUserScope.All,
        "selected" => MdmUserScope.Some,
        "none" => MdmUserScope.None,
        _ => MdmUserScope.Unknown,
    };

    // An array: a collection that the compiler makes has no indexer that PowerShell can see.
    internal static KaceGroup[] GroupsOf(MobilityPolicy policy) =>
        [.. (policy.IncludedGroups ?? []).Where(g => g.Id is not null).Select(g => new KaceGroup(g.Id!, g.DisplayName))];

    /// <inheritdoc/>
    public override string ToString() => Groups.Count == 0 ? $"{Scope}" : $"{Scope}: {string.Join(", ", Groups)}";
}
