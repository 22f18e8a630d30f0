using KaceAzureAd.Operations;

namespace KaceAzureAd.Consent;

/// <summary>Whether a permission acts on behalf of a user or by the application itself.</summary>
public enum ConsentType
{
    /// <summary>On behalf of the signed-in user.</summary>
    Delegated,

    /// <summary>By the application itself, without a user.</summary>
    Application,
}

/// <summary>One permission that an enterprise application was granted.</summary>
public sealed class KaceConsent
{
    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init; }

    /// <summary>appId of the application that holds the permission.</summary>
    public required string AppId { get; init; }

    /// <summary>The permission, as in Device.Read.All. An app role that its resource no longer offers is named by its id.</summary>
    public required string Permission { get; init => field = OneLine.Text(value); }

    /// <summary>Delegated or Application.</summary>
    public required ConsentType Type { get; init; }

    /// <summary>What it allows, in the resource's words; null where the resource does not say.</summary>
    public string? Description { get; init => field = OneLine.Text(value); }

    /// <summary>The resource whose permission it is, as in Microsoft Graph.</summary>
    public string? Resource { get; init => field = OneLine.Text(value); }

    /// <summary>appId of the resource.</summary>
    public string? ResourceAppId { get; init; }

    /// <summary>True where it holds for all users (admin consent); an application permission always does.</summary>
    public required bool IsTenantWide { get; init; }

    /// <summary>Object id of the one user it holds for, where it does not hold for all.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>Why an administrator should think about it before granting it; null where it is harmless (<see cref="PermissionRisk"/>).</summary>
    public string? Risk => PermissionRisk.Of(Permission, Type);

    /// <inheritdoc/>
    public override string ToString() => $"{Permission} ({Type})";
}
