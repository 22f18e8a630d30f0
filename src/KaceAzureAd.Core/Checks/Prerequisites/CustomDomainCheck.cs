using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>The organisation's users have addresses of its own, by which they sign in on devices (facts.md 4.3).</summary>
internal sealed class CustomDomainCheck : Check
{
    public override string Name => "CustomDomain";

    public override CheckSeverity Severity => CheckSeverity.Warning;

    public override string Proves => "The tenant has a verified domain of its own beside the one that Microsoft gave it.";

    public override string PutRight => "Add and verify a domain in the Microsoft Entra admin center > Settings > Domain names.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.Organization];

    protected override string Expected(CheckOptions options) => "a verified domain of the organisation's own";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.Organization?.Value is not { } organization)
        {
            return NotRead(snapshot.Organization);
        }

        if (organization.VerifiedDomains is null)
        {
            return Failed(null, "Microsoft Graph does not tell the tenant's domains.", "Look at them in the Microsoft Entra admin center > Settings > Domain names.");
        }

        var own = CustomDomains.Of(organization);
        return own.Count > 0
            ? Passed(OneLine.Of(own), "The tenant has a verified domain of its own.")
            : Warning(
                OneLine.Of(organization.VerifiedDomains.Select(d => d.Name)), "The tenant has only the domain that Microsoft gave it: users sign in on devices with an address of onmicrosoft.com.");
    }
}
