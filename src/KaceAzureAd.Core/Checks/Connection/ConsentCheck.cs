using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>An administrator consented to KACE Cloud's application for the whole tenant: at all, or to just what is expected.</summary>
internal sealed class ConsentCheck : Check
{
    public override string Name => "Consent";

    public override string Proves => "An administrator consented to KACE Cloud's application for all users: to anything, or to just what -ExpectedPermission or -ReferenceConsent says.";

    public override string PutRight => "Run Grant-KaceConsent and accept as an administrator.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.DelegatedGrants, TenantPart.AppRoleAssignments, TenantPart.Resources];

    protected override string Expected(CheckOptions options) => ExpectedConsent.IsGiven(options)
        ? "admin consent to just: " + OneLine.Of([.. options.ExpectedPermissions, .. options.ReferenceConsent.Where(c => c.IsTenantWide).Select(c => c.Permission).Distinct()])
        : "admin consent to KACE Cloud's application";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.DelegatedGrants?.IsAbsent == true || snapshot.AppRoleAssignments?.IsAbsent == true)
        {
            return Failed("not there", "The tenant does not have KACE Cloud's application, so nothing is granted.");
        }

        if (snapshot.DelegatedGrants?.Value is not { } grants)
        {
            return NotRead(snapshot.DelegatedGrants);
        }

        if (snapshot.AppRoleAssignments?.Value is not { } assignments)
        {
            return NotRead(snapshot.AppRoleAssignments);
        }

        var granted = ExpectedConsent.Granted(grants, assignments, snapshot.Resources ?? []);
        var actual = $"{granted.Count(g => g.Type == Consent.ConsentType.Delegated)} delegated, {granted.Count(g => g.Type == Consent.ConsentType.Application)} application permissions";
        if (granted.Count == 0)
        {
            return Failed(actual, "No administrator consented to KACE Cloud's application.");
        }

        return ExpectedConsent.IsGiven(options) ? Compared(snapshot, options, granted, actual) : Passed(actual, "An administrator consented to KACE Cloud's application.");
    }

    private Finding Compared(TenantSnapshot snapshot, CheckOptions options, IReadOnlyList<GrantedPermission> granted, string actual)
    {
        // A resource that the tenant does not have grants nothing; one that could not be read leaves names unknown.
        if (snapshot.Resources?.FirstOrDefault(r => r.Value is null && !r.IsAbsent) is { } unread)
        {
            return NotRead(unread);
        }

        var (missing, superfluous) = ExpectedConsent.Compare(options, granted);
        var more = superfluous.Count == 0 ? "" : $" Granted, but not expected: {OneLine.Of(superfluous)}.";
        if (missing.Count > 0)
        {
            return Failed($"{actual}, {missing.Count} missing, {superfluous.Count} superfluous", $"Not granted: {OneLine.Of(missing)}.{more}");
        }

        return superfluous.Count == 0
            ? Passed(actual, "What is granted is what is expected.")
            : Warning($"{actual}, {superfluous.Count} superfluous", $"All that is expected is granted.{more}", "If KACE Cloud asks for more than before, add it to what you expect; else take it back in the Microsoft Entra admin center > Enterprise applications > KACE Cloud > Permissions.");
    }
}
