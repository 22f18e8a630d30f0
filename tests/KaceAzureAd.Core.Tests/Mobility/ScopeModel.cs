using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Mobility;

/// <summary>What Graph leaves open about MDM user scopes (facts.md 1.5): either has to do.</summary>
/// <param name="NoneKeepsGroups">None leaves the groups where they are, without effect.</param>
/// <param name="LastGroupTurnsToNone">Removing the last group of a scope Some makes it None; else it is a scope Some of nobody.</param>
internal sealed record ScopeRules(bool NoneKeepsGroups, bool LastGroupTurnsToNone);

/// <summary>An MDM user scope as Graph is documented to keep it: the scope patched alone, Some never patched, Some with the first group, All drops the groups.</summary>
internal sealed class ScopeModel(ScopeValue start, ScopeRules rules)
{
    public ScopeValue Now { get; private set; } = start;

    /// <summary>One write; what Graph refuses fails the test.</summary>
    public void Write(ScopeMove move)
    {
        Assert.Single(new object?[] { move.AppliesTo, move.Add, move.Remove }, part => part is not null);
        Now = move switch
        {
            { AppliesTo: "all" } => new ScopeValue(MdmUserScope.All, []),
            { AppliesTo: "none" } => new ScopeValue(MdmUserScope.None, rules.NoneKeepsGroups ? Now.Groups : []),
            { Add: { } added } => new ScopeValue(MdmUserScope.Some, [.. Now.Groups, New(added)]),
            { Remove: { } removed } => Without(removed),
            _ => throw new InvalidOperationException($"Graph refuses appliesTo {move.AppliesTo}."),
        };
    }

    private KaceGroup New(KaceGroup group) =>
        Now.Groups.All(g => g.Id != group.Id) ? group : throw new InvalidOperationException($"Graph refuses group {group.Id}: it is there already.");

    private ScopeValue Without(KaceGroup group)
    {
        var left = Now.Groups.Where(g => g.Id != group.Id).ToList();
        return left.Count == Now.Groups.Count ? throw new InvalidOperationException($"Graph refuses to remove group {group.Id}: it is not there.")
            : new ScopeValue(Now.Scope == MdmUserScope.Some && left.Count == 0 && rules.LastGroupTurnsToNone ? MdmUserScope.None : Now.Scope, left);
    }
}
