using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Core.Tests.Services.Connection;

/// <summary>All that connecting may change in a directory, one line each, but for what no undoing can bring back: ids of objects that were made anew.</summary>
internal static class DirectoryState
{
    public static IReadOnlyList<string> Of(Emulator.State.Tenant tenant)
    {
        var names = tenant.ServicePrincipals.ToDictionary(s => s.Id, s => s.AppId);
        return
        [
            .. Lines(tenant.Applications.Select(a => $"registration {a.AppId}")),
            .. Lines(tenant.ServicePrincipals.Select(s => $"application {s.AppId} {s.DisplayName} {s.AccountEnabled}")),
            .. Lines(tenant.OAuth2PermissionGrants.Select(g => $"grant {names[g.ClientId]} {names[g.ResourceId]} {g.PrincipalId} {string.Join(' ', g.Scope.Split(' ').Order(StringComparer.Ordinal))}")),
            .. Lines(tenant.AppRoleAssignments.Select(a => $"role {names[a.PrincipalId]} {names[a.ResourceId]} {a.AppRoleId}")),
            .. Lines(tenant.MobileDeviceManagementPolicies.Select(p => $"MDM {Entry(p)}")),
            .. Lines(tenant.MobileAppManagementPolicies.Select(p => $"MAM {Entry(p)}")),
        ];
    }

    private static IEnumerable<string> Lines(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    private static string Entry(MobilityPolicy p) =>
        $"{p.Id} {p.DisplayName} {p.AppliesTo} {p.TermsOfUseUrl} {p.DiscoveryUrl} {p.IsValid} {string.Join(' ', p.IncludedGroups.Order(StringComparer.Ordinal))}";
}
