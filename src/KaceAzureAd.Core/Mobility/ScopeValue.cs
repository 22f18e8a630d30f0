using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.MobilityPolicies;

namespace KaceAzureAd.Mobility;

/// <summary>One write on the way from one MDM user scope to another, and the scope that it leads to.</summary>
/// <param name="AppliesTo">all or none to set, in Graph's words; null where a group is added or removed instead.</param>
/// <param name="Add">The group to add, or null.</param>
/// <param name="Remove">The group to remove, or null.</param>
/// <param name="Left">The scope that it leads to.</param>
internal sealed record ScopeMove(string? AppliesTo, KaceGroup? Add, KaceGroup? Remove, ScopeValue Left);

/// <summary>
/// An MDM user scope with its groups, and the way to another one. Graph's rules make that a small state machine (facts.md 1.5): the scope is
/// patched alone; Some cannot be patched, it comes with the first group; All drops the groups. A scope Some of no group is nobody's, as None is.
/// </summary>
internal sealed record ScopeValue(MdmUserScope Scope, IReadOnlyList<KaceGroup> Groups)
{
    public static ScopeValue Of(MobilityPolicy policy) => new(KaceMdmUserScope.ScopeOf(policy), KaceMdmUserScope.GroupsOf(policy));

    /// <summary>From a journal or a plan.</summary>
    public static ScopeValue FromJson(JsonObject json) => new(
        Enum.TryParse<MdmUserScope>((string?)json["scope"], out var scope) ? scope : MdmUserScope.Unknown,
        [.. (json["groups"]?.AsArray() ?? []).OfType<JsonObject>().Select(g => new KaceGroup((string?)g["id"] ?? "", (string?)g["name"]))]);

    public JsonObject ToJson() => new()
    {
        ["scope"] = Scope.ToString(),
        ["groups"] = new JsonArray([.. Groups.Select(g => (JsonNode)new JsonObject { ["id"] = g.Id, ["name"] = g.DisplayName })]),
    };

    /// <summary>True where both have the same users in scope. Groups count with Some only: what All and None list beside has no effect.</summary>
    public bool IsSame(ScopeValue other)
    {
        var (one, two) = (Effective, other.Effective);
        return one == two && (one != MdmUserScope.Some || new HashSet<string>(Groups.Select(g => g.Id), StringComparer.OrdinalIgnoreCase).SetEquals(other.Groups.Select(g => g.Id)));
    }

    /// <summary>The next write on the way to another scope, or null where it is reached. Groups are added before others are removed, so that the scope never becomes empty on the way.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidScope</c> where no write leads to the scope, as to one that this version does not know.</exception>
    public ScopeMove? NextTo(ScopeValue wanted)
    {
        if (IsSame(wanted))
        {
            return null;
        }

        if (wanted.Effective is MdmUserScope.All or MdmUserScope.None)
        {
            return new ScopeMove(wanted.Effective == MdmUserScope.All ? "all" : "none", null, null, new ScopeValue(wanted.Effective, []));
        }

        if (wanted.Scope != MdmUserScope.Some)
        {
            throw new KaceAadException(ErrorCodes.InvalidScope, $"No request of this version sets the MDM user scope to {wanted.Scope}.", "Set it in the Microsoft Entra admin center > Settings > Mobility (MDM and MAM).") { Target = wanted.Scope };
        }

        if (Scope != MdmUserScope.Some && Groups.Count > 0)
        {
            // Only adding a group turns the scope to Some: groups left over from before are added anew.
            return new ScopeMove(null, null, Groups[0], this with { Groups = [.. Groups.Skip(1)] });
        }

        if (wanted.Groups.FirstOrDefault(w => !Has(Groups, w)) is { } missing)
        {
            return new ScopeMove(null, missing, null, new ScopeValue(MdmUserScope.Some, [.. Groups, missing]));
        }

        var extra = Groups.First(g => !Has(wanted.Groups, g));
        return new ScopeMove(null, null, extra, this with { Groups = [.. Groups.Where(g => g != extra)] });
    }

    /// <inheritdoc/>
    public override string ToString() => Scope == MdmUserScope.Some ? $"{Scope} ({string.Join(", ", Groups)})" : Scope.ToString();

    private MdmUserScope Effective => this is { Scope: MdmUserScope.Some, Groups.Count: 0 } ? MdmUserScope.None : Scope;

    private static bool Has(IReadOnlyList<KaceGroup> groups, KaceGroup group) => groups.Any(g => string.Equals(g.Id, group.Id, StringComparison.OrdinalIgnoreCase));
}
