using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Consent;

/// <summary>Reads and grants admin consent for KACE Cloud's application.</summary>
public sealed class ConsentService
{
    private const int LooksBeforeWritingAgain = 3;

    private readonly KaceAadSession _session;
    private readonly ConsentReader _reader;
    private readonly Replication _replication = Replication.Default;

    /// <summary>For one tenant.</summary>
    public ConsentService(KaceAadSession session)
    {
        _session = session;
        _reader = new ConsentReader(session);
    }

    /// <summary>All that the application was granted; empty where nothing is, or where the tenant does not have it.</summary>
    public async Task<IReadOnlyList<KaceConsent>> GetAsync(string appId, CancellationToken cancellationToken)
    {
        _session.Demand(TenantOperation.ReadApplications);
        _session.Demand(TenantOperation.ReadConsent);
        return await _reader.FindAsync(appId, cancellationToken) ?? [];
    }

    /// <summary>
    /// Has an administrator consent in the browser: shows the On-Board URI and waits until Graph shows the grants. The callback goes to
    /// KACE Cloud (facts.md 3.1), so the grants are the only proof. Does nothing where consent is there already.
    /// </summary>
    /// <param name="appId">KACE Cloud's appId.</param>
    /// <param name="showOnBoardPage">Shows the page to the administrator.</param>
    /// <param name="always">Show the page even where consent is there, to renew it.</param>
    /// <param name="waitAtMost">How long to wait for the administrator.</param>
    /// <param name="confirm">Asked before the page is shown.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>What is granted now.</returns>
    /// <exception cref="KaceAadException"><c>KaceAad.ReadOnlySession</c>, <c>KaceAad.ConsentNotSeen</c>, or Graph's refusal.</exception>
    public async Task<IReadOnlyList<KaceConsent>> GrantInBrowserAsync(
        string appId, Func<Task> showOnBoardPage, bool always, TimeSpan waitAtMost, ConfirmChange confirm, CancellationToken cancellationToken)
    {
        if (_session.IsReadOnly)
        {
            // The page is opened for an administrator to change the tenant, though in another sign-in.
            throw _session.Objection(TenantOperation.GrantDelegated)!;
        }

        var before = await GetAsync(appId, cancellationToken);
        if ((IsConsented(before) && !always)
            || !await confirm($"Tenant {_session.TenantId}", $"Open KACE Cloud's MDM On-Board URI, where an administrator grants consent to the application {appId}"))
        {
            return before;
        }

        await showOnBoardPage();
        IReadOnlyList<KaceConsent> last = [];
        return await (_replication with { Limit = waitAtMost }).WaitForAsync<IReadOnlyList<KaceConsent>>("an administrator's consent in the browser", async () =>
        {
            // The grants appear one after the other: done when two looks see the same.
            var now = await GetAsync(appId, cancellationToken);
            var settled = IsConsented(now) && now.Count == last.Count;
            last = now;
            return settled ? now : null;
        }, cancellationToken)
            ?? throw new KaceAadException(
                ErrorCodes.ConsentNotSeen, $"No admin consent to the application {appId} was seen in tenant {_session.TenantId} within {waitAtMost.TotalSeconds:0} s.",
                "Open the MDM On-Board URI, sign in as an administrator of this tenant and accept; then run the same command again, it continues from there.") { Target = appId };
    }

    /// <summary>Grants permissions through Graph, for all users; those already granted are left as they are, and none is dropped.</summary>
    /// <param name="appId">The application that gets them; it has to be in the tenant.</param>
    /// <param name="resourceAppId">The resource whose permissions they are.</param>
    /// <param name="permissions">Names, as in Device.Read.All.</param>
    /// <param name="type">Delegated or Application.</param>
    /// <param name="confirm">Asked before the change.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>What is granted now.</returns>
    /// <exception cref="KaceAadException"><c>KaceAad.AppNotFound</c>, <c>KaceAad.PermissionNotFound</c>, or Graph's refusal.</exception>
    public async Task<IReadOnlyList<KaceConsent>> GrantAsync(
        string appId, string resourceAppId, IReadOnlyCollection<string> permissions, ConsentType type, ConfirmChange confirm, CancellationToken cancellationToken)
    {
        _session.Demand(type == ConsentType.Delegated ? TenantOperation.GrantDelegated : TenantOperation.GrantApplication);
        var servicePrincipals = new ServicePrincipals(_session.Graph);
        var reading = _reader.FindAsync(appId, cancellationToken);
        var client = servicePrincipals.FindAsync(appId, cancellationToken);
        var resource = servicePrincipals.FindWithPermissionsAsync(resourceAppId, cancellationToken);
        await Task.WhenAll(reading, client, resource);
        if (await client is not { Id: { } clientId } || await reading is not { } before)
        {
            throw new KaceAadException(ErrorCodes.AppNotFound, $"Tenant {_session.TenantId} has no enterprise application with the appId {appId}.", "Run Add-KaceMobilityApp first.") { Target = appId };
        }

        var offered = await resource ?? throw new KaceAadException(
            ErrorCodes.AppNotFound, $"Tenant {_session.TenantId} has no resource with the appId {resourceAppId}.", "Check -ResourceAppId.") { Target = resourceAppId };
        var asked = permissions.Select(p => Offered(offered, p, type)).Distinct().ToList();
        var wanted = Missing(before);
        if (wanted.Count == 0 || !await confirm($"Application {appId} in tenant {_session.TenantId}", $"Grant {type} permissions of {offered.DisplayName}: {string.Join(", ", wanted.Select(w => w.Name))}"))
        {
            return before;
        }

        await WriteAsync(wanted);
        var looks = 0;
        return await _replication.WaitForAsync<IReadOnlyList<KaceConsent>>("the consent", async () =>
        {
            var now = await GetAsync(appId, cancellationToken);
            var missing = Missing(now);
            if (missing.Count > 0 && ++looks % LooksBeforeWritingAgain == 0)
            {
                // A grant's list is replaced as a whole (facts.md 3.2): somebody who wrote at the same time may have dropped ours.
                await WriteAsync(missing);
            }

            return missing.Count == 0 ? now : null;
        }, cancellationToken)
            ?? throw new KaceAadException(
                ErrorCodes.ReplicationTimeout, $"The permissions were granted to {appId}, but Microsoft Graph does not show them yet.", "Run the same command again later; it changes nothing where they are there.") { Target = appId };

        List<(string Name, Guid Id)> Missing(IReadOnlyList<KaceConsent> granted) => [.. asked.Where(w => !granted.Any(g =>
            g.Type == type && g.IsTenantWide && string.Equals(g.ResourceAppId, resourceAppId, StringComparison.OrdinalIgnoreCase) && string.Equals(g.Permission, w.Name, StringComparison.OrdinalIgnoreCase)))];

        Task WriteAsync(List<(string Name, Guid Id)> missing)
        {
            var writer = new ConsentWriter(_session);
            return type == ConsentType.Delegated
                ? writer.GrantScopesAsync(clientId, offered.Id!, [.. missing.Select(w => w.Name)], cancellationToken)
                : writer.AssignRolesAsync(clientId, offered.Id!, [.. missing.Select(w => w.Id)], cancellationToken);
        }
    }

    /// <summary>True where an administrator consented for all users.</summary>
    internal static bool IsConsented(IEnumerable<KaceConsent> consents) => consents.Any(c => c.IsTenantWide);

    private static (string Name, Guid Id) Offered(ServicePrincipal resource, string permission, ConsentType type)
    {
        var offers = type == ConsentType.Delegated
            ? (resource.Oauth2PermissionScopes ?? []).Where(s => s.IsEnabled != false).Select(s => (s.Value, s.Id))
            : (resource.AppRoles ?? []).Where(r => r.IsEnabled != false && r.AllowedMemberTypes?.Contains("Application") != false).Select(r => (r.Value, r.Id));
        foreach (var (value, id) in offers)
        {
            if (value is not null && id is not null && string.Equals(value, permission.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return (value, id.Value);
            }
        }

        throw new KaceAadException(
            ErrorCodes.PermissionNotFound, $"{resource.DisplayName} offers no {type} permission named '{permission}'.", "Check the name, and whether it is meant as -Type Delegated or -Type Application.") { Target = permission };
    }
}
