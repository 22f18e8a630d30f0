using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>The signed-in user, their directory roles, and other users.</summary>
internal static class UserRoutes
{
    /// <summary>Shared with group members, which are users too.</summary>
    public static Shape<User> Shape { get; } = new(
        "user",
        new User(),
        u => new JsonObject
        {
            ["id"] = u.Id,
            ["businessPhones"] = new JsonArray(),
            ["displayName"] = u.DisplayName,
            ["givenName"] = null,
            ["jobTitle"] = null,
            ["mail"] = u.UserPrincipalName,
            ["mobilePhone"] = null,
            ["officeLocation"] = null,
            ["preferredLanguage"] = null,
            ["surname"] = null,
            ["userPrincipalName"] = u.UserPrincipalName,
            ["accountEnabled"] = u.AccountEnabled,
            ["userType"] = "Member",
        },
        "accountEnabled", "userType");

    private static readonly Shape<(Tenant Tenant, string TemplateId)> Role = new("directoryRole", (new Tenant(), ""), x => new JsonObject
    {
        // An activated role has an object of its own in every tenant; the template id is the same everywhere.
        ["id"] = WellKnown.IdOf($"directoryRole {x.TemplateId} {x.Tenant.Id}"),
        ["deletedDateTime"] = null,
        ["description"] = null,
        ["displayName"] = DirectoryRoles.Names.GetValueOrDefault(x.TemplateId, x.TemplateId),
        ["roleTemplateId"] = x.TemplateId,
    });

    public static IReadOnlyList<Route> All { get; } =
    [
        new("GET", "me", QuerySupport.Select, r => r.Entity(Shape, r.Caller.User!, "users")),
        new("GET", "me/transitiveMemberOf/microsoft.graph.directoryRole", new QuerySupport { HasSelect = true, HasPaging = true }, MyRoles),
        new("GET", "users/{id}", QuerySupport.Select, GetUser),
    ];

    private static GraphResponse MyRoles(GraphRequest request) => request.IsEventual && request.Query.Count
        ? request.Collection(Role, request.Caller.Roles.Select(role => (request.Tenant, role)), "directoryRoles")
        : throw GraphException.UnsupportedQuery(
            "Filtering a relationship by an OData cast is an advanced query: it needs the header 'ConsistencyLevel: eventual' and $count=true.");

    private static GraphResponse GetUser(GraphRequest request)
    {
        var id = request.Value("id");
        var user = request.Tenant.Users.FirstOrDefault(u => id.Equals(u.Id, StringComparison.OrdinalIgnoreCase) || id.Equals(u.UserPrincipalName, StringComparison.OrdinalIgnoreCase));

        // User.Read reads oneself only.
        if (user != request.Caller.User && request.Caller.Granted.All(scope => scope is "User.Read" or "openid" or "profile" or "email" or "offline_access"))
        {
            throw GraphException.Denied();
        }

        return request.Entity(Shape, user ?? throw GraphException.NotFound(id), "users");
    }
}
