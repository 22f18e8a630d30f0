using System.Net;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Tenant;

/// <summary>What to read of a tenant.</summary>
internal sealed record TenantQuery
{
    /// <summary>The parts that somebody looks at.</summary>
    public required IReadOnlyCollection<TenantPart> Parts { get; init; }

    /// <summary>appId of KACE Cloud's application, where it is known.</summary>
    public string? AppId { get; init; }

    /// <summary>KACE Cloud's settings, where they are known.</summary>
    public KaceAadSetting? Setting { get; init; }

    /// <summary>appIds of the resources whose permissions are to be named.</summary>
    public IReadOnlyCollection<string> ResourceAppIds { get; init; } = [];

    /// <summary>The DNS server to ask; null for the system's.</summary>
    public IPEndPoint? DnsServer { get; init; }
}
