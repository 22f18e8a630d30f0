using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Rehearsal;

/// <summary>A tenant that is a customer of KACE Cloud.</summary>
/// <param name="Id">Tenant id.</param>
/// <param name="DisplayName">Name of the organisation.</param>
/// <param name="Domain">Its default domain.</param>
/// <param name="Subdomain">Its name in KACE Cloud.</param>
public sealed record RehearsalTenant(string Id, string DisplayName, string? Domain, string Subdomain)
{
    internal RehearsalTenant(Tenant tenant, string subdomain)
        : this(tenant.Id, tenant.DisplayName, tenant.Domains.Find(d => d.IsDefault)?.Name, subdomain)
    {
    }
}
