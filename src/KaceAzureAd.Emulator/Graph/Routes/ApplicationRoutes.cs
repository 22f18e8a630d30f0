using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>App registrations of the tenant.</summary>
internal static class ApplicationRoutes
{
    private static readonly QuerySupport ListQuery = new()
    {
        HasSelect = true,
        HasPaging = true,
        Filter = new Dictionary<string, string[]>
        {
            ["id"] = ["eq", "in"], ["appId"] = ["eq", "in"], ["displayName"] = ["eq", "in", "startswith"], ["signInAudience"] = ["eq"],
        },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new("GET", "applications", ListQuery, r => r.Collection(ShapeOf(r), r.Tenant.Applications, "applications")),
        new("GET", "applications/{id}", QuerySupport.Select, r => r.Entity(ShapeOf(r), Find(r), "applications")),
        new("DELETE", "applications/{id}", QuerySupport.None, Delete),
    ];

    public static JsonObject WriteScope(PermissionScope scope) => new()
    {
        ["id"] = scope.Id,
        ["value"] = scope.Value,
        ["type"] = scope.Type,
        ["isEnabled"] = scope.IsEnabled,
        ["adminConsentDisplayName"] = scope.AdminConsentDisplayName,
        ["adminConsentDescription"] = scope.AdminConsentDisplayName,
        ["userConsentDisplayName"] = null,
        ["userConsentDescription"] = null,
    };

    public static JsonObject WriteRole(AppRole role) => new()
    {
        ["id"] = role.Id,
        ["value"] = role.Value,
        ["displayName"] = role.DisplayName,
        ["description"] = role.DisplayName,
        ["isEnabled"] = role.IsEnabled,
        ["allowedMemberTypes"] = role.AllowedMemberTypes.Array(),
    };

    // Which ids the required permissions have is known by the resource's registration, in whichever tenant that is.
    private static Shape<Application> ShapeOf(GraphRequest request) => new("application", new Application(), a => new JsonObject
    {
        ["id"] = a.Id,
        ["deletedDateTime"] = null,
        ["appId"] = a.AppId,
        ["applicationTemplateId"] = null,
        ["createdDateTime"] = "2020-01-01T00:00:00Z",
        ["description"] = null,
        ["disabledByMicrosoftStatus"] = null,
        ["displayName"] = a.DisplayName,
        ["identifierUris"] = a.IdentifierUris.Array(),
        ["isFallbackPublicClient"] = a.IsFallbackPublicClient,
        ["publisherDomain"] = request.Tenant.Domains.FirstOrDefault(d => d.IsInitial)?.Name,
        ["signInAudience"] = a.SignInAudience,
        ["tags"] = new JsonArray(),
        ["api"] = new JsonObject { ["requestedAccessTokenVersion"] = null, ["oauth2PermissionScopes"] = a.OAuth2PermissionScopes.Array(WriteScope) },
        ["appRoles"] = a.AppRoles.Array(WriteRole),
        ["requiredResourceAccess"] = a.RequiredResourceAccess.Array(access => WriteAccess(request.World, access)),
        ["web"] = new JsonObject { ["homePageUrl"] = null, ["redirectUris"] = a.RedirectUris.Array() },
    });

    private static JsonObject WriteAccess(World world, RequiredResourceAccess access)
    {
        var resource = world.FindApplication(access.ResourceAppId)?.App ?? new Application();
        var scopes = resource.OAuth2PermissionScopes.Where(s => access.Scopes.Contains(s.Value)).Select(s => (s.Id, Type: "Scope"));
        var roles = resource.AppRoles.Where(r => access.Roles.Contains(r.Value)).Select(r => (r.Id, Type: "Role"));
        return new JsonObject
        {
            ["resourceAppId"] = access.ResourceAppId,
            ["resourceAccess"] = scopes.Concat(roles).Array(x => new JsonObject { ["id"] = x.Id, ["type"] = x.Type }),
        };
    }

    private static Application Find(GraphRequest request)
    {
        var byAppId = request.Values.TryGetValue("appId", out var appId);
        var key = appId ?? request.Value("id");
        return request.Tenant.Applications.FirstOrDefault(a => key.Equals(byAppId ? a.AppId : a.Id, StringComparison.OrdinalIgnoreCase)) ?? throw GraphException.NotFound(key);
    }

    // With a registration goes the service principal in its own tenant (application-delete).
    private static GraphResponse Delete(GraphRequest request)
    {
        var application = Find(request);
        request.Tenant.Applications.Remove(application);
        if (request.Tenant.ServicePrincipals.FirstOrDefault(s => s.AppId == application.AppId) is { } servicePrincipal)
        {
            request.Tenant.DeleteServicePrincipal(servicePrincipal);
        }

        return GraphResponse.NoContent;
    }
}
