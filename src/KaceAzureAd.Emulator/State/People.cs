namespace KaceAzureAd.Emulator.State;

/// <summary>Who is who in which tenant. The caller holds <see cref="World.Gate"/>.</summary>
public static class People
{
    /// <summary>A user of any tenant, by name.</summary>
    public static (Tenant Home, User User)? FindUser(this World world, string userPrincipalName) =>
        world.FindUser(u => string.Equals(u.UserPrincipalName, userPrincipalName, StringComparison.OrdinalIgnoreCase));

    /// <summary>A user of any tenant, by object id.</summary>
    public static (Tenant Home, User User)? FindUserById(this World world, string id) =>
        world.FindUser(u => HasId(u, id));

    /// <summary>A user of any tenant, by object id: most are at home in the tenant that is asked, and are found there first.</summary>
    public static User? FindUserById(this World world, Tenant tenant, string id) =>
        tenant.Users.Find(u => HasId(u, id)) ?? world.FindUserById(id)?.User;

    /// <summary>The directory roles that a user has in this tenant, be it at home or as a partner; null where the user is nobody there.</summary>
    public static IReadOnlyList<string>? RolesOf(this World world, Tenant tenant, User user)
    {
        if (tenant.Users.Contains(user))
        {
            return user.Roles;
        }

        var relationships = tenant.PartnerRelationships.Where(r =>
            world.FindTenant(r.PartnerTenantId) is { } partner && partner.Users.Contains(user) && r.Members.Exists(m => IsOrHolds(partner, m, user))).ToList();
        return relationships.Count == 0 ? null : [.. relationships.SelectMany(r => r.Roles).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool HasId(User user, string id) => string.Equals(user.Id, id, StringComparison.OrdinalIgnoreCase);

    private static bool IsOrHolds(Tenant tenant, string member, User user) =>
        member == user.Id || tenant.Groups.Find(g => g.Id == member)?.Members.Contains(user.Id) == true;

    private static (Tenant Home, User User)? FindUser(this World world, Predicate<User> isMeant)
    {
        foreach (var tenant in world.Tenants)
        {
            if (tenant.Users.Find(isMeant) is { } user)
            {
                return (tenant, user);
            }
        }

        return null;
    }
}
