using KaceAzureAd.Kace;
using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>
/// No enterpriseenrollment CNAME of the tenant's domains points at another MDM. Devices that join Azure AD do not look at it; those that enrol by hand
/// ("Enroll only in device management") do (facts.md 4.5).
/// </summary>
internal sealed class EnrollmentDnsCheck : Check
{
    private const string KaceDomain = "kacecloud.com";
    private static readonly string[] IntuneDomains = ["manage.microsoft.com", "manage.microsoft.us", "manage.microsoftonline.cn"];

    public override string Name => "EnrollmentDns";

    public override CheckSeverity Severity => CheckSeverity.Warning;

    public override string Proves => "No enterpriseenrollment CNAME of the tenant's domains sends devices that enrol by hand to another MDM.";

    public override string PutRight => "In DNS remove the enterpriseenrollment CNAME, or point it where KACE Cloud's documentation says.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.Organization, TenantPart.EnrollmentDns];

    protected override string Expected(CheckOptions options) => "no enterpriseenrollment CNAME that points at another MDM";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.Organization?.Value is not { } organization || snapshot.EnrollmentDns is not { } names)
        {
            return NotRead(snapshot.Organization);
        }

        if (names.FirstOrDefault(n => n.Target is not null && !IsKace(n.Target, options.Setting)) is not null)
        {
            var elsewhere = names.Where(n => n.Target is not null && !IsKace(n.Target, options.Setting)).ToList();
            return Warning(
                OneLine.Of(elsewhere.Select(n => $"enterpriseenrollment.{n.Domain} -> {n.Target}")),
                $"Devices that enrol by hand are sent elsewhere{(elsewhere.Exists(n => IsUnder(n.Target!, IntuneDomains)) ? " (Microsoft Intune)" : "")}. Devices that join Azure AD are not concerned.");
        }

        if (names.FirstOrDefault(n => n.Fault is not null) is { } fault)
        {
            return Skipped(
                $"DNS did not tell where {OneLine.Of(names.Where(n => n.Fault is not null).Select(n => "enterpriseenrollment." + n.Domain))} points: {fault.Fault}.",
                "See that this machine reaches a DNS server, or name one with -DnsServer.");
        }

        var domains = CustomDomains.Of(organization).Count;
        if (domains > names.Count)
        {
            return Warning($"{names.Count} of {domains} domains", $"The tenant has {domains} domains, and only the first {names.Count} were looked up in DNS; none of those points at another MDM.", "Look at the others' enterpriseenrollment names in DNS.");
        }

        return Passed(
            names.Count == 0 ? "no domain" : OneLine.Of(names.Select(n => $"{n.Domain}: {n.Target ?? "none"}")),
            names.Any(n => n.Target is not null) ? "The enterpriseenrollment CNAME points at KACE Cloud." : "No domain has an enterpriseenrollment CNAME.");
    }

    private static bool IsKace(string target, KaceAadSetting? setting) =>
        IsUnder(target, KaceDomain) || (setting is not null && (IsUnder(target, setting.DiscoveryUri.IdnHost) || IsUnder(target, setting.TermsOfUseUri.IdnHost)));

    private static bool IsUnder(string host, params string[] domains) =>
        domains.Any(d => string.Equals(host, d, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + d, StringComparison.OrdinalIgnoreCase));
}
