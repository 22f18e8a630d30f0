using System.Globalization;
using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>Groups and their members, nested ones included.</summary>
internal static class GroupRoutes
{
    public static Shape<Group> Shape { get; } = new("group", new()
    {
        ["id"] = g => g.Id,
        ["deletedDateTime"] = _ => null,
        ["createdDateTime"] = g => Answers.Time(g.CreatedAt),
        ["description"] = _ => null,
        ["displayName"] = g => g.DisplayName,
        ["groupTypes"] = g => g.MembershipRule is null ? new JsonArray() : new JsonArray("DynamicMembership"),
        ["isAssignableToRole"] = _ => null,
        ["mail"] = _ => null,
        ["mailEnabled"] = _ => false,
        ["mailNickname"] = g => g.Id,
        ["membershipRule"] = g => g.MembershipRule,
        ["onPremisesSyncEnabled"] = _ => null,
        ["securityEnabled"] = g => g.SecurityEnabled,
        ["visibility"] = _ => null,
    });

    private static readonly QuerySupport ListQuery = new()
    {
        HasSelect = true,
        HasPaging = true,
        Filter = new Dictionary<string, string[]> { ["id"] = ["eq", "in"], ["displayName"] = ["eq", "in", "startswith"], ["securityEnabled"] = ["eq"] },
    };

    private static readonly QuerySupport MemberQuery = new() { HasPaging = true };

    public static IReadOnlyList<Route> All { get; } =
    [
        new("GET", "groups", ListQuery, r => r.Collection(Shape, r.Tenant.Groups.Where(g => r.IsReplicated(g.CreatedAt)), "groups")),
        new("GET", "groups/{id}", QuerySupport.Select, r => r.Entity(Shape, Find(r), "groups")),
        new("GET", "groups/{id}/members", MemberQuery, r => r.Page([.. Find(r).Members], m => WriteMember(r.Tenant, m), "directoryObjects")),
        new("GET", "groups/{id}/transitiveMembers", MemberQuery, r => r.Page([.. Transitive(r)], m => WriteMember(r.Tenant, m), "directoryObjects")),
        new("GET", "groups/{id}/transitiveMembers/$count", QuerySupport.None, Count),
        new("GET", "groups/{id}/transitiveMembers/microsoft.graph.user", new QuerySupport { HasSelect = true, HasPaging = true }, Users),
    ];

    /// <summary>The group of this id, if reads see it already.</summary>
    public static Group? Find(GraphRequest request, string id) =>
        request.Tenant.Groups.FirstOrDefault(g => id.Equals(g.Id, StringComparison.OrdinalIgnoreCase) && request.IsReplicated(g.CreatedAt));

    private static Group Find(GraphRequest request) => Find(request, request.Value("id")) ?? throw GraphException.NotFound(request.Value("id"));

    private static GraphResponse Count(GraphRequest request) => request.IsEventual
        ? new GraphResponse(200) { Raw = (Transitive(request).Count.ToString(CultureInfo.InvariantCulture), "text/plain") }
        : throw GraphException.BadRequest("$count is not currently supported.");

    private static GraphResponse Users(GraphRequest request)
    {
        request.DemandAdvancedCast();
        var members = Transitive(request);
        return request.Collection(UserRoutes.Shape, request.Tenant.Users.Where(u => members.Contains(u.Id)), "users");
    }

    private static HashSet<string> Transitive(GraphRequest request)
    {
        var members = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var groups = new Queue<Group>([Find(request)]);
        while (groups.TryDequeue(out var group))
        {
            foreach (var member in group.Members.Where(members.Add))
            {
                if (Find(request, member) is { } nested)
                {
                    groups.Enqueue(nested);
                }
            }
        }

        return members;
    }

    private static JsonObject WriteMember(Tenant tenant, string id)
    {
        JsonObject member;
        if (tenant.Users.FirstOrDefault(u => u.Id == id) is { } user)
        {
            member = UserRoutes.Shape.Write(user, []);
            member.Insert(0, "@odata.type", "#microsoft.graph.user");
        }
        else
        {
            member = Shape.Write(tenant.Groups.First(g => g.Id == id), []);
            member.Insert(0, "@odata.type", "#microsoft.graph.group");
        }

        return member;
    }
}
