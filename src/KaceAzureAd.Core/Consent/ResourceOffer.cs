using KaceAzureAd.Errors;
using KaceAzureAd.Operations;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Consent;

/// <summary>A permission that a resource offers, as it is asked for.</summary>
/// <param name="Target">Who gets it, of whom.</param>
/// <param name="Request">The permission, in the resource's own spelling.</param>
/// <param name="Role">The app role, where it is an application permission; otherwise of no meaning.</param>
/// <param name="Description">What it allows, in the resource's words; null where it does not say.</param>
internal sealed record OfferedPermission(ConsentTarget Target, PermissionRequest Request, AppPermission Role, string? Description)
{
    /// <summary>What it allows, and whether that is risky.</summary>
    public string InWords => $"{Request}{(Description is null ? "" : $" - {OneLine.Of(Description, 300)}")}{(PermissionRisk.Of(Request.Permission, Request.Type) is { } risk ? $" [RISK: {risk}]" : "")}";
}

/// <summary>What a resource offers.</summary>
internal sealed record ResourceOffer(ConsentTarget Target, ServicePrincipal Resource)
{
    /// <summary>A permission by its name, regardless of case.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.PermissionNotFound</c>.</exception>
    public OfferedPermission Find(PermissionRequest request)
    {
        var offers = request.Type == ConsentType.Delegated
            ? (Resource.Oauth2PermissionScopes ?? []).Where(s => s.IsEnabled != false).Select(s => (s.Value, s.Id, s.AdminConsentDisplayName))
            : (Resource.AppRoles ?? []).Where(r => r.IsEnabled != false && r.AllowedMemberTypes?.Contains("Application") != false).Select(r => (r.Value, r.Id, r.DisplayName));
        foreach (var (value, id, description) in offers)
        {
            if (value is not null && id is not null && string.Equals(value, request.Permission.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return new OfferedPermission(Target, request with { Permission = value }, new AppPermission(id.Value, value), description);
            }
        }

        throw new KaceAadException(
            ErrorCodes.PermissionNotFound, $"{Resource.DisplayName} offers no {request.Type} permission named '{request.Permission}'.", "Check the name, and whether it is meant as -Type Delegated or -Type Application.") { Target = request.Permission };
    }
}
