namespace KaceAzureAd.Consent;

/// <summary>
/// Which permissions an administrator should think about before granting them. It goes by the name, as Microsoft's own naming does
/// (resource, what it allows, whose: Microsoft Graph, "Permissions overview"), so that it holds for permissions that are new.
/// </summary>
public static class PermissionRisk
{
    // With any of these an application can give itself every other permission, or make an administrator who can.
    private static readonly string[] Unbounded =
    [
        "RoleManagement.ReadWrite.Directory", "RoleAssignmentSchedule.ReadWrite.Directory", "RoleEligibilitySchedule.ReadWrite.Directory", "RoleManagementPolicy.ReadWrite.Directory",
        "PrivilegedAccess.ReadWrite.AzureAD", "PrivilegedAccess.ReadWrite.AzureADGroup", "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup", "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
        "AppRoleAssignment.ReadWrite.All", "Application.ReadWrite.All", "Directory.ReadWrite.All", "Directory.AccessAsUser.All", "DelegatedPermissionGrant.ReadWrite.All",
        "Policy.ReadWrite.PermissionGrant", "UserAuthenticationMethod.ReadWrite.All",
    ];

    // What people would not expect a device management to see.
    private static readonly string[] Private =
    [
        "Mail.", "Mailbox", "Files.", "Chat.", "ChatMessage.", "ChannelMessage.", "Calendars.", "Contacts.", "Sites.", "Notes.", "CallRecords.", "OnlineMeetingRecording.", "OnlineMeetingTranscript.",
        "BitlockerKey.", "DeviceLocalCredential.", "AuditLog.",
    ];

    private static readonly string[] Changing =
        ["ReadWrite", "Write", "Manage", "FullControl", "PrivilegedOperations", "Send", "Create", "Delete", "Invite", "EnableDisable", "RevokeSessions"];

    /// <summary>Why the permission is risky, one sentence; null where it is not.</summary>
    /// <param name="permission">Its name, as in Device.ReadWrite.All.</param>
    /// <param name="type">Whether a user's own rights bound it.</param>
    public static string? Of(string permission, ConsentType type)
    {
        if (Unbounded.Contains(permission, StringComparer.OrdinalIgnoreCase))
        {
            return "With it the application can take over the tenant.";
        }

        if (Array.Exists(Private, p => permission.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
        {
            return type == ConsentType.Application ? "It reaches what people or the organisation keep private, of all of them and without anybody signed in." : "It reaches what people or the organisation keep private.";
        }

        return type == ConsentType.Application && permission.Split('.').Skip(1).Any(part => Array.Exists(Changing, c => part.StartsWith(c, StringComparison.OrdinalIgnoreCase)))
            ? "It changes all such objects of the tenant, without anybody signed in."
            : null;
    }
}
