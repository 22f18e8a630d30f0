using System.Text.Json;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.TestSupport;

/// <summary>The emulated tenants: compared, and put back.</summary>
internal static class TenantStates
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// Everything that the directory has for the tenant, but for what no undoing can bring back: ids and times of objects that were made anew, what was deleted
    /// softly, and the log.
    /// </summary>
    public static string Of(World world, Emulator.State.Tenant tenant)
    {
        lock (world.Gate)
        {
            var names = tenant.ServicePrincipals.ToDictionary(s => s.Id, s => s.AppId);
            return JsonSerializer.Serialize(
                new
                {
                    Applications = tenant.Applications.OrderBy(a => a.AppId, StringComparer.Ordinal),
                    ServicePrincipals = tenant.ServicePrincipals.OrderBy(s => s.AppId, StringComparer.Ordinal).Select(s => new { s.AppId, s.DisplayName, s.AccountEnabled, s.Tags }),
                    Grants = tenant.OAuth2PermissionGrants.Select(g => new { Client = names[g.ClientId], Resource = names[g.ResourceId], g.ConsentType, g.PrincipalId, Scope = Sorted(g.Scope.Split(' ')) })
                        .OrderBy(g => g.Client + g.Resource, StringComparer.Ordinal),
                    Roles = tenant.AppRoleAssignments.Select(a => $"{names[a.PrincipalId]} {names[a.ResourceId]} {a.AppRoleId}").Order(StringComparer.Ordinal),
                    Mdm = tenant.MobileDeviceManagementPolicies.OrderBy(p => p.Id, StringComparer.Ordinal).Select(Policy),
                    Mam = tenant.MobileAppManagementPolicies.OrderBy(p => p.Id, StringComparer.Ordinal).Select(Policy),
                    Groups = tenant.Groups.Select(g => g.Id),
                },
                Indented);
        }

        static object Policy(MobilityPolicy p) => new { p.Id, p.DisplayName, p.AppliesTo, p.TermsOfUseUrl, p.DiscoveryUrl, p.ComplianceUrl, p.IsValid, Groups = Sorted(p.IncludedGroups) };

        static IEnumerable<string> Sorted(IEnumerable<string> values) => values.Order(StringComparer.Ordinal);
    }

    /// <summary>Every tenant, to be put back with <see cref="Restore"/>.</summary>
    public static string Copy(World world)
    {
        lock (world.Gate)
        {
            return JsonSerializer.Serialize(world.Tenants);
        }
    }

    /// <summary>Puts every tenant back.</summary>
    public static void Restore(World world, string copy)
    {
        lock (world.Gate)
        {
            world.Tenants.Clear();
            world.Tenants.AddRange(JsonSerializer.Deserialize<List<Emulator.State.Tenant>>(copy)!);
        }
    }
}
