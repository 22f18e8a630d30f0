using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>Applications and service principals that can be restored (directory-deleteditems-list, -get, -restore).</summary>
internal static class DeletedItemRoutes
{
    private const string Root = "directory/deletedItems";

    // "The OData cast type is a required part of the URI", and the query parameters are those of the type.
    public static IReadOnlyList<Route> All { get; } =
    [
        new("GET", Root + "/microsoft.graph.application", ApplicationRoutes.ListQuery, r => r.Collection(ApplicationRoutes.Shape, Applications(r).Select(a => (r, a)), "applications")),
        new(
            "GET", Root + "/microsoft.graph.servicePrincipal", ServicePrincipalRoutes.ListQuery with { Expand = [] },
            r => r.Collection(ServicePrincipalRoutes.Shape, ServicePrincipals(r), "servicePrincipals")),
        new("GET", Root + "/{id}", QuerySupport.Select, r => Answer(r, Find(r))),
        new("POST", Root + "/{id}/restore", QuerySupport.None, Restore),
    ];

    private static IEnumerable<Application> Applications(GraphRequest request) => request.Tenant.DeletedApplications.Where(a => Deletions.IsRestorable(a.DeletedAt));

    private static IEnumerable<ServicePrincipal> ServicePrincipals(GraphRequest request) =>
        request.Tenant.DeletedServicePrincipals.Where(s => Deletions.IsRestorable(s.DeletedAt));

    private static object Find(GraphRequest request)
    {
        var id = request.Value("id");
        return ServicePrincipals(request).FirstOrDefault(s => s.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            ?? Applications(request).FirstOrDefault(a => a.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) as object
            ?? throw GraphException.NotFound(id);
    }

    private static GraphResponse Restore(GraphRequest request)
    {
        // What the action takes in a body is of users only.
        if (request.Message.Body is not null)
        {
            request.Body();
        }

        var item = Find(request);
        if (item is ServicePrincipal servicePrincipal)
        {
            Restore(request, servicePrincipal);
        }
        else
        {
            request.Tenant.Restore((Application)item);
        }

        return Answer(request, item);
    }

    private static void Restore(GraphRequest request, ServicePrincipal servicePrincipal)
    {
        // Of both refusals the documentation has the fact, but not the answer (restore-application, howto-restore-app).
        if (servicePrincipal.ServicePrincipalType == "ManagedIdentity")
        {
            throw GraphException.BadRequest("A service principal of a managed identity cannot be restored.");
        }

        if (request.World.FindApplication(servicePrincipal.AppId) is not { } found)
        {
            throw GraphException.NoBackingApplication(servicePrincipal.AppId);
        }

        if (request.Tenant.ServicePrincipals.Exists(s => s.AppId.Equals(servicePrincipal.AppId, StringComparison.OrdinalIgnoreCase)))
        {
            throw GraphException.ServicePrincipalNameInUse(servicePrincipal.AppId);
        }

        request.World.Restore(request.Tenant, servicePrincipal, found.App);
    }

    /// <summary>One object of a set of several types: it says which one it is.</summary>
    private static GraphResponse Answer(GraphRequest request, object item)
    {
        const string Context = "directoryObjects";
        var (response, type) = item is ServicePrincipal servicePrincipal
            ? (request.Entity(ServicePrincipalRoutes.Shape, servicePrincipal, Context), "servicePrincipal")
            : (request.Entity(ApplicationRoutes.Shape, (request, (Application)item), Context), "application");
        response.Body!.AsObject().Insert(1, "@odata.type", "#microsoft.graph." + type);
        return response;
    }
}
