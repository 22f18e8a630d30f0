using KaceAzureAd.Identity;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>The session was granted a permission for each step. Read from the session's own token: no request is needed.</summary>
internal sealed class GrantedPermissionsCheck : Check
{
    public override string Name => "GrantedPermissions";

    public override string Proves => "The session was granted a permission for each step.";

    public override string PutRight => "Run Connect-KaceAad as an administrator, without -ReadOnly, and consent to the permissions that the message names.";

    public override IReadOnlyList<TenantPart> LooksAt => [];

    protected override string Expected(CheckOptions options) => "a permission for each step";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        var actual = snapshot.GrantedScopes.Count == 0 ? "none" : string.Join(", ", snapshot.GrantedScopes);
        var missing = TenantOperation.All.Where(o => !o.IsOptional && !snapshot.Allows(o)).ToList();
        if (missing.Count == 0)
        {
            return Passed(actual, "The session was granted a permission for every step.");
        }

        var message = $"The session cannot {string.Join(", cannot ", missing.Select(o => o.Name))}.";
        return snapshot.IsAppOnly
            ? Failed(actual, message, "An application alone cannot do the whole job: sign in as an administrator with Connect-KaceAad.")
            : Failed(actual, message, $"Run Connect-KaceAad without -ReadOnly and consent to: {string.Join(", ", missing.Select(o => o.Scopes[0]).Distinct())}.");
    }
}
