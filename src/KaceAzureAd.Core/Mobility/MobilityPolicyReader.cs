using System.Diagnostics;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Mobility;

/// <summary>
/// Reads an MDM application's mobility policy and says in the administrator's words why there is none. Where the steps of one run share a reader, what
/// one has read back serves the next, as long as it is fresh.
/// </summary>
internal sealed class MobilityPolicyReader(KaceAadSession session)
{
    /// <summary>A round trip or two: what somebody else writes between reading and writing is overwritten either way.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly MobilityPolicyRequests _requests = new(session.Graph);
    private (string AppId, MobilityPolicy Policy, Stopwatch Age)? _seen;

    /// <summary>The policy as it was just read, or null.</summary>
    public MobilityPolicy? JustSeen(string appId) => _seen is { } seen && seen.AppId == appId && seen.Age.Elapsed < Fresh ? seen.Policy : null;

    /// <summary>The policy as it is now, or null where there is none.</summary>
    public async Task<MobilityPolicy?> FindAsync(string appId, CancellationToken cancellationToken)
    {
        try
        {
            var policy = await _requests.GetAsync(appId, cancellationToken);
            if (MobilityPolicyRequests.AreGroupsCut(policy))
            {
                policy.IncludedGroups = [.. await _requests.Groups(appId).ReadAsync(session.Graph.Beta, cancellationToken)];
            }

            _seen = (appId, policy, Stopwatch.StartNew());
            return policy;
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            _seen = null;
            return null;
        }
    }

    /// <summary>A policy that can be changed, as it was just read or as it is now.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.AppNotFound</c>, <c>KaceAad.MobilityPolicyMissing</c> or <c>KaceAad.MobilityPolicyInvalid</c>.</exception>
    public async Task<MobilityPolicy> GetAsync(string appId, CancellationToken cancellationToken)
    {
        var policy = JustSeen(appId) ?? await FindAsync(appId, cancellationToken) ?? throw await WhyMissingAsync(appId, cancellationToken);
        return policy.IsValid == false
            ? throw new KaceAadException(
                ErrorCodes.MobilityPolicyInvalid, $"The entry of {policy.DisplayName ?? appId} in Mobility (MDM and MAM) is invalid: its enterprise application was removed, and Microsoft Graph refuses to change it.",
                "Run Set-KaceAadConnection: it deletes the invalid entry and adds the application again.") { Target = appId }
            : policy;
    }

    /// <summary>Writes to an entry. Where Graph refuses that, the entry's own state says why in better words than Graph does.</summary>
    public async Task WriteAsync(string appId, Func<Task> write, CancellationToken cancellationToken)
    {
        _seen = null;
        try
        {
            await write();
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.RequestRefused || e.Code == ErrorCodes.NotFound)
        {
            _ = await GetAsync(appId, cancellationToken);
            throw;
        }
    }

    /// <summary>There is no entry: because the application itself is not there, or though it is.</summary>
    public async Task<KaceAadException> WhyMissingAsync(string appId, CancellationToken cancellationToken) =>
        session.Allows(TenantOperation.ReadApplications) && await new ServicePrincipals(session.Graph).FindAsync(appId, cancellationToken) is null
            ? new KaceAadException(
                ErrorCodes.AppNotFound, $"Tenant {session.TenantId} has no enterprise application with the appId {appId}.", "Run Add-KaceMobilityApp first.") { Target = appId }
            : Missing(appId);

    /// <summary>There is no entry.</summary>
    public KaceAadException Missing(string appId) => new(
        ErrorCodes.MobilityPolicyMissing, $"The MDM application {appId} has no entry in Mobility (MDM and MAM) of tenant {session.TenantId}.",
        "Open the Microsoft Entra admin center > Settings > Mobility (MDM and MAM) > Add application, choose KACE Cloud and save; then run the same command again, it continues from there.") { Target = appId };
}
