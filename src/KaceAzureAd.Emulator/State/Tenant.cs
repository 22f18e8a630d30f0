namespace KaceAzureAd.Emulator.State;

/// <summary>One Microsoft Entra tenant.</summary>
public sealed class Tenant
{
    public string Id { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public string? CountryLetterCode { get; set; }

    /// <summary>mdmAuthority: "unknown", "intune", "sccm" or "office365"; of Intune, not of third parties (facts.md 4.3).</summary>
    public string MobileDeviceManagementAuthority { get; set; } = "unknown";
    public List<Domain> Domains { get; set; } = [];
    public List<User> Users { get; set; } = [];
    public List<Group> Groups { get; set; } = [];
    public List<SubscribedSku> SubscribedSkus { get; set; } = [];

    /// <summary>True where a subscription that works, one in its period of grace too, has one of these service plans (facts.md 4.1).</summary>
    public bool HasPlan(params string[] servicePlanIds) => SubscribedSkus.Exists(s =>
        s.CapabilityStatus is "Enabled" or "Warning"
        && s.ServicePlans.Exists(p => p.ProvisioningStatus != "Disabled" && servicePlanIds.Contains(p.ServicePlanId, StringComparer.OrdinalIgnoreCase)));

    /// <summary>App registrations whose home is this tenant.</summary>
    public List<Application> Applications { get; set; } = [];
    public List<ServicePrincipal> ServicePrincipals { get; set; } = [];
    public List<PermissionGrant> OAuth2PermissionGrants { get; set; } = [];
    public List<AppRoleAssignment> AppRoleAssignments { get; set; } = [];
    public List<MobilityPolicy> MobileDeviceManagementPolicies { get; set; } = [];
    public List<MobilityPolicy> MobileAppManagementPolicies { get; set; } = [];

    /// <summary>Who may join devices: "all", "none" or "selected" (azureADJoin.allowedToJoin).</summary>
    public string AllowedToJoin { get; set; } = "all";
    public List<string> AllowedToJoinUsers { get; set; } = [];
    public List<string> AllowedToJoinGroups { get; set; } = [];

    /// <summary>Identities of Azure resources. Each has a service principal of the same id.</summary>
    public List<ManagedIdentity> ManagedIdentities { get; set; } = [];

    /// <summary>Which partners' people administer this tenant.</summary>
    public List<PartnerRelationship> PartnerRelationships { get; set; } = [];

    /// <summary>What is asked of everybody who signs in to this tenant.</summary>
    public AccessConditions ConditionalAccess { get; set; } = new();

    /// <summary>False where an administrator cannot change who may join (azureADJoin.isAdminConfigurable).</summary>
    public bool IsJoinConfigurable { get; set; } = true;

    public List<Device> Devices { get; set; } = [];

    /// <summary>The sign-in log.</summary>
    public List<SignInEvent> SignIns { get; set; } = [];

    /// <summary>Soft-deleted service principals, kept thirty days.</summary>
    public List<ServicePrincipal> DeletedServicePrincipals { get; set; } = [];

    /// <summary>Soft-deleted registrations, kept thirty days.</summary>
    public List<Application> DeletedApplications { get; set; } = [];
}

public sealed class Domain
{
    public string Name { get; set; } = "";
    public bool IsDefault { get; set; }
    public bool IsInitial { get; set; }
    public bool IsVerified { get; set; } = true;
}

public sealed class User
{
    public string Id { get; set; } = "";
    public string UserPrincipalName { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public string Password { get; set; } = "";

    /// <summary>Template ids of the directory roles that are active for this user.</summary>
    public List<string> Roles { get; set; } = [];
    public bool AccountEnabled { get; set; } = true;

    /// <summary>Whether a second factor is set up for this account.</summary>
    public bool HasSecondFactor { get; set; } = true;

    /// <summary>What is asked of this user, wherever they sign in.</summary>
    public AccessConditions ConditionalAccess { get; set; } = new();

    /// <summary>Sign-ins before this time are worth nothing any more (Graph's signInSessionsValidFromDateTime).</summary>
    public DateTimeOffset? SignInSessionsValidFrom { get; set; }

    /// <summary>Roles that the user may activate in Privileged Identity Management.</summary>
    public List<EligibleRole> EligibleRoles { get; set; } = [];
}

public sealed class Group
{
    public string Id { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public bool SecurityEnabled { get; set; } = true;

    /// <summary>Object ids of users and groups.</summary>
    public List<string> Members { get; set; } = [];

    /// <summary>Rule of a dynamic group, or null.</summary>
    public string? MembershipRule { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

public sealed class SubscribedSku
{
    public string SkuId { get; set; } = "";
    public string SkuPartNumber { get; set; } = "";
    public string CapabilityStatus { get; set; } = "Enabled";
    public int Enabled { get; set; }
    public int ConsumedUnits { get; set; }
    public List<ServicePlan> ServicePlans { get; set; } = [];
}

public sealed class ServicePlan
{
    public string ServicePlanId { get; set; } = "";
    public string ServicePlanName { get; set; } = "";
    public string ProvisioningStatus { get; set; } = "Success";
}
