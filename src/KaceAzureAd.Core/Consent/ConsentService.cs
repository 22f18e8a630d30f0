using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Consent;

/// <summary>Reads and grants admin consent for KACE Cloud's application.</summary>
public sealed class ConsentService
{
    private const int LooksBeforeWritingAgain = 3;

    private readonly KaceAadSession _session;
    private readonly ConsentReader _reader;

    /// <summary>For one tenant.</summary>
    public ConsentService(KaceAadSession session)
    {
        _session = session;
        _reader = new ConsentReader(session);
    }

    /// <summary>How long Graph is given to show what was written.</summary>
    internal Replication Replication { get; init; } = Replication.Default;

    /// <summary>All that the application was granted; empty where nothing is, or where the tenant does not have it.</summary>
    public async Task<IReadOnlyList<KaceConsent>> GetAsync(string appId, CancellationToken cancellationToken)
    {
        _session.Demand(TenantOperation.ReadApplications);
        _session.Demand(TenantOperation.ReadConsent);
        return await _reader.FindAsync(appId, [], cancellationToken) ?? [];
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

        // Not a request of this module, but of its making: it is written down as one.
        var recorder = ChangeRecorder.Current;
        var number = recorder?.Begin(new Change(
            ChangeKind.BrowserConsent, new JsonObject { ["appId"] = appId }, ConsentValue.ToJson(before), null, $"Consent in the browser to the application {appId}"));
        await showOnBoardPage();
        IReadOnlyList<KaceConsent> last = [];
        var granted = await (Replication with { Limit = waitAtMost }).WaitForAsync<IReadOnlyList<KaceConsent>>("an administrator's consent in the browser", async () =>
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
        if (number is { } begun)
        {
            recorder!.Done(begun, null, ConsentValue.ToJson(granted));
        }

        return granted;
    }

    /// <summary>Grants permissions through Graph, for all users; those already granted are left as they are, and none is dropped.</summary>
    /// <param name="appId">The application that gets them; it has to be in the tenant.</param>
    /// <param name="permissions">The permissions, of one resource or several.</param>
    /// <param name="confirm">Asked before the change, with what the application will be able to do.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>What is granted now.</returns>
    /// <exception cref="KaceAadException"><c>KaceAad.AppNotFound</c>, <c>KaceAad.PermissionNotFound</c>, or Graph's refusal.</exception>
    public async Task<IReadOnlyList<KaceConsent>> GrantAsync(string appId, IReadOnlyCollection<PermissionRequest> permissions, ConfirmChange confirm, CancellationToken cancellationToken)
    {
        Demand(permissions);
        var (before, offers) = await ReadAsync(appId, permissions, cancellationToken);
        var asked = permissions.Select(p => Offer(offers, p)).Distinct().ToList();
        var wanted = Missing(before);
        if (wanted.Count == 0 || !await confirm($"Application {appId} in tenant {_session.TenantId}", $"Let the application from now on: {string.Join("; ", wanted.Select(w => w.InWords))}"))
        {
            return before;
        }

        await WriteAsync(wanted, before);
        var looks = 0;
        return await Replication.WaitForAsync<IReadOnlyList<KaceConsent>>("the consent", async () =>
        {
            var now = await _reader.FindAsync(appId, offers.Select(o => o.Resource), cancellationToken) ?? [];
            var missing = Missing(now);
            if (missing.Count > 0 && ++looks % LooksBeforeWritingAgain == 0)
            {
                // A grant's list is replaced as a whole (facts.md 3.2): somebody who wrote at the same time may have dropped ours.
                await WriteAsync(missing, now);
            }

            return missing.Count == 0 ? now : null;
        }, cancellationToken)
            ?? throw new KaceAadException(
                ErrorCodes.ReplicationTimeout, $"The permissions were granted to {appId}, but Microsoft Graph does not show them yet.", "Run the same command again later; it changes nothing where they are there.") { Target = appId };

        List<OfferedPermission> Missing(IReadOnlyList<KaceConsent> granted) => [.. asked.Where(w => !granted.Any(w.Request.IsGrantedBy))];

        Task WriteAsync(List<OfferedPermission> missing, IReadOnlyList<KaceConsent> granted)
        {
            var writer = new ConsentWriter(_session);
            return Task.WhenAll(missing.GroupBy(w => w.Target).SelectMany(resource => new[]
            {
                resource.Where(w => w.Request.Type == ConsentType.Delegated).Select(w => w.Request.Permission).ToList() is { Count: > 0 } scopes
                    ? writer.GrantScopesAsync(resource.Key, scopes, granted.Any(g => IsDelegatedBy(g, resource.Key)), cancellationToken) : Task.CompletedTask,
                resource.Where(w => w.Request.Type == ConsentType.Application).Select(w => w.Role).ToList() is { Count: > 0 } roles
                    ? writer.AssignRolesAsync(resource.Key, roles, cancellationToken) : Task.CompletedTask,
            }));
        }
    }

    /// <summary>Revokes permissions that were granted for all users; what is not granted is left alone.</summary>
    /// <param name="appId">The application that holds them.</param>
    /// <param name="permissions">The permissions, of one resource or several.</param>
    /// <param name="confirm">Asked before the change.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>What is granted now.</returns>
    /// <exception cref="KaceAadException"><c>KaceAad.AppNotFound</c>, <c>KaceAad.PermissionNotFound</c>, or Graph's refusal.</exception>
    public async Task<IReadOnlyList<KaceConsent>> RevokeAsync(string appId, IReadOnlyCollection<PermissionRequest> permissions, ConfirmChange confirm, CancellationToken cancellationToken)
    {
        Demand(permissions);
        var (before, offers) = await ReadAsync(appId, permissions, cancellationToken);
        var granted = permissions.Select(p => Offer(offers, p)).Distinct().Where(w => before.Any(w.Request.IsGrantedBy)).ToList();
        if (granted.Count == 0 || !await confirm($"Application {appId} in tenant {_session.TenantId}", $"Take from the application: {string.Join("; ", granted.Select(w => w.InWords))}"))
        {
            return before;
        }

        var writer = new ConsentWriter(_session);
        await Task.WhenAll(granted.GroupBy(w => (w.Target, w.Request.Type)).Select(g => g.Key.Type == ConsentType.Delegated
            ? writer.RevokeScopesAsync(g.Key.Target, [.. g.Select(w => w.Request.Permission)], cancellationToken)
            : writer.RevokeRolesAsync(g.Key.Target, [.. g.Select(w => w.Role)], cancellationToken)));
        return await Replication.WaitForAsync<IReadOnlyList<KaceConsent>>("the consent to be revoked", async () =>
            await GetAsync(appId, cancellationToken) is var now && !granted.Exists(w => now.Any(w.Request.IsGrantedBy)) ? now : null, cancellationToken)
            ?? throw new KaceAadException(
                ErrorCodes.ReplicationTimeout, $"The permissions of {appId} were revoked, but Microsoft Graph still shows them.", "Run the same command again later; it changes nothing where they are gone.") { Target = appId };
    }

    /// <summary>True where an administrator consented for all users.</summary>
    internal static bool IsConsented(IEnumerable<KaceConsent> consents) => consents.Any(c => c.IsTenantWide);

    /// <summary>True where the consent is of the one grant that holds all delegated permissions of a resource, or may be.</summary>
    private static bool IsDelegatedBy(KaceConsent consent, ConsentTarget target) =>
        consent is { Type: ConsentType.Delegated, IsTenantWide: true } && (consent.ResourceAppId is null || string.Equals(consent.ResourceAppId, target.ResourceAppId, StringComparison.OrdinalIgnoreCase));

    private void Demand(IReadOnlyCollection<PermissionRequest> permissions)
    {
        foreach (var type in permissions.Select(p => p.Type).Distinct())
        {
            _session.Demand(type == ConsentType.Delegated ? TenantOperation.GrantDelegated : TenantOperation.GrantApplication);
        }
    }

    /// <summary>What is granted, and what the resources offer, side by side.</summary>
    private async Task<(IReadOnlyList<KaceConsent> Granted, IReadOnlyList<ResourceOffer> Offers)> ReadAsync(string appId, IReadOnlyCollection<PermissionRequest> permissions, CancellationToken cancellationToken)
    {
        var servicePrincipals = new ServicePrincipals(_session.Graph);
        var reading = _reader.FindAsync(appId, [], cancellationToken);
        var client = servicePrincipals.FindAsync(appId, cancellationToken);
        var resources = Task.WhenAll(permissions.Select(p => p.ResourceAppId).Distinct(StringComparer.OrdinalIgnoreCase).Select(async id =>
            (Id: id, Resource: await servicePrincipals.FindWithPermissionsAsync(id, cancellationToken))));
        await Task.WhenAll(reading, client, resources);
        if (await client is not { Id: { } clientId } || await reading is not { } granted)
        {
            throw new KaceAadException(ErrorCodes.AppNotFound, $"Tenant {_session.TenantId} has no enterprise application with the appId {appId}.", "Run Add-KaceMobilityApp first.") { Target = appId };
        }

        return (granted, [.. (await resources).Select(r => new ResourceOffer(
            new ConsentTarget(appId, clientId, r.Id, r.Resource?.Id ?? throw new KaceAadException(
                ErrorCodes.AppNotFound, $"Tenant {_session.TenantId} has no resource with the appId {r.Id}.", "Check -ResourceAppId.") { Target = r.Id }, r.Resource.DisplayName),
            r.Resource))]);
    }

    private static OfferedPermission Offer(IReadOnlyList<ResourceOffer> offers, PermissionRequest request) =>
        offers.First(o => string.Equals(o.Target.ResourceAppId, request.ResourceAppId, StringComparison.OrdinalIgnoreCase)).Find(request);
}
