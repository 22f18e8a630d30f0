using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Mobility;

/// <summary>Reads and sets the MDM user scope (<see cref="ScopeValue"/> knows the way from one to another).</summary>
public sealed class MdmUserScopeService
{
    private const int LooksBeforeWritingAgain = 3;

    private readonly KaceAadSession _session;
    private readonly MobilityPolicyReader _reader;
    private readonly MobilityPolicyRequests _requests;

    /// <summary>For one tenant.</summary>
    public MdmUserScopeService(KaceAadSession session)
        : this(session, new MobilityPolicyReader(session))
    {
    }

    internal MdmUserScopeService(KaceAadSession session, MobilityPolicyReader reader)
    {
        _session = session;
        _reader = reader;
        _requests = new MobilityPolicyRequests(session.Graph);
    }

    /// <summary>How long Graph is given to show what was written.</summary>
    internal Replication Replication { get; init; } = Replication.Default;

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
        Validate(scope, groups);
        _session.Demand(TenantOperation.WriteMobilityPolicies);
        var finding = new GroupFinder(_session.Graph).FindAsync(groups, cancellationToken);
        var reading = _reader.GetAsync(appId, cancellationToken);
        await Task.WhenAll(finding, reading);
        var (found, policy) = (await finding, await reading);
        var (now, wanted) = (ScopeValue.Of(policy), new ScopeValue(scope, found));
        return now.IsSame(wanted) || !await confirm($"{OneLine.Of(policy.DisplayName ?? appId)} in tenant {_session.TenantId}", $"Set the MDM user scope from {now} to {wanted}")
            ? new KaceMdmUserScope(_session.TenantId, policy)
            : await MoveAsync(appId, policy.DisplayName ?? appId, now, wanted, cancellationToken);
    }

    /// <summary>Fails where scope and groups do not belong together.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidScope</c>.</exception>
    internal static void Validate(MdmUserScope scope, IReadOnlyCollection<string> groups)
    {
        if (scope == MdmUserScope.Unknown || (scope == MdmUserScope.Some) != (groups.Count > 0))
        {
            throw new KaceAadException(
                ErrorCodes.InvalidScope, scope == MdmUserScope.Some ? "The MDM user scope Some needs at least one group, and none was given." : $"The MDM user scope {scope} takes no groups.",
                "Give -Scope Some together with -Group, or -Scope All or None without.") { Target = scope };
        }
    }

    /// <summary>Takes the scope to another one, write by write, and reads back until Graph shows it.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.ReplicationTimeout</c>, <c>KaceAad.GroupNotFound</c>, or Graph's refusal.</exception>
    internal async Task<KaceMdmUserScope> MoveAsync(string appId, string name, ScopeValue now, ScopeValue wanted, CancellationToken cancellationToken)
    {
        await WriteAsync(appId, name, now, wanted, cancellationToken);
        var looks = 0;
        return await Replication.WaitForAsync($"the MDM user scope {wanted.Scope}", async () =>
        {
            var left = await GetAsync(appId, cancellationToken);
            var value = new ScopeValue(left.Scope, left.Groups);
            if (!value.IsSame(wanted) && ++looks % LooksBeforeWritingAgain == 0)
            {
                // Somebody who wrote at the same time may have dropped a group, and what removing a scope's last group does is not documented (facts.md 1.5).
                await WriteAsync(appId, name, value, wanted, cancellationToken);
            }

            return value.IsSame(wanted) ? left : null;
        }, cancellationToken)
            ?? throw new KaceAadException(
                ErrorCodes.ReplicationTimeout, $"The MDM user scope of {name} was set to {wanted}, but Microsoft Graph does not show it yet.",
                "Run the same command again later; it changes nothing where the scope is right.") { Target = appId };
    }

    private async Task WriteAsync(string appId, string name, ScopeValue now, ScopeValue wanted, CancellationToken cancellationToken)
    {
        for (; now.NextTo(wanted) is { } move; now = move.Left)
        {
            var change = new Change(ChangeKind.MdmUserScope, new JsonObject { ["appId"] = appId, ["name"] = name }, now.ToJson(), move.Left.ToJson(), $"Set the MDM user scope of {name} from {now} to {move.Left}");
            await _reader.WriteAsync(appId, () => move switch
            {
                { Add: { } group } => Replication.UntilSeenAsync($"group {group}", () => AddAsync(appId, group, change, cancellationToken), cancellationToken),
                { Remove: { } group } => RemoveAsync(appId, group.Id, change, cancellationToken),
                _ => _requests.UpdateAsync(appId, new JsonObject { ["appliesTo"] = move.AppliesTo }, change, cancellationToken),
            }, cancellationToken);
        }
    }

    // A write whose answer was lost is repeated and then refused as done; so is one that somebody else did meanwhile.
    private async Task AddAsync(string appId, KaceGroup group, Change change, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.AddGroupAsync(appId, group.Id, change, cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.AlreadyExists)
        {
            OperationLog.Current.Verbose($"The group {group.Id} was in the MDM user scope already.");
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound || e.HttpStatus == 400)
        {
            // It was found a moment ago: if it is gone, waiting for it would be in vain.
            await new GroupFinder(_session.Graph).FindAsync([group.Id], cancellationToken);
            throw;
        }
    }

    private async Task RemoveAsync(string appId, string groupId, Change change, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.RemoveGroupAsync(appId, groupId, change, cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            OperationLog.Current.Verbose($"The group {groupId} was not in the MDM user scope any more.");
        }
    }
}
