using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>The account has a role for each step that changes the tenant. No single role is demanded for everything.</summary>
internal sealed class AdministratorRolesCheck : Check
{
    private static readonly TenantOperation[] Steps = [.. TenantOperation.All.Where(o => o.IsWrite && o.Roles.Count > 0)];

    public override string Name => "AdministratorRoles";

    public override string Proves => "The signed-in account has an active role for each step that changes the tenant.";

    public override string PutRight => "Assign the account a role for each step that the message names, or activate one in Privileged Identity Management.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.Roles, TenantPart.EligibleRoles];

    protected override string Expected(CheckOptions options) => "a role for each step: " + string.Join("; ", Steps.Select(o => o.RolesInWords).Distinct());

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.IsAppOnly)
        {
            return Skipped("An app-only session has no directory roles.", "Sign in as an administrator to have this checked.");
        }

        if (snapshot.Roles?.Value is not { } roles)
        {
            return NotRead(snapshot.Roles);
        }

        var account = OneLine.Of(snapshot.Account);
        var actual = roles.Count == 0 ? "no role" : OneLine.Of(roles.Select(r => r.DisplayName));
        var missing = Without(Steps, new HashSet<string>(roles.Select(r => r.RoleTemplateId).OfType<string>(), StringComparer.OrdinalIgnoreCase));
        if (missing.Count == 0)
        {
            return Passed(actual, $"{account} has the roles for every step.");
        }

        var eligible = Eligible(snapshot);
        var stillMissing = Without(missing, eligible);
        var activate = missing.SelectMany(o => o.Roles).Where(r => eligible.Contains(r.TemplateId)).Select(r => r.Name).Distinct().ToList();
        if (stillMissing.Count == 0)
        {
            return Warning(
                $"{actual}; eligible: {string.Join(", ", activate)}", $"{account} has no active role to {InWords(missing)}, but is eligible for one.",
                $"Activate first, in Privileged Identity Management: {string.Join(", ", activate)}. Then run Connect-KaceAad again.");
        }

        var unknown = snapshot.EligibleRoles?.Error is { } error ? $" Which roles it may activate could not be read: {Reason(error)}" : "";
        return Failed(
            actual, $"{account} has no active role to {InWords(missing)}.{unknown}",
            $"Assign to the account, or activate in Privileged Identity Management: {string.Join("; ", stillMissing.Select(o => o.RolesInWords).Distinct())}."
                + (activate.Count == 0 ? "" : $" Activate first: {string.Join(", ", activate)}."));
    }

    private static List<TenantOperation> Without(IEnumerable<TenantOperation> steps, HashSet<string> held) => [.. steps.Where(o => !o.Roles.Any(r => held.Contains(r.TemplateId)))];

    private static string InWords(IEnumerable<TenantOperation> steps) => string.Join(", to ", steps.Select(o => o.Name));

    /// <summary>Roles that can be activated now, for the whole tenant. The definition of a built-in role has its template's id.</summary>
    private static HashSet<string> Eligible(TenantSnapshot snapshot) => new(
        (snapshot.EligibleRoles?.Value ?? [])
            .Where(r => r.DirectoryScopeId == "/" && !(r.StartDateTime > snapshot.ReadAt) && !(r.EndDateTime <= snapshot.ReadAt))
            .Select(r => r.RoleDefinitionId).OfType<string>(),
        StringComparer.OrdinalIgnoreCase);
}
