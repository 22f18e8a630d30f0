using System.Net;
using KaceAzureAd.Consent;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Checks;

/// <summary>Which checks to run, and what to expect.</summary>
public sealed record CheckOptions
{
    /// <summary>KACE Cloud's settings; without them, what concerns its URIs and endpoints is skipped.</summary>
    public KaceAadSetting? Setting { get; init; }

    /// <summary>KACE Cloud's appId; without it, that of the settings.</summary>
    public string? AppId { get; init; }

    /// <summary>Only these checks; empty for all.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];

    /// <summary>Only checks of at least this severity.</summary>
    public CheckSeverity Severity { get; init; } = CheckSeverity.Information;

    /// <summary>The MDM user scope that is wanted. Null stands for All, as KACE's documentation asks, with Some as a pilot.</summary>
    public MdmUserScope? ExpectedScope { get; init; }

    /// <summary>Permissions that KACE Cloud's application is to be granted, all and no others; empty where any consent will do.</summary>
    public IReadOnlyCollection<string> ExpectedPermissions { get; init; } = [];

    /// <summary>The consent of another tenant that is as it should be; empty where any consent will do.</summary>
    public IReadOnlyCollection<KaceConsent> ReferenceConsent { get; init; } = [];

    /// <summary>The DNS server to ask; null for the system's.</summary>
    public IPEndPoint? DnsServer { get; init; }

    internal string? TargetAppId => AppId ?? Setting?.AppId;
}
