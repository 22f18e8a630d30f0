using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>
/// The host of the MDM discovery URL is a name of KACE Cloud's application: a device asks Azure AD for a token for that host, and gets none where no
/// application has it (AADSTS50001, AADSTS500011; facts.md 5.2).
/// </summary>
internal sealed class DiscoveryResourceCheck : Check
{
    public override string Name => "DiscoveryResource";

    public override string Proves => "Azure AD gives devices a token for the host of the MDM discovery URL: it is a name of KACE Cloud's application.";

    public override string PutRight => "Set the URL that KACE Cloud shows (Set-KaceMdmUri); if it is that one already, consent again (Grant-KaceConsent -Force) or ask KACE Cloud's support.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.ServicePrincipal, TenantPart.MobilityPolicies];

    protected override string Expected(CheckOptions options) => "the discovery host among the application's service principal names";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.ServicePrincipal?.Value is not { } application)
        {
            return snapshot.ServicePrincipal?.IsAbsent == true
                ? Failed("not there", "The tenant does not have KACE Cloud's application, so Azure AD gives no token for it.", "Run Add-KaceMobilityApp.")
                : NotRead(snapshot.ServicePrincipal);
        }

        // What devices use is what Azure AD tells them; what KACE Cloud shows is as good where that cannot be read.
        var url = snapshot.MobilityPolicy?.Value?.DiscoveryUrl ?? options.Setting?.DiscoveryUri.OriginalString;
        if (url is null)
        {
            return snapshot.MobilityPolicy?.Value is null && snapshot.MobilityPolicy?.IsAbsent == false
                ? NotRead(snapshot.MobilityPolicy)
                : Skipped("There is no MDM discovery URL to look at.", "Run Set-KaceMdmUri first.");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var discovery) || discovery.Host.Length == 0)
        {
            return Failed(url, "The MDM discovery URL is no address.");
        }

        var hosts = (application.ServicePrincipalNames ?? [])
            .Select(n => Uri.TryCreate(n, UriKind.Absolute, out var name) ? name.IdnHost : "").Where(h => h.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var actual = hosts.Count == 0 ? "no host" : OneLine.Of(hosts);
        if (hosts.Contains(discovery.IdnHost, StringComparer.OrdinalIgnoreCase))
        {
            return Passed(actual, $"{discovery.IdnHost} is a name of KACE Cloud's application.");
        }

        return hosts.Count == 0
            ? Warning(actual, $"KACE Cloud's application names no host at all; whether devices get a token for {discovery.IdnHost} cannot be told.", "Try with a device; error AADSTS500011 there means that they do not.")
            : Failed(actual, $"{discovery.IdnHost} is no name of KACE Cloud's application: Azure AD gives devices no token for it (AADSTS500011).");
    }
}
