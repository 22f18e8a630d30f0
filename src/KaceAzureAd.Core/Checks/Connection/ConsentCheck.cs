using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>An administrator consented to KACE Cloud's application for the whole tenant.</summary>
internal sealed class ConsentCheck : Check
{
    public override string Name => "Consent";

    protected override string Expected => "admin consent to KACE Cloud's application";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.DelegatedGrants?.RequestId, snapshot.AppRoleAssignments?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        const string Grant = "Run Grant-KaceConsent and accept as an administrator.";
        if (snapshot.DelegatedGrants?.IsAbsent == true || snapshot.AppRoleAssignments?.IsAbsent == true)
        {
            return Failed("not there", "The tenant does not have KACE Cloud's application, so nothing is granted.", Grant);
        }

        if (snapshot.DelegatedGrants?.Value is not { } grants)
        {
            return NotRead(snapshot.DelegatedGrants);
        }

        if (snapshot.AppRoleAssignments?.Value is not { } assignments)
        {
            return NotRead(snapshot.AppRoleAssignments);
        }

        var scopes = grants.Where(g => g.ConsentType == "AllPrincipals").Sum(g => (g.Scope ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries).Length);
        var actual = $"{scopes} delegated, {assignments.Count} application permissions";
        return scopes + assignments.Count > 0
            ? Passed(actual, "An administrator consented to KACE Cloud's application.")
            : Failed(actual, "No administrator consented to KACE Cloud's application.", Grant);
    }
}
