using System.Text.Json;
using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>Delegated permissions (facts.md 3.2): one object per client, resource and whom it is for.</summary>
internal static class PermissionGrantRoutes
{
    private static readonly Shape<PermissionGrant> Shape = new("oAuth2PermissionGrant", new()
    {
        ["id"] = g => g.Id,
        ["clientId"] = g => g.ClientId,
        ["consentType"] = g => g.ConsentType,
        ["principalId"] = g => g.PrincipalId,
        ["resourceId"] = g => g.ResourceId,
        ["scope"] = g => g.Scope,
    });

    private static readonly QuerySupport ListQuery = new()
    {
        HasSelect = true,
        HasPaging = true,
        Filter = new Dictionary<string, string[]> { ["clientId"] = ["eq"], ["consentType"] = ["eq"], ["principalId"] = ["eq"], ["resourceId"] = ["eq"] },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new("GET", "oauth2PermissionGrants", ListQuery, r => r.Collection(Shape, Visible(r), "oauth2PermissionGrants")),
        new("GET", "oauth2PermissionGrants/{id}", QuerySupport.Select, r => r.Entity(Shape, Find(r), "oauth2PermissionGrants")),
        new("GET", "servicePrincipals/{id}/oauth2PermissionGrants", ListQuery with { Filter = QuerySupport.None.Filter }, ListOfClient),
        new("POST", "oauth2PermissionGrants", QuerySupport.None, Create),
        new("PATCH", "oauth2PermissionGrants/{id}", QuerySupport.None, Update),
        new("DELETE", "oauth2PermissionGrants/{id}", QuerySupport.None, Delete),
    ];

    private static IEnumerable<PermissionGrant> Visible(GraphRequest request) => request.Tenant.OAuth2PermissionGrants.Where(g => request.IsReplicated(g.CreatedAt));

    private static PermissionGrant Find(GraphRequest request) =>
        Visible(request).FirstOrDefault(g => g.Id == request.Value("id")) ?? throw GraphException.NotFound(request.Value("id"));

    private static GraphResponse ListOfClient(GraphRequest request)
    {
        var client = ServicePrincipalRoutes.Find(request);
        return request.Collection(Shape, Visible(request).Where(g => g.ClientId == client.Id), "oauth2PermissionGrants");
    }

    private static GraphResponse Create(GraphRequest request)
    {
        var body = request.Body("clientId", "consentType", "principalId", "resourceId", "scope");
        var grant = new PermissionGrant
        {
            Id = DirectoryChanges.NewOpaqueId(),
            ClientId = Referenced(request, GraphRequest.Text(body, "clientId")),
            ConsentType = GraphRequest.Text(body, "consentType"),
            PrincipalId = body["principalId"] is null ? null : GraphRequest.Text(body, "principalId"),
            ResourceId = Referenced(request, GraphRequest.Text(body, "resourceId")),
            Scope = ScopeOf(body),
            CreatedAt = DateTimeOffset.UtcNow,
        };
        var isForOne = grant.ConsentType switch
        {
            "AllPrincipals" => false,
            "Principal" => true,
            _ => throw GraphException.BadRequest("Invalid value specified for property 'consentType' of resource 'OAuth2PermissionGrant'."),
        };
        if (isForOne != request.Tenant.Users.Exists(u => u.Id == grant.PrincipalId))
        {
            throw GraphException.BadRequest("Invalid value specified for property 'principalId' of resource 'OAuth2PermissionGrant'.");
        }

        if (request.Tenant.OAuth2PermissionGrants.Exists(g =>
            g.ClientId == grant.ClientId && g.ResourceId == grant.ResourceId && g.ConsentType == grant.ConsentType && g.PrincipalId == grant.PrincipalId))
        {
            throw new GraphException(409, "Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists.");
        }

        request.Tenant.OAuth2PermissionGrants.Add(grant);
        return request.Entity(Shape, grant, "oauth2PermissionGrants", 201);
    }

    // The text is replaced as a whole, nothing is merged.
    private static GraphResponse Update(GraphRequest request)
    {
        var scope = ScopeOf(request.Body("scope"));
        Find(request).Scope = scope;
        return GraphResponse.NoContent;
    }

    private static GraphResponse Delete(GraphRequest request)
    {
        request.Tenant.OAuth2PermissionGrants.Remove(Find(request));
        return GraphResponse.NoContent;
    }

    private static string ScopeOf(JsonObject body) => body["scope"] is { } scope && scope.GetValueKind() == JsonValueKind.String
        ? scope.GetValue<string>()
        : throw GraphException.BadRequest("A value is required for property 'scope' of resource 'OAuth2PermissionGrant'.");

    private static string Referenced(GraphRequest request, string id) =>
        request.Tenant.ServicePrincipals.Find(s => s.Id.Equals(id, StringComparison.OrdinalIgnoreCase) && request.IsReplicated(s.CreatedAt))?.Id
        ?? throw GraphException.NotFound(id);
}
