namespace KaceAzureAd.Emulator.State;

/// <summary>
/// What becomes of applications and service principals that are deleted: they are kept for thirty days and can come back as they were
/// (directory-deleteditems-restore). The caller holds <see cref="World.Gate"/>.
/// </summary>
public static class Deletions
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>True while it can be restored; after that it is gone, though the state still has it.</summary>
    public static bool IsRestorable(DateTimeOffset? deletedAt) => deletedAt > DateTimeOffset.UtcNow - KeptFor;

    /// <summary>
    /// Deletes a service principal softly: what was granted to it or by it goes, and its mobility policies stay but are invalid (facts.md 1.5).
    /// </summary>
    public static void DeleteServicePrincipal(this Tenant tenant, ServicePrincipal servicePrincipal)
    {
        tenant.ServicePrincipals.Remove(servicePrincipal);
        tenant.DeletedServicePrincipals.Add(servicePrincipal);
        servicePrincipal.DeletedAt = DateTimeOffset.UtcNow;
        servicePrincipal.DeletedGrants = Extract(tenant.OAuth2PermissionGrants, g => g.ClientId == servicePrincipal.Id || g.ResourceId == servicePrincipal.Id);
        servicePrincipal.DeletedAssignments = Extract(tenant.AppRoleAssignments, a => a.PrincipalId == servicePrincipal.Id || a.ResourceId == servicePrincipal.Id);
        tenant.SetPolicyValidity(servicePrincipal.AppId, false);
    }

    /// <summary>Deletes a registration softly, and with it the service principal in its own tenant (application-delete).</summary>
    public static void DeleteApplication(this Tenant tenant, Application application)
    {
        tenant.Applications.Remove(application);
        tenant.DeletedApplications.Add(application);
        application.DeletedAt = DateTimeOffset.UtcNow;
        if (tenant.ServicePrincipals.FirstOrDefault(s => s.AppId == application.AppId) is { } servicePrincipal)
        {
            tenant.DeleteServicePrincipal(servicePrincipal);
        }
    }

    /// <summary>Brings a registration back; its service principal has to be restored by itself (directory-deleteditems-restore).</summary>
    public static void Restore(this Tenant tenant, Application application)
    {
        tenant.DeletedApplications.Remove(application);
        tenant.Applications.Add(application);
        application.DeletedAt = null;
    }

    /// <summary>Brings a service principal back, with its mobility policies and what was granted where the services behave so.</summary>
    public static void Restore(this World world, Tenant tenant, ServicePrincipal servicePrincipal, Application app)
    {
        tenant.DeletedServicePrincipals.Remove(servicePrincipal);
        tenant.ServicePrincipals.Add(servicePrincipal);
        servicePrincipal.DeletedAt = null;
        servicePrincipal.CreatedAt = DateTimeOffset.UtcNow;
        if (world.Behaviour.RestoreBringsConsentBack)
        {
            // A grant needs both its ends: the other one may have been deleted meanwhile.
            tenant.OAuth2PermissionGrants.AddRange(servicePrincipal.DeletedGrants.Where(g => IsThere(g.ClientId) && IsThere(g.ResourceId)));
            tenant.AppRoleAssignments.AddRange(servicePrincipal.DeletedAssignments.Where(a => IsThere(a.PrincipalId) && IsThere(a.ResourceId)));
        }

        servicePrincipal.DeletedGrants = [];
        servicePrincipal.DeletedAssignments = [];
        world.BringMobilityPolicies(tenant, app, servicePrincipal.CreatedAt);

        bool IsThere(string id) => tenant.ServicePrincipals.Exists(s => s.Id == id);
    }

    private static List<T> Extract<T>(List<T> items, Predicate<T> match)
    {
        var extracted = items.FindAll(match);
        items.RemoveAll(match);
        return extracted;
    }
}
