using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Mobility;

/// <summary>
/// Reads and sets the MDM user scope. Graph's rules make it a small state machine (facts.md 1.5): the scope is patched alone; Some cannot
/// be patched, it comes with the first group; All drops the groups.
/// </summary>
public sealed class MdmUserScopeService
{
    private readonly KaceAadSession _session;
    private readonly MobilityPolicyReader _reader;
    private readonly MobilityPolicyRequests _requests;
    private readonly Replication _replication = Replication.Default;

    /// <summary>For one tenant.</summary>
    public MdmUserScopeService(KaceAadSession session)
    {
        _session = session;
        _reader = new MobilityPolicyReader(session);
        _requests = new MobilityPolicyRequests(session.Graph);
    }

    /// <summary>The scope as it is.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.MobilityPolicyMissing</c>, or Graph's refusal.</exception>
    public async Task<KaceMdmUserScope> GetAsync(string appId, CancellationToken cancellationToken)
    {
        _session.Demand(TenantOperation.ReadMobilityPolicies);
        return new KaceMdmUserScope(_session.TenantId, await _reader.FindAsync(appId, cancellationToken) ?? throw await _reader.WhyMissingAsync(appId, cancellationToken));
    }

    /// <summary>Sets the scope; does nothing where it is so already.</summary>
    /// <param name="appId">The MDM application.</param>
    /// <param name="scope">All, Some or None.</param>
    /// <param name="groups">Ids or names, for Some only: exactly these, afterwards.</param>
    /// <param name="confirm">Asked before the change.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>The scope as it was left.</returns>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidScope</c>, <c>GroupNotFound</c>, <c>GroupNotUnique</c>, <c>MobilityPolicyMissing</c>, <c>MobilityPolicyInvalid</c>, or Graph's refusal.</exception>
    public async Task<KaceMdmUserScope> SetAsync(string appId, MdmUserScope scope, IReadOnlyCollection<string> groups, ConfirmChange confirm, CancellationToken cancellationToken)
    {
        if (scope == MdmUserScope.Unknown || (scope == MdmUserScope.Some) != (groups.Count > 0))
        {
            throw new KaceAadException(
                ErrorCodes.InvalidScope, scope == MdmUserScope.Some ? "The MDM user scope Some needs at least one group, and none was given." : $"The MDM user scope {scope} takes no groups.",
                "Give -Scope Some together with -Group, or -Scope All or None without.") { Target = scope };
        }

        _session.Demand(TenantOperation.WriteMobilityPolicies);
        var finding = new GroupFinder(_session.Graph).FindAsync(groups, cancellationToken);
        var reading = _reader.GetAsync(appId, cancellationToken);
        await Task.WhenAll(finding, reading);
        var (wanted, policy) = (await finding, await reading);
        var now = new KaceMdmUserScope(_session.TenantId, policy);
        if (IsAsWanted(now, scope, wanted) || !await confirm($"{policy.DisplayName ?? appId} in tenant {_session.TenantId}", Describe(now, scope, wanted)))
        {
            return now;
        }

        await (scope == MdmUserScope.Some ? SelectGroupsAsync(appId, now, wanted, cancellationToken)
            : _requests.UpdateAsync(appId, new MobilityPolicy { AppliesTo = scope == MdmUserScope.All ? "all" : "none" }, cancellationToken));
        return await _replication.WaitForAsync($"the MDM user scope {scope}", async () =>
            await GetAsync(appId, cancellationToken) is var left && IsAsWanted(left, scope, wanted) ? left : null, cancellationToken)
            ?? throw new KaceAadException(
                ErrorCodes.ReplicationTimeout, $"The MDM user scope of {policy.DisplayName ?? appId} was set to {scope}, but Microsoft Graph does not show it yet.",
                "Run the same command again later; it changes nothing where the scope is right.") { Target = appId };
    }

    /// <summary>Adds before it removes, so that the scope never becomes empty on the way.</summary>
    private async Task SelectGroupsAsync(string appId, KaceMdmUserScope now, IReadOnlyList<KaceGroup> wanted, CancellationToken cancellationToken)
    {
        var there = new HashSet<string>(now.Groups.Select(g => g.Id), StringComparer.OrdinalIgnoreCase);
        if (now.Scope != MdmUserScope.Some)
        {
            // Only adding a group turns the scope to Some: groups left over from before are added anew.
            foreach (var group in now.Groups)
            {
                await RemoveAsync(appId, group.Id, cancellationToken);
            }

            there.Clear();
        }

        foreach (var group in wanted.Where(g => !there.Contains(g.Id)))
        {
            await _replication.UntilSeenAsync($"group {group}", () => AddAsync(appId, group.Id, cancellationToken), cancellationToken);
        }

        foreach (var id in there.Where(id => wanted.All(w => !string.Equals(w.Id, id, StringComparison.OrdinalIgnoreCase))))
        {
            await RemoveAsync(appId, id, cancellationToken);
        }
    }

    // A write whose answer was lost is repeated and then refused as done; so is one that somebody else did meanwhile.
    private async Task AddAsync(string appId, string groupId, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.AddGroupAsync(appId, groupId, cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.AlreadyExists)
        {
            OperationLog.Current.Verbose($"The group {groupId} was in the MDM user scope already.");
        }
    }

    private async Task RemoveAsync(string appId, string groupId, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.RemoveGroupAsync(appId, groupId, cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            OperationLog.Current.Verbose($"The group {groupId} was not in the MDM user scope any more.");
        }
    }

    private static bool IsAsWanted(KaceMdmUserScope now, MdmUserScope scope, IReadOnlyList<KaceGroup> wanted) =>
        now.Scope == scope
        && (scope != MdmUserScope.Some
            || new HashSet<string>(now.Groups.Select(g => g.Id), StringComparer.OrdinalIgnoreCase).SetEquals(wanted.Select(g => g.Id)));

    private static string Describe(KaceMdmUserScope now, MdmUserScope scope, IReadOnlyList<KaceGroup> wanted)
    {
        return $"Set the MDM user scope from {Words(now.Scope, now.Groups)} to {Words(scope, wanted)}";

        static string Words(MdmUserScope scope, IReadOnlyList<KaceGroup> groups) => groups.Count == 0 ? scope.ToString() : $"{scope} ({string.Join(", ", groups)})";
    }
}
