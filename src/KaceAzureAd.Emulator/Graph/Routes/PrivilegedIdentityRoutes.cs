using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>Privileged Identity Management: which roles the caller may activate (facts.md 4.2).</summary>
internal static class PrivilegedIdentityRoutes
{
    public const string FilterByCurrentUser = "roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')";

    private static readonly Shape<(User User, EligibleRole Role)> Shape = new("unifiedRoleEligibilityScheduleInstance", new()
    {
        ["id"] = x => IdOf(x.User, x.Role, "-1-e"),
        ["principalId"] = x => x.User.Id,
        ["roleDefinitionId"] = x => x.Role.RoleId,
        ["directoryScopeId"] = x => x.Role.DirectoryScopeId,
        ["appScopeId"] = _ => null,
        ["startDateTime"] = x => Answers.Time(x.Role.StartsAt),
        ["endDateTime"] = x => x.Role.EndsAt is { } end ? Answers.Time(end) : null,
        ["memberType"] = x => x.Role.MemberType,
        ["roleEligibilityScheduleId"] = x => IdOf(x.User, x.Role, ""),
    });

    private static readonly QuerySupport ListQuery = new() { HasSelect = true, Filter = new Dictionary<string, string[]> { ["roleDefinitionId"] = ["eq"] } };

    public static IReadOnlyList<Route> All { get; } = [new("GET", FilterByCurrentUser, ListQuery, List)];

    private static GraphResponse List(GraphRequest request)
    {
        if (!request.Tenant.HasPlan(WellKnown.EntraP2Plan))
        {
            throw new GraphException(
                400, "AadPremiumLicenseRequired", "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.");
        }

        // An instance is what holds now: what begins later, or is over, has none. An app alone is eligible for nothing here.
        var now = DateTimeOffset.UtcNow;
        var user = request.Caller.User ?? new User();
        var instances = user.EligibleRoles.Where(r => r.StartsAt <= now && (r.EndsAt is not { } end || now < end)).Select(r => (user, r));
        return request.Collection(Shape, instances, "Collection(unifiedRoleEligibilityScheduleInstance)", isPaged: false);
    }

    private static string IdOf(User user, EligibleRole role, string suffix) => WellKnown.IdOf($"eligible {user.Id} {role.RoleId} {role.DirectoryScopeId}") + suffix;
}
