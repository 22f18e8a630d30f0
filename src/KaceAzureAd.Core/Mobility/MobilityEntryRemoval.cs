using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Mobility;

/// <summary>
/// Deletes an entry in Mobility (MDM and MAM), both halves. Graph allows it only once the enterprise application is gone and the entry therefore
/// invalid (facts.md 1.5), which may take Graph a moment to see. The MDM half goes last: as long as it is there, the rest can be found.
/// </summary>
internal sealed class MobilityEntryRemoval(KaceAadSession session)
{
    private readonly MobilityPolicyRequests _requests = new(session.Graph);

    /// <summary>How long Graph is given to show that the entry is invalid.</summary>
    public Replication Replication { get; init; } = Replication.Default with { Limit = TimeSpan.FromMinutes(1) };

    /// <summary>Deletes what is there and invalid; does nothing where there is none.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.ReplicationTimeout</c> where the entry stays valid, or Graph's refusal.</exception>
    public async Task RemoveInvalidAsync(string appId, CancellationToken cancellationToken)
    {
        await RemoveHalfAsync(appId, isMam: true, cancellationToken);
        await RemoveHalfAsync(appId, isMam: false, cancellationToken);
    }

    private async Task RemoveHalfAsync(string appId, bool isMam, CancellationToken cancellationToken)
    {
        var found = await Replication.WaitForAsync<Found>("the entry in Mobility (MDM and MAM) to become invalid", async () =>
            await FindAsync(appId, isMam, cancellationToken) is var policy && policy?.IsValid != true ? new Found(policy) : null, cancellationToken)
            ?? throw new KaceAadException(
                ErrorCodes.ReplicationTimeout, $"The entry of {appId} in Mobility (MDM and MAM) is still valid, though its enterprise application is gone.",
                "Run the same command again later; it continues from there.") { Target = appId };
        if (found.Policy is not { } entry)
        {
            return;
        }

        var value = MdmUris.Of(entry).ToJson();
        foreach (var scope in ScopeValue.Of(entry).ToJson())
        {
            value[scope.Key] = scope.Value?.DeepClone();
        }

        var target = new JsonObject { ["appId"] = appId, ["name"] = entry.DisplayName, ["half"] = isMam ? "MAM" : "MDM" };
        try
        {
            await _requests.DeleteAsync(appId, isMam, new Change(ChangeKind.MobilityEntry, target, value, null, $"Delete the invalid {target["half"]} entry of {entry.DisplayName ?? appId} in Mobility (MDM and MAM)"), cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            Operations.OperationLog.Current.Verbose($"The {target["half"]} entry of {appId} was gone already.");
        }
    }

    private async Task<MobilityPolicy?> FindAsync(string appId, bool isMam, CancellationToken cancellationToken)
    {
        try
        {
            return await _requests.GetAsync(appId, isMam, cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            return null;
        }
    }

    private sealed record Found(MobilityPolicy? Policy);
}
