using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>
/// KACE Cloud's settings are not those of another tenant or cloud. They tell only where their MDM On-Board URI is, or led to, a page of Microsoft's
/// sign-in: its host tells the cloud, its path may name a tenant.
/// </summary>
internal sealed class KaceSettingCheck : Check
{
    private static readonly string[] AnyTenant = ["organizations", "common", "consumers"];

    public override string Name => "KaceSetting";

    public override string Proves => "Nothing in KACE Cloud's settings names another tenant or another cloud than the session's.";

    public override string PutRight => "Take the settings from this tenant's KACE Cloud, or sign in to the tenant that they are for (Connect-KaceAad -TenantId, -Environment).";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.Organization];

    public override bool Applies(CheckOptions options) => options.Setting is not null;

    protected override string Expected(CheckOptions options) => "settings for this tenant and cloud";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (options.Setting is null)
        {
            return WithoutSetting();
        }

        var page = options.Setting.ConsentPage ?? options.Setting.OnBoardUri;
        if (!snapshot.Environment.IsSignIn(page))
        {
            return KaceAadEnvironment.BuiltIn.FirstOrDefault(e => e.IsSignIn(page)) is { } other
                ? Failed($"the environment {other}", $"The MDM On-Board URI leads to the sign-in pages of {other} ({page.Host}), but the session is of {snapshot.Environment}.")
                : Passed("no tenant named", "KACE Cloud's settings name neither a tenant nor a cloud.");
        }

        var tenant = Uri.UnescapeDataString(page.AbsolutePath.Split('/') is [_, { Length: > 0 } first, _, ..] ? first : "organizations");
        if (AnyTenant.Contains(tenant, StringComparer.OrdinalIgnoreCase) || string.Equals(tenant, snapshot.TenantId, StringComparison.OrdinalIgnoreCase))
        {
            return Passed(tenant, $"KACE Cloud's settings are for the environment {snapshot.Environment} and name no other tenant.");
        }

        if (!Guid.TryParse(tenant, out _) && snapshot.Organization?.Value is not { })
        {
            return NotRead(snapshot.Organization);
        }

        return snapshot.Organization?.Value?.VerifiedDomains?.Any(d => string.Equals(d.Name, tenant, StringComparison.OrdinalIgnoreCase)) == true
            ? Passed(tenant, $"KACE Cloud's settings are for this tenant ({OneLine.Of(tenant)}).")
            : Failed(tenant, $"The MDM On-Board URI asks for the consent of the tenant {OneLine.Of(tenant)}, but the session is of {snapshot.TenantId}.");
    }
}
