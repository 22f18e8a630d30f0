using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>The session works and the tenant answers.</summary>
internal sealed class TenantReachableCheck : Check
{
    public override string Name => "TenantReachable";

    public override string Proves => "The session works, and Microsoft Graph answers for the tenant.";

    public override string PutRight => "Run Connect-KaceAad again.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.Organization];

    protected override string Expected(CheckOptions options) => "Microsoft Graph answers for the tenant";

    // What forbids even this, forbids everything: it is never only skipped.
    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options) => snapshot.Organization?.Value is { } organization
        ? Passed(organization.DisplayName, $"Signed in to {OneLine.Of(organization.DisplayName)} as {OneLine.Of(snapshot.Account)}.")
        : NotRead(snapshot.Organization) with { Status = CheckStatus.Failed };
}
