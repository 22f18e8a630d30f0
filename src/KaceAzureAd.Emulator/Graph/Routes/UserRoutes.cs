using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>The signed-in user, their directory roles, and other users.</summary>
internal static class UserRoutes
{
    /// <summary>Shared with group members, which are users too.</summary>
    public static Shape<User> Shape { get; } = new(
        "user",
        new()
        {
            ["id"] = u => u.Id,
            ["businessPhones"] = _ => new JsonArray(),
            ["displayName"] = u => u.DisplayName,
            ["givenName"] = _ => null,
            ["jobTitle"] = _ => null,
            ["mail"] = u => u.UserPrincipalName,
            ["mobilePhone"] = _ => null,
            ["officeLocation"] = _ => null,
            ["preferredLanguage"] = _ => null,
            ["surname"] = _ => null,
            ["userPrincipalName"] = u => u.UserPrincipalName,
            ["accountEnabled"] = u => u.AccountEnabled,
            ["userType"] = _ => "Member",
        },
        "accountEnabled", "userType");

    private static readonly Shape<(Tenant Tenant, string TemplateId)> Role = new("directoryRole", new()
    {
        // An activated role has an object of its own in every tenant; the template id is the same everywhere.
        ["id"] = x => WellKnown.IdOf($"directoryRole {x.TemplateId} {x.Tenant.Id}"),
        ["deletedDateTime"] = _ => null,
        ["description"] = _ => null,
        ["displayName"] = x => DirectoryRoles.Names.GetValueOrDefault(x.TemplateId, x.TemplateId),
        ["roleTemplateId"] = x => x.TemplateId,
    });

    public static IReadOnlyList<Route> All { get; } =
    [
        new("GET", "me", QuerySupport.Select, r => r.Entity(Shape, r.Caller.User!, "users")),
        new("GET", "me/transitiveMemberOf/microsoft.graph.directoryRole", new QuerySupport { HasSelect = true, HasPaging = true }, MyRoles),
        new("GET", "users/{id}", QuerySupport.Select, GetUser),
    ];

    private static GraphResponse MyRoles(GraphRequest request)
    {
        request.DemandAdvancedCast();
        return request.Collection(Role, request.Caller.Roles.Select(role => (request.Tenant, role)), "directoryRoles");
    }

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
