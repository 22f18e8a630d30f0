using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>App registrations of the tenant.</summary>
internal static class ApplicationRoutes
{
    // Which ids the required permissions have is known by the resource's registration, in whichever tenant that is.
    public static Shape<(GraphRequest Request, Application App)> Shape { get; } = new("application", new()
    {
        ["id"] = a => a.App.Id,
        ["deletedDateTime"] = a => Answers.Time(a.App.DeletedAt),
        ["appId"] = a => a.App.AppId,
        ["applicationTemplateId"] = _ => null,
        ["createdDateTime"] = _ => "2020-01-01T00:00:00Z",
        ["description"] = _ => null,
        ["disabledByMicrosoftStatus"] = _ => null,
        ["displayName"] = a => a.App.DisplayName,
        ["identifierUris"] = a => a.App.IdentifierUris.Array(),
        ["isFallbackPublicClient"] = a => a.App.IsFallbackPublicClient,
        ["publisherDomain"] = a => a.Request.Tenant.Domains.FirstOrDefault(d => d.IsInitial)?.Name,
        ["signInAudience"] = a => a.App.SignInAudience,
        ["tags"] = _ => new JsonArray(),
        ["api"] = a => new JsonObject { ["requestedAccessTokenVersion"] = null, ["oauth2PermissionScopes"] = a.App.OAuth2PermissionScopes.Array(WriteScope) },
        ["appRoles"] = a => a.App.AppRoles.Array(WriteRole),
        ["requiredResourceAccess"] = a => a.App.RequiredResourceAccess.Array(access => WriteAccess(a.Request.World, access)),
        ["web"] = a => new JsonObject { ["homePageUrl"] = null, ["redirectUris"] = a.App.RedirectUris.Array() },
    });

    public static QuerySupport ListQuery { get; } = new()
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
        new("GET", "applications", ListQuery, r => r.Collection(Shape, r.Tenant.Applications.Select(a => (r, a)), "applications")),
        new("GET", "applications/{id}", QuerySupport.Select, r => r.Entity(Shape, (r, Find(r)), "applications")),
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

    private static GraphResponse Delete(GraphRequest request)
    {
        request.Tenant.DeleteApplication(Find(request));
        return GraphResponse.NoContent;
    }
}
