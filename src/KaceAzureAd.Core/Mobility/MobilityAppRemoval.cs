using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Mobility;

/// <summary>
/// Removes an MDM application: its enterprise application, its registration where that stands in this tenant, its entry in Mobility (MDM and MAM). Graph deletes
/// an entry only after its enterprise application (facts.md 1.5); the entry is last for another reason too: as long as it is there, a
/// removal that broke off can be found and continued.
/// </summary>
public sealed class MobilityAppRemoval
{
    private readonly KaceAadSession _session;
    private readonly AppRegistrations _registrations;
    private readonly ServicePrincipals _servicePrincipals;

    /// <summary>For one tenant.</summary>
    public MobilityAppRemoval(KaceAadSession session)
    {
        _session = session;
        _registrations = new AppRegistrations(session.Graph);
        _servicePrincipals = new ServicePrincipals(session.Graph);
    }

    /// <summary>Removes what is there of it; does nothing where nothing is.</summary>
    /// <param name="appId">Which one.</param>
    /// <param name="confirm">Asked before the first change.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>True where something was removed.</returns>
    /// <exception cref="Errors.KaceAadException"><c>KaceAad.ReplicationTimeout</c>, or Graph's refusal.</exception>
    public async Task<bool> RemoveAsync(string appId, ConfirmChange confirm, CancellationToken cancellationToken)
    {
        _session.Demand(TenantOperation.WriteApplications);
        _session.Demand(TenantOperation.WriteMobilityPolicies);
        var registration = _registrations.FindAsync(appId, cancellationToken);
        var servicePrincipal = _servicePrincipals.FindAsync(appId, cancellationToken);
        var entry = new MobilityPolicyReader(_session).FindAsync(appId, cancellationToken);
        await Task.WhenAll(registration, servicePrincipal, entry);
        var name = (await servicePrincipal)?.DisplayName ?? (await registration)?.DisplayName ?? (await entry)?.DisplayName;
        if ((await registration is null && await servicePrincipal is null && await entry is null)
            || !await confirm($"Tenant {_session.TenantId}", $"Remove the MDM application {OneLine.Of(name ?? appId)}: its enterprise application, its registration and its entry in Mobility (MDM and MAM)"))
        {
            return false;
        }

        if (await servicePrincipal is { } enterpriseApplication)
        {
            await _servicePrincipals.DeleteAsync(enterpriseApplication, cancellationToken);
        }

        if (await registration is { } application)
        {
            await _registrations.DeleteAsync(application, cancellationToken);
        }

        await new MobilityEntryRemoval(_session).RemoveInvalidAsync(appId, cancellationToken);
        return true;
    }
}
