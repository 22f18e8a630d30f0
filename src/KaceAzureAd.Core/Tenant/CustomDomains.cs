using Microsoft.Graph.Models;

namespace KaceAzureAd.Tenant;

/// <summary>The domains that an organization brought with it, as opposed to those that Microsoft gave it.</summary>
internal static class CustomDomains
{
    /// <summary>So many are looked up in DNS, the default one first.</summary>
    public const int Most = 100;

    /// <summary>All of them. Graph lists verified ones only.</summary>
    public static IReadOnlyList<string> Of(Organization organization) =>
    [
        .. (organization.VerifiedDomains ?? [])
            .Where(d => !string.IsNullOrWhiteSpace(d.Name) && d.IsInitial != true && !IsMicrosofts(d.Name!))
            .OrderByDescending(d => d.IsDefault == true)
            .Select(d => d.Name!)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Those that are looked up in DNS.</summary>
    public static IReadOnlyList<string> MostLookedUp(Organization organization) => [.. Of(organization).Take(Most)];

    // contoso.onmicrosoft.com, and contoso.mail.onmicrosoft.com, which is not initial; .us, .de and partner.onmschina.cn in other clouds.
    private static bool IsMicrosofts(string domain) =>
        domain.IndexOf(".onmicrosoft.", StringComparison.OrdinalIgnoreCase) >= 0 || domain.EndsWith(".partner.onmschina.cn", StringComparison.OrdinalIgnoreCase);
}
