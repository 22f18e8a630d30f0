using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>Enterprise applications (facts.md 2.4).</summary>
internal static class ServicePrincipalRoutes
{
    public static Shape<ServicePrincipal> Shape { get; } = new("servicePrincipal", new()
    {
        ["id"] = s => s.Id,
        ["deletedDateTime"] = s => Answers.Time(s.DeletedAt),
        ["accountEnabled"] = s => s.AccountEnabled,
        ["alternativeNames"] = _ => new JsonArray(),
        ["appDescription"] = _ => null,
        ["appDisplayName"] = s => s.DisplayName,
        ["appId"] = s => s.AppId,
        ["applicationTemplateId"] = _ => null,
        ["appOwnerOrganizationId"] = s => s.AppOwnerOrganizationId,
        ["appRoleAssignmentRequired"] = _ => false,
        ["description"] = _ => null,
        ["disabledByMicrosoftStatus"] = s => s.DisabledByMicrosoftStatus,
        ["displayName"] = s => s.DisplayName,
        ["homepage"] = _ => null,
        ["loginUrl"] = _ => null,
        ["logoutUrl"] = _ => null,
        ["notes"] = _ => null,
        ["replyUrls"] = s => s.ReplyUrls.Array(),
        ["servicePrincipalNames"] = s => s.ServicePrincipalNames.Array(),
        ["servicePrincipalType"] = s => s.ServicePrincipalType,
        ["signInAudience"] = _ => "AzureADMultipleOrgs",
        ["tags"] = s => s.Tags.Array(),
        ["appRoles"] = s => s.AppRoles.Array(ApplicationRoutes.WriteRole),
        ["oauth2PermissionScopes"] = s => s.OAuth2PermissionScopes.Array(ApplicationRoutes.WriteScope),
    });

    // The resource's page: appRoleAssignments and appRoleAssignedTo "Supports $expand"; a relationship expands to 20 objects at most.
    private static readonly QuerySupport EntityQuery = new() { HasSelect = true, Expand = ["appRoleAssignments", "appRoleAssignedTo"] };

    public static QuerySupport ListQuery { get; } = EntityQuery with
    {
        HasPaging = true,
        Filter = new Dictionary<string, string[]>
        {
            ["id"] = ["eq", "in"], ["appId"] = ["eq", "in"], ["displayName"] = ["eq", "in", "startswith"], ["accountEnabled"] = ["eq"],
        },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new("GET", "servicePrincipals", ListQuery, r => r.Collection(Shape, r.Tenant.ServicePrincipals.Where(s => r.IsReplicated(s.CreatedAt)), "servicePrincipals", Expand(r))),
        new("GET", "servicePrincipals/{id}", EntityQuery, r => r.Entity(Shape, Find(r), "servicePrincipals", expand: Expand(r))),
        new("POST", "servicePrincipals", QuerySupport.None, r => Create(r, GraphRequest.Text(r.Body("appId", "accountEnabled", "tags"), "appId"))),
        new("PATCH", "servicePrincipals/{id}", QuerySupport.None, Update),
        new("DELETE", "servicePrincipals/{id}", QuerySupport.None, Delete),
    ];

    /// <summary>The service principal that the path names by id or appId, if reads see it.</summary>
    public static ServicePrincipal Find(GraphRequest request) => TryFind(request) ?? throw GraphException.NotFound(Key(request));

    private static ServicePrincipal? TryFind(GraphRequest request) => request.Tenant.ServicePrincipals.FirstOrDefault(s =>
        Key(request).Equals(request.Values.ContainsKey("appId") ? s.AppId : s.Id, StringComparison.OrdinalIgnoreCase) && request.IsReplicated(s.CreatedAt));

    private static string Key(GraphRequest request) => request.Values.TryGetValue("appId", out var appId) ? appId : request.Value("id");

    private static GraphResponse Create(GraphRequest request, string appId)
    {
        var found = request.World.FindApplication(appId);
        if (found is not { } app || (app.Home != request.Tenant && app.App.SignInAudience == "AzureADMyOrg"))
        {
            throw GraphException.NoBackingApplication(appId);
        }

        if (request.Tenant.ServicePrincipals.Exists(s => s.AppId.Equals(appId, StringComparison.OrdinalIgnoreCase)))
        {
            throw GraphException.ServicePrincipalNameInUse(appId);
        }

        // Nothing is made by a request that is refused.
        var (accountEnabled, tags) = ReadProperties(request.Message.Body as JsonObject ?? []);
        var created = request.World.EnsureServicePrincipal(request.Tenant, app.App);
        Apply(created, accountEnabled, tags);
        return request.Entity(Shape, created, "servicePrincipals", 201);
    }

    private static GraphResponse Update(GraphRequest request)
    {
        var (accountEnabled, tags) = ReadProperties(request.Body("accountEnabled", "tags"));
        if (TryFind(request) is { } existing)
        {
            Apply(existing, accountEnabled, tags);
            return GraphResponse.NoContent;
        }

        var createIfMissing = request.Message.Header("Prefer").Split(',', StringSplitOptions.TrimEntries).Contains("create-if-missing", StringComparer.OrdinalIgnoreCase);
        return createIfMissing && request.Values.TryGetValue("appId", out var appId) ? Create(request, appId) : throw GraphException.NotFound(Key(request));
    }

    private static GraphResponse Delete(GraphRequest request)
    {
        request.Tenant.DeleteServicePrincipal(Find(request));
        return GraphResponse.NoContent;
    }

    private static (bool? AccountEnabled, List<string>? Tags) ReadProperties(JsonObject body)
    {
        try
        {
            return (body["accountEnabled"]?.GetValue<bool>(), body["tags"]?.AsArray().Select(t => t!.GetValue<string>()).ToList());
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException)
        {
            throw GraphException.BadRequest("Invalid value specified for a property of resource 'ServicePrincipal'.");
        }
    }

    private static void Apply(ServicePrincipal servicePrincipal, bool? accountEnabled, List<string>? tags)
    {
        servicePrincipal.AccountEnabled = accountEnabled ?? servicePrincipal.AccountEnabled;
        servicePrincipal.Tags = tags ?? servicePrincipal.Tags;
    }

    private static Action<ServicePrincipal, JsonObject>? Expand(GraphRequest request) => request.Query.Expand is not { } expand
        ? null
        : (servicePrincipal, json) => json[expand.Name] = AppRoleAssignmentRoutes.Of(request, servicePrincipal, expand.Name).Take(20)
            .Array(a => AppRoleAssignmentRoutes.Shape.Write(a, expand.Select));
}
