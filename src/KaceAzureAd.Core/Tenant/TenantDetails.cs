using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Tenant;

/// <summary>
/// What can only be asked for once the tenant is known: the groups of a scope where they are many, their members, the names of those who may join
/// devices. A tenant whose scopes are All or None costs nothing here.
/// </summary>
internal sealed class TenantDetails(KaceAadSession session, TenantRequests requests, MobilityPolicyRequests mobility)
{
    /// <summary>So many groups of a scope have their users counted.</summary>
    public const int MostGroupsCounted = 100;

    private const int MostNames = 20;

    private readonly GraphBatch _v1 = new(session.Graph.V1, session.Graph.Retry);

    public async Task<TenantSnapshot> AddToAsync(TenantSnapshot snapshot, IReadOnlyCollection<TenantPart> wanted, CancellationToken cancellationToken)
    {
        await WholeGroupsAsync(snapshot, cancellationToken);
        var names = wanted.Contains(TenantPart.JoinMemberNames) ? NamesAsync(snapshot) : null;
        var members = wanted.Contains(TenantPart.ScopeGroups) ? MembersAsync(snapshot) : null;
        await _v1.SendAsync(cancellationToken);
        return snapshot with { JoinMemberNames = names is null ? null : await names, ScopeGroups = members is null ? null : await members };
    }

    /// <summary>Reads the groups that did not come with their policies, where it matters whether two scopes share one. Half of them would be wrong in silence.</summary>
    private async Task WholeGroupsAsync(TenantSnapshot snapshot, CancellationToken cancellationToken)
    {
        var policies = snapshot.MobilityPolicies?.Value ?? [];
        if (!policies.Any(p => MobilityApps.IsKace(p, snapshot.AppId) && IsSome(p)))
        {
            return;
        }

        var batch = new GraphBatch(session.Graph.Beta, session.Graph.Retry);
        var cut = policies.Where(p => p.Id is not null && IsSome(p) && MobilityPolicyRequests.AreGroupsCut(p))
            .Select(p => (Policy: p, Groups: batch.AddAll(mobility.Groups(p.Id!), cancellationToken))).ToList();
        await batch.SendAsync(cancellationToken);
        foreach (var (policy, groups) in cut)
        {
            policy.IncludedGroups = (await groups).Value is { } all ? [.. all] : null;
        }
    }

    private async Task<IReadOnlyList<ScopeGroup>> MembersAsync(TenantSnapshot snapshot)
    {
        var groups = snapshot.MobilityPolicy?.Value is { } policy && IsSome(policy) ? KaceMdmUserScope.GroupsOf(policy) : [];
        var counts = groups.Take(MostGroupsCounted)
            .Select(g => (Group: g, Users: _v1.Add(requests.UsersOf(g.Id), UserCollectionResponse.CreateFromDiscriminatorValue, TenantOperation.ReadGroups))).ToList();
        var members = new List<ScopeGroup>();
        foreach (var (group, users) in counts)
        {
            var reading = await users;
            members.Add(new ScopeGroup(group.ToString(), reading.Value is { } page ? page.OdataCount ?? page.Value?.Count : null, reading.Error, reading.RequestId));
        }

        return members;
    }

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(TenantSnapshot snapshot)
    {
        var some = snapshot.DeviceRegistrationPolicy?.Value?.AzureADJoin?.AllowedToJoin as EnumeratedDeviceRegistrationMembership;
        var groups = (some?.Groups ?? []).Take(MostNames).Select(id => (Id: id, Group: _v1.Add(requests.Group(id), Group.CreateFromDiscriminatorValue, TenantOperation.ReadGroups))).ToList();
        var users = (some?.Users ?? []).Take(MostNames).Select(id => (Id: id, User: _v1.Add(requests.User(id), User.CreateFromDiscriminatorValue, TenantOperation.ReadAccount))).ToList();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, group) in groups)
        {
            names[id] = (await group).Value?.DisplayName ?? id;
        }

        foreach (var (id, user) in users)
        {
            names[id] = (await user).Value?.DisplayName ?? id;
        }

        return names;
    }

    private static bool IsSome(MobilityPolicy policy) => KaceMdmUserScope.ScopeOf(policy) == MdmUserScope.Some;
}
