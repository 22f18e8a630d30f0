using KaceAzureAd.Graph.MobilityPolicies;

namespace KaceAzureAd.Tenant;

/// <summary>Tells the entries of Mobility (MDM and MAM) apart.</summary>
internal static class MobilityApps
{
    /// <summary>True for a name that KACE's own applications have.</summary>
    public static bool IsNamedKace(string? name) => name?.StartsWith("KACE", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>True for KACE Cloud's own entry: by its appId, and by its name only while that is not known.</summary>
    public static bool IsKace(MobilityPolicy policy, string? appId) =>
        appId is null ? policy.IsValid != false && IsNamedKace(policy.DisplayName) : string.Equals(policy.Id, appId, StringComparison.OrdinalIgnoreCase);
}
