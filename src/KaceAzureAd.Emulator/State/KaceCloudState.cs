namespace KaceAzureAd.Emulator.State;

/// <summary>What KACE Cloud keeps about its customers' Azure AD settings.</summary>
public sealed class KaceCloudState
{
    private readonly Places<KaceSubscription> _bySubdomain = new((s, subdomain) => string.Equals(s.Subdomain, subdomain, StringComparison.OrdinalIgnoreCase));
    private readonly Places<KaceSubscription> _byTenant = new((s, tenantId) => string.Equals(s.TenantId, tenantId, StringComparison.OrdinalIgnoreCase));

    /// <summary>appId of KACE Cloud's multi-tenant MDM app; its registration stands in KACE's own tenant.</summary>
    public string AppId { get; set; } = "";

    /// <summary>Secret KACE Cloud's back end signs in with to look at a customer's tenant.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>How the MDM On-Board URI is built: "direct" carries client_id itself, "redirect" is a KACE page that redirects.</summary>
    public string OnBoardForm { get; set; } = "redirect";

    /// <summary>Whether devices are told to enrol over plain http, which no device does.</summary>
    public bool EnrollsOverHttp { get; set; }
    public List<KaceSubscription> Subscriptions { get; set; } = [];

    /// <summary>The customer with this address, or null.</summary>
    public KaceSubscription? FindBySubdomain(string subdomain) => _bySubdomain.Find(Subscriptions, subdomain);

    /// <summary>The customer that connects this tenant, or null.</summary>
    public KaceSubscription? FindByTenant(string tenantId) => _byTenant.Find(Subscriptions, tenantId);
}

/// <summary>One customer of KACE Cloud, with its subdomain.</summary>
public sealed class KaceSubscription
{
    /// <summary>First part of the customer's KACE Cloud address, and its path in the emulator.</summary>
    public string Subdomain { get; set; } = "";

    /// <summary>The Azure AD tenant that this customer connects.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>"None", "Automated" or "Manual".</summary>
    public string Mode { get; set; } = "None";

    /// <summary>appId of a former on-premises MDM configuration that must be removed first, or null.</summary>
    public string? OnPremisesAppId { get; set; }

    /// <summary>Null before "Verify Azure AD Settings" was ever pressed.</summary>
    public bool? Verified { get; set; }
    public string? VerifyMessage { get; set; }
}
