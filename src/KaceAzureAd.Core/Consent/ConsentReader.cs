using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using KaceAzureAd.Sessions;
using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Consent;

/// <summary>Reads what an enterprise application was granted: delegated grants and app role assignments.</summary>
internal sealed class ConsentReader(KaceAadSession session)
{
    private static readonly string[] ResourceFields = ["id", "appId", "displayName", "appRoles", "oauth2PermissionScopes"];

    private readonly GraphServiceClient _client = session.Graph.V1;

    /// <summary>The delegated grants.</summary>
    public Paging<OAuth2PermissionGrantCollectionResponse, OAuth2PermissionGrant> Grants(string appId) => new(
        _client.ServicePrincipalsWithAppId(appId).ToGetRequestInformation().Under("oauth2PermissionGrants"),
        OAuth2PermissionGrantCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadConsent);

    /// <summary>The app role assignments.</summary>
    public Paging<AppRoleAssignmentCollectionResponse, AppRoleAssignment> Assignments(string appId) => new(
        _client.ServicePrincipalsWithAppId(appId).ToGetRequestInformation().Under("appRoleAssignments"),
        AppRoleAssignmentCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadApplications);

    /// <summary>
    /// Everything granted, with readable names: grants and assignments in one round trip, the resources that name them in a second, unless they are known.
    /// Null where the tenant does not have the application.
    /// </summary>
    public async Task<IReadOnlyList<KaceConsent>?> FindAsync(string appId, IEnumerable<ServicePrincipal> known, CancellationToken cancellationToken)
    {
        var batch = new GraphBatch(_client, session.Graph.Retry);
        var grantsReading = batch.AddAll(Grants(appId), cancellationToken);
        var assignmentsReading = batch.AddAll(Assignments(appId), cancellationToken);
        await batch.SendAsync(cancellationToken);
        if ((await grantsReading).IsAbsent || (await assignmentsReading).IsAbsent)
        {
            return null;
        }

        var grants = Demand(await grantsReading);
        var assignments = Demand(await assignmentsReading);
        var resources = await ResourcesAsync([.. grants.Select(g => g.ResourceId), .. assignments.Select(a => a.ResourceId?.ToString())], known, cancellationToken);
        return [.. grants.SelectMany(g => Delegated(appId, g, resources)), .. assignments.Select(a => Application(appId, a, resources))];
    }

    private static T Demand<T>(Reading<T> reading)
        where T : class => reading.Value ?? throw reading.Error!;

    private async Task<Dictionary<string, ServicePrincipal>> ResourcesAsync(IEnumerable<string?> ids, IEnumerable<ServicePrincipal> known, CancellationToken cancellationToken)
    {
        var resources = known.ToDictionary(r => r.Id!, StringComparer.OrdinalIgnoreCase);
        var batch = new GraphBatch(_client, session.Graph.Retry);
        var readings = ids.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Where(id => !resources.ContainsKey(id)).Select(id => batch.Add(
            _client.ServicePrincipals[id].ToGetRequestInformation(c => c.QueryParameters.Select = ResourceFields),
            ServicePrincipal.CreateFromDiscriminatorValue, TenantOperation.ReadApplications)).ToList();
        await batch.SendAsync(cancellationToken);

        // A resource that cannot be read leaves its permissions unnamed, not unlisted.
        foreach (var resource in (await Task.WhenAll(readings)).Select(r => r.Value).OfType<ServicePrincipal>().Where(r => r.Id is not null))
        {
            resources[resource.Id!] = resource;
        }

        return resources;
    }

    private IEnumerable<KaceConsent> Delegated(string appId, OAuth2PermissionGrant grant, Dictionary<string, ServicePrincipal> resources)
    {
        var resource = grant.ResourceId is { } id && resources.TryGetValue(id, out var found) ? found : null;
        return (grant.Scope ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries).Select(scope => new KaceConsent
        {
            TenantId = session.TenantId,
            AppId = appId,
            Permission = scope,
            Type = ConsentType.Delegated,
            Description = resource?.Oauth2PermissionScopes?.FirstOrDefault(s => string.Equals(s.Value, scope, StringComparison.OrdinalIgnoreCase))?.AdminConsentDisplayName,
            Resource = resource?.DisplayName,
            ResourceAppId = resource?.AppId,
            IsTenantWide = grant.ConsentType == "AllPrincipals",
            PrincipalId = grant.PrincipalId,
        });
    }

    private KaceConsent Application(string appId, AppRoleAssignment assignment, Dictionary<string, ServicePrincipal> resources)
    {
        var resource = assignment.ResourceId is { } id && resources.TryGetValue(id.ToString(), out var found) ? found : null;
        var role = resource?.AppRoles?.FirstOrDefault(r => r.Id == assignment.AppRoleId);
        return new KaceConsent
        {
            TenantId = session.TenantId,
            AppId = appId,
            Permission = role?.Value ?? assignment.AppRoleId?.ToString() ?? "",
            Type = ConsentType.Application,
            Description = role?.DisplayName,
            Resource = resource?.DisplayName ?? assignment.ResourceDisplayName,
            ResourceAppId = resource?.AppId,
            IsTenantWide = true,
        };
    }
}
