namespace KaceAzureAd.Identity;

/// <summary>
/// What the module does in a tenant, and what each needs. This is the one table of permissions and roles: sign-in asks for these scopes,
/// checks look for them, and messages and documentation name them.
/// </summary>
/// <param name="Name">What is done, as in "read the MDM user scope".</param>
/// <param name="Scopes">Delegated permissions of which each one alone suffices; the first is the least and the one asked for.</param>
/// <param name="Roles">Directory roles of which each one alone suffices, least first; empty where any member may.</param>
/// <param name="IsWrite">True where it changes the tenant.</param>
/// <param name="DelegatedOnly">True where Graph refuses applications without a signed-in person (facts.md 1.6).</param>
/// <param name="IsOptional">
/// True for what only tells more than is needed: signing in does not ask for it, nothing demands it, and it is done where the session happens
/// to have the permission.
/// </param>
public sealed record TenantOperation(
    string Name, IReadOnlyList<string> Scopes, IReadOnlyList<DirectoryRole> Roles, bool IsWrite = false, bool DelegatedOnly = false, bool IsOptional = false)
{
    private static readonly DirectoryRole[] AppAdministrators =
        [DirectoryRole.CloudApplicationAdministrator, DirectoryRole.ApplicationAdministrator, DirectoryRole.GlobalAdministrator];

    private static readonly DirectoryRole[] PolicyReaders =
        [DirectoryRole.GlobalReader, DirectoryRole.CloudDeviceAdministrator, DirectoryRole.IntuneAdministrator, DirectoryRole.GlobalAdministrator];

    /// <summary>Who is signed in, with which roles, in which organisation (facts.md 4.2, 4.3).</summary>
    public static readonly TenantOperation ReadAccount = new(
        "read the organisation, the signed-in account and its roles", ["User.Read", "Organization.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"], []);

    /// <summary>facts.md 4.1.</summary>
    public static readonly TenantOperation ReadLicences = new(
        "read the tenant's licences", ["LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"], []);

    /// <summary>facts.md 4.4.</summary>
    public static readonly TenantOperation ReadDeviceRegistrationPolicy = new(
        "read who may join devices", ["Policy.Read.DeviceConfiguration", "Policy.Read.All"], PolicyReaders);

    /// <summary>facts.md 1.6.</summary>
    public static readonly TenantOperation ReadMobilityPolicies = new(
        "read the MDM user scope and URIs (mobility policies)", ["Policy.Read.All", "Policy.ReadWrite.MobilityManagement"], PolicyReaders, DelegatedOnly: true);

    /// <summary>facts.md 2.4, 3.2, 3.3.</summary>
    public static readonly TenantOperation ReadApplications = new(
        "read enterprise applications and their consent", ["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"], []);

    /// <summary>
    /// Delegated grants: the permission to read applications is not enough for them (Microsoft Graph, "List oauth2PermissionGrants").
    /// </summary>
    public static readonly TenantOperation ReadConsent = new(
        "read delegated consent", ["Directory.Read.All", "DelegatedPermissionGrant.Read.All", "DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"], []);

    /// <summary>facts.md 4.7.</summary>
    public static readonly TenantOperation ReadGroups = new("read groups", ["GroupMember.Read.All", "Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"], []);

    /// <summary>Privileged Identity Management (facts.md 4.2). An application has no account that could be eligible.</summary>
    public static readonly TenantOperation ReadEligibleRoles = new(
        "read the roles that the account may activate",
        ["RoleEligibilitySchedule.Read.Directory", "RoleEligibilitySchedule.ReadWrite.Directory", "RoleManagement.Read.Directory", "RoleManagement.Read.All", "RoleManagement.ReadWrite.Directory"],
        [], DelegatedOnly: true, IsOptional: true);

    /// <summary>Microsoft Graph, "List signIns".</summary>
    public static readonly TenantOperation ReadSignIns = new(
        "read the sign-in log", ["AuditLog.Read.All"],
        [DirectoryRole.ReportsReader, DirectoryRole.SecurityReader, DirectoryRole.GlobalReader, DirectoryRole.GlobalAdministrator], IsOptional: true);

    /// <summary>Microsoft Graph, "List devices".</summary>
    public static readonly TenantOperation ReadDevices = new(
        "read devices", ["Device.Read.All", "Device.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"], [], IsOptional: true);

    /// <summary>facts.md 2.4.</summary>
    public static readonly TenantOperation WriteApplications = new(
        "add or remove an enterprise application", ["Application.ReadWrite.All", "Directory.ReadWrite.All"], AppAdministrators, IsWrite: true);

    /// <summary>facts.md 1.6.</summary>
    public static readonly TenantOperation WriteMobilityPolicies = new(
        "change the MDM user scope and URIs (mobility policies)", ["Policy.ReadWrite.MobilityManagement"],
        [DirectoryRole.CloudDeviceAdministrator, DirectoryRole.GlobalAdministrator], IsWrite: true, DelegatedOnly: true);

    /// <summary>facts.md 3.2, 3.4.</summary>
    public static readonly TenantOperation GrantDelegated = new(
        "consent to delegated permissions", ["DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"], AppAdministrators, IsWrite: true);

    /// <summary>facts.md 3.3, 3.4.</summary>
    public static readonly TenantOperation GrantApplication = new(
        "consent to application permissions", ["AppRoleAssignment.ReadWrite.All"],
        [DirectoryRole.PrivilegedRoleAdministrator, DirectoryRole.GlobalAdministrator], IsWrite: true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TenantOperation> All { get; } =
    [
        ReadAccount, ReadLicences, ReadDeviceRegistrationPolicy, ReadMobilityPolicies, ReadApplications, ReadConsent, ReadGroups,
        ReadEligibleRoles, ReadSignIns, ReadDevices, WriteApplications, WriteMobilityPolicies, GrantDelegated, GrantApplication,
    ];

    /// <summary>
    /// The scopes that signing in asks for (facts.md 6.2): the least one of each operation. A read that a permission to write
    /// allows as well asks for nothing of its own.
    /// </summary>
    /// <param name="readOnly">Without those that change the tenant.</param>
    /// <param name="includeOptional">With those of the checks that few need.</param>
    public static IReadOnlyList<string> ScopesToAskFor(bool readOnly, bool includeOptional = false)
    {
        var writes = readOnly ? [] : All.Where(o => o.IsWrite).Select(o => o.Scopes[0]).ToList();
        var reads = All.Where(o => !o.IsWrite && !o.IsOptional && !o.Scopes.Intersect(writes, StringComparer.OrdinalIgnoreCase).Any()).Select(o => o.Scopes[0]);
        // The sign-in log wants Directory.Read.All beside its own permission (Microsoft Graph, "List signIns", known issue).
        var optional = includeOptional ? All.Where(o => o.IsOptional).Select(o => o.Scopes[0]).Append("Directory.Read.All") : [];
        return [.. reads.Concat(writes).Concat(optional).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The scopes in words: "Policy.Read.All or Policy.ReadWrite.MobilityManagement".</summary>
    public string ScopesInWords => InWords(Scopes);

    /// <summary>The roles in words: "Cloud Device Administrator or Global Administrator"; "any" where none is needed.</summary>
    public string RolesInWords => Roles.Count == 0 ? "any" : InWords([.. Roles.Select(r => r.Name)]);

    private static string InWords(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} or {names[names.Count - 1]}";
}
