using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>Who has consented to what, and who may. The caller holds <see cref="World.Gate"/>.</summary>
internal static class Consent
{
    private const string GlobalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
    private const string PrivilegedRoleAdministrator = "e8611ab8-c189-46e8-94e1-60213ab1f814";
    private const string ApplicationAdministrator = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
    private const string CloudApplicationAdministrator = "158c047a-c907-4556-b7ef-446551a6b5f7";

    private static readonly string[] RolesForGraphAppRoles = [GlobalAdministrator, PrivilegedRoleAdministrator];
    private static readonly string[] RolesForTheRest = [.. RolesForGraphAppRoles, ApplicationAdministrator, CloudApplicationAdministrator];

    /// <summary>Whether somebody with these directory roles may consent for the whole organization (facts.md 3.4).</summary>
    public static bool MayConsentForOrganization(IEnumerable<string> roles, bool toGraphAppRoles = false) =>
        roles.Intersect(toGraphAppRoles ? RolesForGraphAppRoles : RolesForTheRest, StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>Whether the app lists application permissions of Graph.</summary>
    public static bool AsksForGraphAppRoles(Application app) =>
        app.RequiredResourceAccess.Exists(a => a.ResourceAppId == ScopeRequest.GraphAppId && a.Roles.Count > 0);

    /// <summary>Names of Graph's delegated permissions that the app has in this tenant for this user.</summary>
    public static HashSet<string> Granted(Tenant tenant, Application app, User user)
    {
        var granted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var client = tenant.ServicePrincipals.Find(s => s.AppId == app.AppId);
        var graph = tenant.ServicePrincipals.Find(s => s.AppId == ScopeRequest.GraphAppId);
        if (client is not null && graph is not null)
        {
            foreach (var grant in tenant.OAuth2PermissionGrants.Where(g =>
                g.ClientId == client.Id && g.ResourceId == graph.Id && (g.ConsentType == "AllPrincipals" || g.PrincipalId == user.Id)))
            {
                granted.UnionWith(grant.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return granted;
    }

    /// <summary>Names of Graph's application permissions that are assigned to this service principal.</summary>
    public static IEnumerable<string> GrantedRoles(Tenant tenant, ServicePrincipal client)
    {
        var graph = tenant.ServicePrincipals.Find(s => s.AppId == ScopeRequest.GraphAppId);
        var assigned = tenant.AppRoleAssignments.Where(a => a.PrincipalId == client.Id && a.ResourceId == graph?.Id).Select(a => a.AppRoleId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return graph?.AppRoles.Where(r => assigned.Contains(r.Id)).Select(r => r.Value) ?? [];
    }

    /// <summary>
    /// The permissions that a request asks for. <c>.default</c> asks for all that the app lists, but only until anything is granted
    /// (ENTRA, scopes-oidc: then the token just carries what is granted).
    /// </summary>
    public static IReadOnlyList<PermissionScope> Asked(World world, Application app, ScopeRequest request)
    {
        if (!request.IsDefault)
        {
            return request.Scopes;
        }

        var listed = app.RequiredResourceAccess.Where(a => a.ResourceAppId == ScopeRequest.GraphAppId).SelectMany(a => a.Scopes).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. world.FindApplication(ScopeRequest.GraphAppId)!.Value.App.OAuth2PermissionScopes.Where(s => listed.Contains(s.Value))];
    }

    /// <summary>Whether somebody has to consent before the request can be met.</summary>
    public static bool IsMissing(World world, Tenant tenant, User user, Application app, ScopeRequest request)
    {
        var granted = Granted(tenant, app, user);
        return granted.Count == 0 || (!request.IsDefault && Asked(world, app, request).Any(s => !granted.Contains(s.Value)));
    }

    /// <summary>Whether somebody with these directory roles may consent to the request, be it for themselves alone.</summary>
    public static bool MayConsent(World world, IEnumerable<string> roles, Application app, ScopeRequest request) =>
        MayConsentForOrganization(roles) || Asked(world, app, request).All(s => s.Type == "User");

    /// <summary>Records consent, for the user alone or for everybody in the organization; refused where the user may not give it.</summary>
    public static void Give(World world, Tenant tenant, User user, Application app, ScopeRequest request, bool forOrganization)
    {
        var roles = world.RolesOf(tenant, user) ?? [];
        if (!MayConsent(world, roles, app, request) || (forOrganization && !MayConsentForOrganization(roles)))
        {
            throw Refusals.AdministratorNeeded(app);
        }

        var client = world.EnsureServicePrincipal(tenant, app);
        var graph = world.EnsureServicePrincipal(tenant, world.FindApplication(ScopeRequest.GraphAppId)!.Value.App);
        string[] scopes = [.. Asked(world, app, request).Select(s => s.Value), .. request.OpenId];
        tenant.GrantScopes(client, graph, scopes, forOrganization ? null : user.Id);
    }
}
