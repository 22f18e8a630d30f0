using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>The session works and the tenant answers.</summary>
internal sealed class TenantReachableCheck : Check
{
    public override string Name => "TenantReachable";

    protected override string Expected => "Microsoft Graph answers for the tenant";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.Organization?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting) => snapshot.Organization?.Value is { } organization
        ? Passed(organization.DisplayName, $"Signed in to {organization.DisplayName} as {snapshot.Account}.")
        : NotRead(snapshot.Organization) with { Status = CheckStatus.Failed };
}
