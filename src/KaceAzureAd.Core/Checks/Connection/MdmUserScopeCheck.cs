using KaceAzureAd.Mobility;
using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>KACE Cloud's MDM user scope is the one that is wanted: All, as KACE's documentation asks (facts.md 4.8), or what -ExpectedScope says.</summary>
internal sealed class MdmUserScopeCheck : Check
{
    public override string Name => "MdmUserScope";

    public override string Proves => "KACE Cloud's MDM user scope is the one that is wanted, and takes in somebody.";

    public override string PutRight => "Run Set-KaceMdmUserScope -Scope All, or with the scope that is wanted.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.MobilityPolicies, TenantPart.ScopeGroups];

    protected override string Expected(CheckOptions options) => $"{options.ExpectedScope ?? MdmUserScope.All}";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options) => Found(snapshot, options) with { Scope = ScopeOf(snapshot) };

    // Groups were counted in their order, the first few of however many.
    private static CheckedScope? ScopeOf(TenantSnapshot snapshot)
    {
        if (snapshot.MobilityPolicy?.Value is not { } policy)
        {
            return null;
        }

        var scope = KaceMdmUserScope.ScopeOf(policy);
        var counted = snapshot.ScopeGroups ?? [];
        return new CheckedScope(
            policy.Id ?? "", policy.DisplayName, scope,
            scope != MdmUserScope.Some ? [] : [.. KaceMdmUserScope.GroupsOf(policy).Select((g, i) => (g, i < counted.Count ? counted[i].Users : null))]);
    }

    private Finding Found(TenantSnapshot snapshot, CheckOptions options)
    {
        var set = $"Run Set-KaceMdmUserScope -Scope {Expected(options)}.";
        if (snapshot.MobilityPolicy?.Value is not { } policy)
        {
            return snapshot.MobilityPolicy?.IsAbsent == true
                ? Failed("no entry", "KACE Cloud has no entry in Mobility (MDM and MAM), so no user is in its scope.", $"Run Add-KaceMobilityApp, then Set-KaceMdmUserScope -Scope {Expected(options)}.")
                : NotRead(snapshot.MobilityPolicy);
        }

        var groups = KaceMdmUserScope.GroupsOf(policy);
        var scope = KaceMdmUserScope.ScopeOf(policy);
        var actual = scope == MdmUserScope.Some && groups.Length > 0 ? $"Some ({OneLine.Of(groups.Select(g => g.ToString()))})" : $"{scope}";
        return scope switch
        {
            MdmUserScope.Unknown => Failed(policy.AppliesTo ?? "unknown", "Microsoft Graph names a scope that this version does not know.", set),
            MdmUserScope.Some when policy.IncludedGroups is null => Failed("Some", "The scope is Some, but its groups could not be read.", "Run the check again."),
            MdmUserScope.Some when groups.Length == 0 => Failed("Some, without a group", "The scope is Some but names no group, so no user is in it.", set),
            MdmUserScope.Some when options.ExpectedScope is null or MdmUserScope.Some => Some(snapshot, options, actual, groups),
            _ when scope == (options.ExpectedScope ?? MdmUserScope.All) => Passed(actual, scope == MdmUserScope.All ? "The devices of all users are managed by KACE Cloud." : "Nobody's devices are managed by KACE Cloud, as wanted."),
            MdmUserScope.None => Failed(actual, "No user is in scope: no device enrols.", set),
            _ => Failed(actual, $"The scope is {scope}, and not {Expected(options)} as wanted.", set),
        };
    }

    private Finding Some(TenantSnapshot snapshot, CheckOptions options, string actual, KaceGroup[] groups)
    {
        var members = snapshot.ScopeGroups ?? [];
        if (members.Where(m => m.Users == 0).Select(m => m.Group).ToList() is { Count: > 0 } empty)
        {
            return Warning(
                actual, $"{(empty.Count == groups.Length ? "Nobody is in scope" : "Some groups in scope are empty")}: {OneLine.Of(empty)} {(empty.Count == 1 ? "has" : "have")} no users.",
                "Add users to the groups, or choose others with Set-KaceMdmUserScope -Scope Some -Group.");
        }

        if (options.ExpectedScope is null)
        {
            return Warning(actual, "Only the users of some groups are in scope; KACE's documentation asks for All.", "Run Set-KaceMdmUserScope -Scope All, or tell with -ExpectedScope Some that this is wanted.");
        }

        var unknown = members.Where(m => m.Users is null).ToList();
        return unknown.Count > 0 || members.Count < groups.Length
            ? Warning(
                actual, $"The users of {groups.Length - members.Count + unknown.Count} of {groups.Length} groups could not be counted{(unknown is [{ Error: { } error }, ..] ? $": {error.Message}" : ".")}",
                "See in the Microsoft Entra admin center > Groups that the groups have members.")
            : Passed(actual, "The devices of these groups' users are managed by KACE Cloud, as wanted.");
    }
}
