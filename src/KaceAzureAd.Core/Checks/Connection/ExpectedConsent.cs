using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Checks.Connection;

/// <summary>A permission that was granted to KACE Cloud's application for all users.</summary>
internal sealed record GrantedPermission(ConsentType Type, string Permission, string? ResourceAppId, string? Resource)
{
    public override string ToString() => $"{Permission} ({Type}{(Resource is null ? "" : $", {Resource}")})";
}

/// <summary>Compares what is granted with what is expected: a list of names, or another tenant's consent.</summary>
internal static class ExpectedConsent
{
    private const string MicrosoftGraph = "00000003-0000-0000-c000-000000000000";

    /// <summary>Fails where the reference is none.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidReferenceConsent</c>.</exception>
    public static void Demand(CheckOptions options)
    {
        if (options.ReferenceConsent.FirstOrDefault(c => !string.Equals(c.AppId, options.TargetAppId, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            throw new KaceAadException(
                ErrorCodes.InvalidReferenceConsent, $"The reference consent is of the application {other.AppId}, but {options.TargetAppId} is to be checked.", "Give what Get-KaceConsent returns for the same application in a tenant where all is well.") { Target = other.AppId };
        }

        if (options.ReferenceConsent.Count > 0 && !options.ReferenceConsent.Any(c => c.IsTenantWide))
        {
            throw new KaceAadException(
                ErrorCodes.InvalidReferenceConsent, "The reference consent holds nothing that was granted for all users.", "Give what Get-KaceConsent returns for a tenant where all is well.") { Target = options.TargetAppId };
        }
    }

    /// <summary>True where the consent is to be compared at all.</summary>
    public static bool IsGiven(CheckOptions options) => options.ExpectedPermissions.Count + options.ReferenceConsent.Count > 0;

    /// <summary>The resources whose permissions are compared by name. Permissions without a resource are Microsoft Graph's.</summary>
    public static IReadOnlyCollection<string> ResourcesOf(CheckOptions options) =>
    [
        .. options.ReferenceConsent.Select(c => c.ResourceAppId).OfType<string>()
            .Concat(IsGiven(options) ? [MicrosoftGraph] : Array.Empty<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>What is granted for all users, by name as far as its resource was read.</summary>
    public static IReadOnlyList<GrantedPermission> Granted(IEnumerable<OAuth2PermissionGrant> grants, IEnumerable<AppRoleAssignment> assignments, IEnumerable<Reading<ServicePrincipal>> resources)
    {
        var known = resources.Select(r => r.Value).Where(r => r?.Id is not null).GroupBy(r => r!.Id!, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First()!, StringComparer.OrdinalIgnoreCase);
        var delegated =
            from grant in grants
            where grant.ConsentType == "AllPrincipals"
            let resource = Find(grant.ResourceId)
            from scope in (grant.Scope ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries)
            select new GrantedPermission(ConsentType.Delegated, scope, resource?.AppId, resource?.DisplayName);
        var roles =
            from assignment in assignments
            let resource = Find(assignment.ResourceId?.ToString())
            let role = resource?.AppRoles?.FirstOrDefault(r => r.Id is not null && r.Id == assignment.AppRoleId)
            select new GrantedPermission(ConsentType.Application, role?.Value ?? assignment.AppRoleId?.ToString() ?? "", resource?.AppId, resource?.DisplayName ?? assignment.ResourceDisplayName);
        return [.. delegated.Concat(roles).Distinct()];

        ServicePrincipal? Find(string? id) => id is not null && known.TryGetValue(id, out var resource) ? resource : null;
    }

    /// <summary>What is expected and not granted, and what is granted and not expected.</summary>
    public static (IReadOnlyList<string> Missing, IReadOnlyList<string> Superfluous) Compare(CheckOptions options, IReadOnlyList<GrantedPermission> granted)
    {
        var reference = options.ReferenceConsent.Where(c => c.IsTenantWide).ToList();
        return (
            [.. options.ExpectedPermissions.Where(e => !granted.Any(g => IsNamed(g, e))), .. reference.Where(r => !granted.Any(g => Matches(g, r))).Select(r => r.ToString())],
            [.. granted.Where(g => !options.ExpectedPermissions.Any(e => IsNamed(g, e)) && !reference.Exists(r => Matches(g, r))).Select(g => g.ToString())]);
    }

    private static bool IsNamed(GrantedPermission granted, string name) => string.Equals(granted.Permission, name.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool Matches(GrantedPermission granted, KaceConsent reference) =>
        granted.Type == reference.Type
        && string.Equals(granted.Permission, reference.Permission, StringComparison.OrdinalIgnoreCase)
        && (reference.ResourceAppId is null || string.Equals(granted.ResourceAppId, reference.ResourceAppId, StringComparison.OrdinalIgnoreCase));
}
