using static KaceAzureAd.Emulator.Graph.DirectoryRoles;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>What a caller needs for one operation.</summary>
/// <param name="Delegated">Of each entry (names parted by a bar) a delegated token needs one.</param>
/// <param name="Application">Of each entry an app-only token needs one; null where app-only is not supported.</param>
/// <param name="Roles">Directory roles of which the signed-in user needs one, Global Administrator aside; none for any member.</param>
internal sealed record Permission(string[] Delegated, string[]? Application, params string[] Roles)
{
    /// <summary>True for the activity reports, which say no in words of their own.</summary>
    public bool IsReport { get; init; }

    public void Demand(Caller caller)
    {
        var missing = (caller.IsAppOnly ? Application! : Delegated).FirstOrDefault(any => !Holds(caller, any));
        if (missing is not null)
        {
            throw IsReport ? GraphException.ReportPermissionMissing(missing) : GraphException.Denied();
        }

        if (!caller.IsAppOnly && Roles.Length > 0 && !Permissions.HasRole(caller, Roles))
        {
            throw IsReport ? GraphException.ReportRoleMissing() : GraphException.Denied();
        }
    }

    private static bool Holds(Caller caller, string any) => any.Split('|').Intersect(caller.Granted, StringComparer.OrdinalIgnoreCase).Any();
}

/// <summary>
/// The documented permissions of every route: "Permissions" tables and role lists of the pages at learn.microsoft.com/graph/api,
/// whose names stand beside the entries (sources: facts.md sections 1.6, 2.4, 3.2-3.4, 4.1-4.7 and microsoft-graph-docs-contrib
/// api-reference/v1.0/includes/permissions, .../rbac-for-apis).
/// </summary>
internal static class Permissions
{
    private const string ReadApplications = "Application.Read.All|Application.ReadWrite.All|Directory.Read.All|Directory.ReadWrite.All";
    private const string ReadGrants = "Directory.Read.All|DelegatedPermissionGrant.Read.All|DelegatedPermissionGrant.ReadWrite.All|Directory.ReadWrite.All";
    private const string WriteAssignments = "AppRoleAssignment.ReadWrite.All";
    private const string ReadGroups = "GroupMember.Read.All|Group.Read.All|Group.ReadWrite.All|Directory.Read.All|Directory.ReadWrite.All";
    private const string ReadMobility = "Policy.Read.All|Policy.ReadWrite.MobilityManagement";
    private const string WriteMobility = "Policy.ReadWrite.MobilityManagement";

    // Creating a service principal for a multi-tenant app: Application Administrator or Cloud Application Administrator (serviceprincipal-post).
    private static readonly string[] AppAdministrators = [ApplicationAdministrator, CloudApplicationAdministrator];

    // directory-deleteditems-restore: the same, and Hybrid Identity Administrator.
    private static readonly string[] AppRestorers = [HybridIdentityAdministrator, .. AppAdministrators];

    // Tenant-wide delegated consent (oauth2permissiongrant-post, grant-admin-consent). Roles for app roles of Graph itself: GraphRoleGranters.
    private static readonly string[] Consenters = [ApplicationAdministrator, CloudApplicationAdministrator, PrivilegedRoleAdministrator];

    // mobiledevicemanagementpolicies-list: least privileged roles for reading.
    private static readonly string[] MobilityReaders = [GlobalReader, IntuneAdministrator, Windows365Administrator, CloudDeviceAdministrator];

    /// <summary>Needed, for a user, to assign an app role of Microsoft Graph itself (facts.md 3.4).</summary>
    public static IReadOnlyList<string> GraphRoleGranters { get; } = [PrivilegedRoleAdministrator];

    /// <summary>Method and route template, to what it needs.</summary>
    public static IReadOnlyDictionary<string, Permission> Table { get; } = Build();

    /// <summary>True where the user holds one of these roles, or is a Global Administrator.</summary>
    public static bool HasRole(Caller caller, IEnumerable<string> roles) =>
        roles.Append(GlobalAdministrator).Intersect(caller.Roles, StringComparer.OrdinalIgnoreCase).Any();

    private static Dictionary<string, Permission> Build()
    {
        var table = new Dictionary<string, Permission>(StringComparer.Ordinal);

        // organization-list, user-get, user-list-transitivememberof (me): User.Read is enough.
        Add(
            "GET organization",
            new(["User.Read|Organization.Read.All|Organization.ReadWrite.All|Directory.Read.All|Directory.ReadWrite.All"], ["Organization.Read.All|Organization.ReadWrite.All|Directory.Read.All|Directory.ReadWrite.All"]),
            "GET organization/{id}");
        Add("GET me", new(["User.Read|User.ReadBasic.All|User.Read.All|Directory.Read.All|Directory.ReadWrite.All"], null));
        Add(
            "GET me/transitiveMemberOf/microsoft.graph.directoryRole",
            new(["User.Read|User.Read.All|GroupMember.Read.All|Group.Read.All|Directory.Read.All|Directory.ReadWrite.All"], null));

        // user-get: of others, User.Read is not enough; the route itself asks for that.
        Add(
            "GET users/{id}",
            new(["User.Read|User.ReadBasic.All|User.Read.All|Directory.Read.All|Directory.ReadWrite.All"], ["User.ReadBasic.All|User.Read.All|Directory.Read.All|Directory.ReadWrite.All"]));

        // subscribedsku-list, domain-list. Their role lists end with ordinary users.
        Add("GET subscribedSkus", Both("LicenseAssignment.Read.All|Organization.Read.All|Organization.ReadWrite.All|Directory.Read.All|Directory.ReadWrite.All"));
        Add("GET domains", Both("Domain.Read.All|Domain.ReadWrite.All|Directory.Read.All|Directory.ReadWrite.All"));

        // deviceregistrationpolicy-get.
        Add(
            "GET policies/deviceRegistrationPolicy",
            new(
                ["Policy.Read.DeviceConfiguration|Policy.Read.All|Policy.ReadWrite.DeviceConfiguration"],
                ["Policy.Read.DeviceConfiguration|Policy.Read.All|Policy.ReadWrite.DeviceConfiguration"],
                GlobalReader, CloudDeviceAdministrator, IntuneAdministrator, Windows365Administrator));

        // unifiedroleeligibilityscheduleinstance-filterbycurrentuser. Of one's own eligibility the page names no role: who has none is who asks.
        const string ReadEligibility =
            "RoleEligibilitySchedule.Read.Directory|RoleEligibilitySchedule.ReadWrite.Directory|RoleManagement.Read.All|RoleManagement.Read.Directory|RoleManagement.ReadWrite.Directory";
        Add("GET " + Routes.PrivilegedIdentityRoutes.FilterByCurrentUser, Both(ReadEligibility));

        // device-list. Its role list begins with ordinary users.
        Add(
            "GET devices",
            new(["Device.Read.All|Directory.Read.All|Directory.ReadWrite.All"], ["Device.Read.All|Device.ReadWrite.All|Directory.Read.All|Directory.ReadWrite.All"]));

        // signin-list (beta): "AuditLog.Read.All and Directory.Read.All".
        Add(
            "GET auditLogs/signIns",
            new(["AuditLog.Read.All", "Directory.Read.All"], ["AuditLog.Read.All", "Directory.Read.All"], GlobalReader, ReportsReader, SecurityAdministrator, SecurityOperator, SecurityReader)
            {
                IsReport = true,
            });

        // applicationtemplate-list: any valid token.
        Add("GET applicationTemplates", new([], []));

        // serviceprincipal-list, -get, -list-approleassignments, -list-approleassignedto; application-list, -get; directory-deleteditems-list, -get.
        // Members read these by default.
        Add(
            "GET servicePrincipals",
            new([ReadApplications], [ReadApplications + "|Application.ReadWrite.OwnedBy"]),
            "GET servicePrincipals/{id}", "GET servicePrincipals/{id}/appRoleAssignments", "GET servicePrincipals/{id}/appRoleAssignedTo",
            "GET applications", "GET applications/{id}",
            "GET directory/deletedItems/{id}", "GET directory/deletedItems/microsoft.graph.application", "GET directory/deletedItems/microsoft.graph.servicePrincipal");

        // serviceprincipal-post, -upsert, -update, -delete; application-delete. Application.ReadWrite.OwnedBy fails for another tenant's app.
        Add(
            "POST servicePrincipals",
            new(["Application.ReadWrite.All|Directory.ReadWrite.All"], ["Application.ReadWrite.All|Directory.ReadWrite.All"], AppAdministrators),
            "PATCH servicePrincipals/{id}", "DELETE servicePrincipals/{id}", "DELETE applications/{id}");

        // directory-deleteditems-restore. Application.ReadWrite.OwnedBy is for what the caller owns, and nothing here has owners.
        Add("POST directory/deletedItems/{id}/restore", new(["Application.ReadWrite.All"], ["Application.ReadWrite.All"], AppRestorers));

        // serviceprincipal-post-approleassignedto: "AppRoleAssignment.ReadWrite.All and Application.Read.All".
        Add(
            "POST servicePrincipals/{id}/appRoleAssignedTo",
            new([WriteAssignments, ReadApplications], [WriteAssignments, ReadApplications], Consenters),
            "POST servicePrincipals/{id}/appRoleAssignments");

        // serviceprincipal-delete-approleassignedto, -delete-approleassignments.
        Add(
            "DELETE servicePrincipals/{id}/appRoleAssignedTo/{assignmentId}",
            new([WriteAssignments], [WriteAssignments], Consenters),
            "DELETE servicePrincipals/{id}/appRoleAssignments/{assignmentId}");

        // oauth2permissiongrant-list, serviceprincipal-list-oauth2permissiongrants; -post, -update, -delete.
        Add("GET oauth2PermissionGrants", Both(ReadGrants), "GET oauth2PermissionGrants/{id}", "GET servicePrincipals/{id}/oauth2PermissionGrants");
        Add(
            "POST oauth2PermissionGrants",
            new(["DelegatedPermissionGrant.ReadWrite.All|Directory.ReadWrite.All"], ["DelegatedPermissionGrant.ReadWrite.All|Directory.ReadWrite.All"], Consenters),
            "PATCH oauth2PermissionGrants/{id}", "DELETE oauth2PermissionGrants/{id}");

        // group-list, group-get, group-list-members, group-list-transitivemembers.
        Add(
            "GET groups",
            Both(ReadGroups),
            "GET groups/{id}", "GET groups/{id}/members", "GET groups/{id}/transitiveMembers", "GET groups/{id}/transitiveMembers/$count",
            "GET groups/{id}/transitiveMembers/microsoft.graph.user");

        // mobiledevicemanagementpolicies-*, mobileappmanagementpolicies-*: "Application: Not supported" (facts.md 1.6).
        foreach (var policies in new[] { "policies/mobileDeviceManagementPolicies", "policies/mobileAppManagementPolicies" })
        {
            Add($"GET {policies}", new([ReadMobility], null, MobilityReaders), $"GET {policies}/{{id}}", $"GET {policies}/{{id}}/includedGroups");
            Add(
                $"PATCH {policies}/{{id}}",
                new([WriteMobility], null, CloudDeviceAdministrator),
                $"DELETE {policies}/{{id}}", $"POST {policies}/{{id}}/includedGroups/$ref", $"DELETE {policies}/{{id}}/includedGroups/{{groupId}}/$ref");
        }

        return table;

        void Add(string operation, Permission permission, params string[] sameForOperations)
        {
            table.Add(operation, permission);
            foreach (var other in sameForOperations)
            {
                table.Add(other, permission);
            }
        }
    }

    private static Permission Both(string any) => new([any], [any]);
}
