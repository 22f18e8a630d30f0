using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>Application permissions: given to a client, seen from the client (appRoleAssignments) or the resource (appRoleAssignedTo) (facts.md 3.3).</summary>
internal static class AppRoleAssignmentRoutes
{
    private static readonly QuerySupport ListQuery = new() { HasSelect = true, HasPaging = true };

    public static Shape<AssignmentView> Shape { get; } = new("appRoleAssignment", new()
    {
        ["id"] = a => a.Assignment.Id,
        ["deletedDateTime"] = _ => null,
        ["appRoleId"] = a => a.Assignment.AppRoleId,
        ["createdDateTime"] = a => Answers.Time(a.Assignment.CreatedAt),
        ["principalDisplayName"] = a => a.Principal?.DisplayName,
        ["principalId"] = a => a.Assignment.PrincipalId,
        ["principalType"] = _ => "ServicePrincipal",
        ["resourceDisplayName"] = a => a.Resource?.DisplayName,
        ["resourceId"] = a => a.Assignment.ResourceId,
    });

    public static IReadOnlyList<Route> All { get; } = [.. Directions("appRoleAssignments"), .. Directions("appRoleAssignedTo")];

    /// <summary>What was assigned to this client, or of this resource.</summary>
    public static IEnumerable<AssignmentView> Of(GraphRequest request, ServicePrincipal servicePrincipal, string direction) => request.Tenant.AppRoleAssignments
        .Where(a => servicePrincipal.Id == (IsOfClient(direction) ? a.PrincipalId : a.ResourceId) && request.IsReplicated(a.CreatedAt))
        .Select(a => View(request.Tenant, a));

    private static IEnumerable<Route> Directions(string direction) =>
    [
        new("GET", $"servicePrincipals/{{id}}/{direction}", ListQuery, r => List(r, direction)),
        new("POST", $"servicePrincipals/{{id}}/{direction}", QuerySupport.None, r => Assign(r, direction)),
        new("DELETE", $"servicePrincipals/{{id}}/{direction}/{{assignmentId}}", QuerySupport.None, r => Remove(r, direction)),
    ];

    private static bool IsOfClient(string direction) => direction == "appRoleAssignments";

    private static AssignmentView View(Tenant tenant, AppRoleAssignment assignment) => new(
        assignment, tenant.ServicePrincipals.Find(s => s.Id == assignment.PrincipalId), tenant.ServicePrincipals.Find(s => s.Id == assignment.ResourceId));

    private static string Context(ServicePrincipal servicePrincipal, string direction) => $"servicePrincipals('{servicePrincipal.Id}')/{direction}";

    private static GraphResponse List(GraphRequest request, string direction)
    {
        var servicePrincipal = ServicePrincipalRoutes.Find(request);
        return request.Collection(Shape, Of(request, servicePrincipal, direction), Context(servicePrincipal, direction));
    }

    private static GraphResponse Assign(GraphRequest request, string direction)
    {
        var body = request.Body("principalId", "resourceId", "appRoleId");
        var addressed = ServicePrincipalRoutes.Find(request);
        var (principalId, resourceId) = (GraphRequest.Text(body, "principalId"), GraphRequest.Text(body, "resourceId"));
        if (!addressed.Id.Equals(IsOfClient(direction) ? principalId : resourceId, StringComparison.OrdinalIgnoreCase))
        {
            throw GraphException.BadRequest($"The id in the path and the {(IsOfClient(direction) ? "principalId" : "resourceId")} of the body have to be the same.");
        }

        var (client, resource) = (Referenced(request, principalId), Referenced(request, resourceId));
        var roleId = GraphRequest.Text(body, "appRoleId");
        var role = resource.AppRoles.Find(r => r.Id.Equals(roleId, StringComparison.OrdinalIgnoreCase) && r.IsEnabled && r.AllowedMemberTypes.Contains("Application"))
            ?? throw GraphException.BadRequest("Permission being assigned was not found on application.");
        DemandForGraph(request, resource);
        if (request.Tenant.AppRoleAssignments.Exists(a => a.PrincipalId == client.Id && a.ResourceId == resource.Id && a.AppRoleId == role.Id))
        {
            throw request.World.Behaviour.DuplicateAssignmentIsKeyConflict
                ? new GraphException(400, "Request_MultipleObjectsWithSameKeyValue", "EntitlementGrant entry already exists.")
                : GraphException.BadRequest("Permission being assigned already exists on the object");
        }

        return request.Entity(Shape, View(request.Tenant, request.Tenant.AssignRole(client, resource, role)), Context(addressed, direction), 201);
    }

    private static GraphResponse Remove(GraphRequest request, string direction)
    {
        var servicePrincipal = ServicePrincipalRoutes.Find(request);
        var id = request.Value("assignmentId");
        var assignment = Of(request, servicePrincipal, direction).FirstOrDefault(a => a.Assignment.Id == id) ?? throw GraphException.NotFound(id);
        if (assignment.Resource is { } resource)
        {
            DemandForGraph(request, resource);
        }

        request.Tenant.AppRoleAssignments.Remove(assignment.Assignment);
        return GraphResponse.NoContent;
    }

    private static ServicePrincipal Referenced(GraphRequest request, string id) =>
        request.Tenant.ServicePrincipals.Find(s => s.Id.Equals(id, StringComparison.OrdinalIgnoreCase) && request.IsReplicated(s.CreatedAt)) ?? throw GraphException.InvalidReference();

    // App roles of Microsoft Graph itself take a higher role than those of other resources (facts.md 3.4).
    private static void DemandForGraph(GraphRequest request, ServicePrincipal resource)
    {
        if (resource.AppId == WellKnown.GraphAppId && !request.Caller.IsAppOnly && !Permissions.HasRole(request.Caller, Permissions.GraphRoleGranters))
        {
            throw GraphException.Denied();
        }
    }
}

/// <summary>An assignment and the two it joins.</summary>
internal sealed record AssignmentView(AppRoleAssignment Assignment, ServicePrincipal? Principal, ServicePrincipal? Resource);
