using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Mobility;

/// <summary>Reads the MDM applications of a tenant, and adds KACE Cloud's.</summary>
public sealed class MobilityAppService
{
    private readonly KaceAadSession _session;
    private readonly ServicePrincipals _servicePrincipals;
    private readonly MobilityPolicyReader _policies;

    // Becomes false where Graph denies it: the permission stands in the token, the role that it needs as well does not.
    private bool _mayReadPolicy;

    /// <summary>For one tenant.</summary>
    public MobilityAppService(KaceAadSession session)
    {
        _session = session;
        _servicePrincipals = new ServicePrincipals(session.Graph);
        _policies = new MobilityPolicyReader(session);
        _mayReadPolicy = session.Allows(TenantOperation.ReadMobilityPolicies);
    }

    /// <summary>One MDM application, or null where the tenant has neither enterprise application nor entry.</summary>
    public async Task<KaceMobilityApp?> FindAsync(string appId, CancellationToken cancellationToken)
    {
        _session.Demand(TenantOperation.ReadApplications);
        var (servicePrincipal, policy) = await ReadAsync(appId, cancellationToken);
        WarnOfPolicyNotRead();
        return servicePrincipal is null && policy is null ? null : new KaceMobilityApp(_session.TenantId, appId, servicePrincipal, policy);
    }

    /// <summary>Every entry in Mobility (MDM and MAM).</summary>
    public async Task<IReadOnlyList<KaceMobilityApp>> ListAsync(CancellationToken cancellationToken)
    {
        _session.Demand(TenantOperation.ReadMobilityPolicies);
        var graph = _session.Graph;
        var policies = await new MobilityPolicyRequests(graph).List().ReadAsync(graph.Beta, cancellationToken);
        var batch = new GraphBatch(graph.V1, graph.Retry);
        var reads = policies.Where(p => p.Id is not null)
            .Select(p => (Policy: p, Reading: batch.Add(_servicePrincipals.Get(p.Id!), ServicePrincipal.CreateFromDiscriminatorValue, TenantOperation.ReadApplications)))
            .ToList();
        await batch.SendAsync(cancellationToken);
        var apps = new List<KaceMobilityApp>();
        foreach (var (policy, reading) in reads)
        {
            var servicePrincipal = await reading;
            apps.Add(servicePrincipal.Error is { } error && !servicePrincipal.IsAbsent
                ? throw error
                : new KaceMobilityApp(_session.TenantId, policy.Id!, servicePrincipal.Value, policy));
        }

        return apps;
    }

    /// <summary>
    /// Adds the enterprise application of KACE Cloud's multi-tenant app and waits until it and its entry in Mobility (MDM and MAM) are
    /// there. Whether Graph makes the entry by itself is not documented (facts.md 1.8): where it does not appear, the error says
    /// what to click, and running again continues.
    /// </summary>
    /// <param name="appId">KACE Cloud's appId.</param>
    /// <param name="waitAtMost">How long to wait for the entry.</param>
    /// <param name="confirm">Asked before the change.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>What is there now, or null where the change was not confirmed and nothing is there.</returns>
    /// <exception cref="KaceAadException"><c>KaceAad.AppNotFound</c>, <c>KaceAad.MobilityPolicyMissing</c>, or Graph's refusal.</exception>
    public async Task<KaceMobilityApp?> AddAsync(string appId, TimeSpan waitAtMost, ConfirmChange confirm, CancellationToken cancellationToken)
    {
        _session.Demand(TenantOperation.WriteApplications);
        var (servicePrincipal, policy) = await ReadAsync(appId, cancellationToken);
        if (servicePrincipal is null)
        {
            if (!await confirm($"Tenant {_session.TenantId}", $"Add the enterprise application with the appId {appId}"))
            {
                return policy is null ? null : new KaceMobilityApp(_session.TenantId, appId, null, policy);
            }

            await _servicePrincipals.AddAsync(appId, _mayReadPolicy ? policy is not null : null, cancellationToken);
        }

        return await WaitAsync(appId, servicePrincipal, policy, waitAtMost, cancellationToken);
    }

    private async Task<KaceMobilityApp> WaitAsync(string appId, ServicePrincipal? servicePrincipal, MobilityPolicy? policy, TimeSpan waitAtMost, CancellationToken cancellationToken)
    {
        var done = await (Replication.Default with { Limit = waitAtMost }).WaitForAsync("the enterprise application and its entry in Mobility (MDM and MAM)", async () =>
        {
            if (servicePrincipal is null || (policy is null && _mayReadPolicy))
            {
                (servicePrincipal, policy) = await ReadAsync(appId, cancellationToken);
            }

            return servicePrincipal is not null && (policy is not null || !_mayReadPolicy)
                ? new KaceMobilityApp(_session.TenantId, appId, servicePrincipal, policy)
                : null;
        }, cancellationToken);
        WarnOfPolicyNotRead();
        if (done?.IsEnabled == false)
        {
            OperationLog.Current.Warning($"The enterprise application {OneLine.Of(done.DisplayName)} is disabled: no device enrols until it is enabled for users to sign in.");
        }

        return done ?? throw (servicePrincipal is null
            ? new KaceAadException(
                ErrorCodes.ReplicationTimeout, $"The enterprise application {appId} was added, but Microsoft Graph does not show it after {waitAtMost.TotalSeconds:0} s.",
                "Run the same command again later; it continues from there.") { Target = appId }
            : _policies.Missing(appId));
    }

    /// <summary>Both halves, side by side. The policy is left out where the session may not read it: adding the application needs another role.</summary>
    private async Task<(ServicePrincipal? ServicePrincipal, MobilityPolicy? Policy)> ReadAsync(string appId, CancellationToken cancellationToken)
    {
        var servicePrincipal = _servicePrincipals.FindAsync(appId, cancellationToken);
        var policy = FindPolicyAsync(appId, cancellationToken);
        await Task.WhenAll(servicePrincipal, policy);
        return (await servicePrincipal, await policy);
    }

    private async Task<MobilityPolicy?> FindPolicyAsync(string appId, CancellationToken cancellationToken)
    {
        try
        {
            return _mayReadPolicy ? await _policies.FindAsync(appId, cancellationToken) : null;
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.AccessDenied)
        {
            _mayReadPolicy = false;
            return null;
        }
    }

    private void WarnOfPolicyNotRead()
    {
        if (!_mayReadPolicy)
        {
            OperationLog.Current.Warning(
                $"Whether the application has its entry in Mobility (MDM and MAM) was not looked at: the session may not {TenantOperation.ReadMobilityPolicies.Name}. "
                + $"It needs the permission {TenantOperation.ReadMobilityPolicies.ScopesInWords} and the role {TenantOperation.ReadMobilityPolicies.RolesInWords}.");
        }
    }
}
