using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>The account has a role for each step that changes the tenant. No single role is demanded for everything.</summary>
internal sealed class AdministratorRolesCheck : Check
{
    public override string Name => "AdministratorRoles";

    protected override string Expected => "a role for each step: " + string.Join(
        "; ", TenantOperation.All.Where(o => o.IsWrite).Select(o => o.RolesInWords).Distinct());

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.Roles?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        if (snapshot.IsAppOnly)
        {
            return Skipped("An app-only session has no directory roles.", "Sign in as an administrator to have this checked.");
        }

        if (snapshot.Roles?.Value is not { } roles)
        {
            return NotRead(snapshot.Roles);
        }

        var held = new HashSet<string>(roles.Select(r => r.RoleTemplateId).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        var actual = roles.Count == 0 ? "no role" : string.Join(", ", roles.Select(r => r.DisplayName));
        var missing = TenantOperation.All.Where(o => o.IsWrite && o.Roles.Count > 0 && !o.Roles.Any(r => held.Contains(r.TemplateId))).ToList();
        return missing.Count == 0
            ? Passed(actual, $"{snapshot.Account} has the roles for every step.")
            : Failed(
                actual, $"{snapshot.Account} has no active role to {string.Join(", to ", missing.Select(o => o.Name))}.",
                $"Assign to the account, or activate in Privileged Identity Management: {string.Join("; ", missing.Select(o => o.RolesInWords).Distinct())}.");
    }
}
