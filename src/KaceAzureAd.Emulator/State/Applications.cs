using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;

namespace KaceAzureAd.Emulator.State;

/// <summary>An app registration (Graph's application), in its home tenant.</summary>
public sealed class Application
{
    public string Id { get; set; } = "";
    public string AppId { get; set; } = "";
    public string DisplayName { get; set; } = "";

    /// <summary>AzureADMyOrg or AzureADMultipleOrgs.</summary>
    public string SignInAudience { get; set; } = "AzureADMyOrg";
    public List<string> IdentifierUris { get; set; } = [];
    public List<string> RedirectUris { get; set; } = [];
    public bool IsFallbackPublicClient { get; set; }

    /// <summary>What the app asks consent for: permissions of resources.</summary>
    public List<RequiredResourceAccess> RequiredResourceAccess { get; set; } = [];

    /// <summary>Permissions the app itself offers to others, as a resource.</summary>
    public List<PermissionScope> OAuth2PermissionScopes { get; set; } = [];
    public List<AppRole> AppRoles { get; set; } = [];

    /// <summary>Set for an MDM app: a mobility policy belongs to its service principal, with these URLs at first.</summary>
    public MdmDefaults? Mdm { get; set; }

    /// <summary>Client secrets, in clear: this is an emulator.</summary>
    public List<ClientSecret> Secrets { get; set; } = [];

    /// <summary>Certificates registered for client assertions: DER, in base64.</summary>
    public List<string> Certificates { get; set; } = [];

    /// <summary>Outside identities that this app trusts as itself.</summary>
    public List<FederatedCredential> FederatedCredentials { get; set; } = [];

    /// <summary>When it was deleted; null while it is there.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Whether it has anything to prove itself with.</summary>
    [JsonIgnore]
    public bool HasCredentials => Secrets.Count + Certificates.Count + FederatedCredentials.Count > 0;

    /// <summary>Registers a certificate; its private key stays where it is.</summary>
    public void AddCertificate(X509Certificate2 certificate) => Certificates.Add(Convert.ToBase64String(certificate.RawData));
}

/// <summary>One of an app's client secrets.</summary>
public sealed class ClientSecret
{
    public string Value { get; set; } = "";

    /// <summary>When it expires; null: never.</summary>
    public DateTimeOffset? EndDateTime { get; set; }

    public static implicit operator ClientSecret(string value) => new() { Value = value };
}

/// <summary>federatedIdentityCredential: whoever this issuer vouches for under this subject may sign in as the app.</summary>
public sealed class FederatedCredential
{
    public string Issuer { get; set; } = "";
    public string Subject { get; set; } = "";
    public string Audience { get; set; } = "api://AzureADTokenExchange";
}

public sealed class MdmDefaults
{
    public string? TermsOfUseUrl { get; set; }
    public string? DiscoveryUrl { get; set; }
    public string? ComplianceUrl { get; set; }
}

public sealed class RequiredResourceAccess
{
    public string ResourceAppId { get; set; } = "";

    /// <summary>Names (values) of delegated permissions.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>Names (values) of application permissions.</summary>
    public List<string> Roles { get; set; } = [];
}

public sealed class PermissionScope
{
    public string Id { get; set; } = "";
    public string Value { get; set; } = "";
    public string AdminConsentDisplayName { get; set; } = "";
    public string Type { get; set; } = "Admin";
    public bool IsEnabled { get; set; } = true;
}

public sealed class AppRole
{
    public string Id { get; set; } = "";
    public string Value { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public bool IsEnabled { get; set; } = true;
    public List<string> AllowedMemberTypes { get; set; } = ["Application"];
}

/// <summary>An enterprise application: an app's presence in one tenant.</summary>
public sealed class ServicePrincipal
{
    public string Id { get; set; } = "";
    public string AppId { get; set; } = "";
    public string DisplayName { get; set; } = "";

    /// <summary>Application or ManagedIdentity.</summary>
    public string ServicePrincipalType { get; set; } = "Application";
    public bool AccountEnabled { get; set; } = true;
    public string? DisabledByMicrosoftStatus { get; set; }
    public string? AppOwnerOrganizationId { get; set; }
    public List<string> ServicePrincipalNames { get; set; } = [];
    public List<string> ReplyUrls { get; set; } = [];
    public List<string> Tags { get; set; } = [];
    public List<PermissionScope> OAuth2PermissionScopes { get; set; } = [];
    public List<AppRole> AppRoles { get; set; } = [];
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was deleted; null while it is there.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Delegated permissions to it or of it, as they were when it was deleted.</summary>
    public List<PermissionGrant> DeletedGrants { get; set; } = [];

    /// <summary>App roles given to it or of it, as they were when it was deleted.</summary>
    public List<AppRoleAssignment> DeletedAssignments { get; set; } = [];
}

/// <summary>oAuth2PermissionGrant.</summary>
public sealed class PermissionGrant
{
    public string Id { get; set; } = "";
    public string ClientId { get; set; } = "";
    public string ConsentType { get; set; } = "AllPrincipals";
    public string? PrincipalId { get; set; }
    public string ResourceId { get; set; } = "";
    public string Scope { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
}

public sealed class AppRoleAssignment
{
    public string Id { get; set; } = "";
    public string PrincipalId { get; set; } = "";
    public string ResourceId { get; set; } = "";
    public string AppRoleId { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>mobilityManagementPolicy; the id is the app's appId (facts.md 1.3).</summary>
public sealed class MobilityPolicy
{
    public string Id { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public string? Description { get; set; }
    public string AppliesTo { get; set; } = "none";
    public string? TermsOfUseUrl { get; set; }
    public string? DiscoveryUrl { get; set; }
    public string? ComplianceUrl { get; set; }
    public bool IsValid { get; set; } = true;
    public bool? IsMdmEnrollmentDuringRegistrationDisabled { get; set; }
    public List<string> IncludedGroups { get; set; } = [];
    public DateTimeOffset CreatedAt { get; set; }
}
