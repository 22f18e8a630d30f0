using KaceAzureAd.Identity;

namespace KaceAzureAd.Consent;

/// <summary>A permission that is to be granted or revoked.</summary>
/// <param name="ResourceAppId">appId of the resource that offers it.</param>
/// <param name="Permission">Its name, as in Device.Read.All.</param>
/// <param name="Type">Delegated or Application.</param>
public sealed record PermissionRequest(string ResourceAppId, string Permission, ConsentType Type)
{
    /// <summary>appId of Microsoft Graph, the same in every cloud.</summary>
    public const string MicrosoftGraph = "00000003-0000-0000-c000-000000000000";

    /// <summary>What another tenant's consent holds for all users; what holds for one user only is that user's own.</summary>
    public static IReadOnlyList<PermissionRequest> From(IEnumerable<KaceConsent> reference) =>
        [.. reference.Where(c => c.IsTenantWide).Select(Of).Distinct()];

    private static PermissionRequest Of(KaceConsent consent) =>
        new(GivenId.Of(consent.ResourceAppId) ?? consent.ResourceAppId ?? MicrosoftGraph, consent.Permission, consent.Type);

    /// <inheritdoc/>
    public override string ToString() => $"{Permission} ({Type})";

    internal bool IsGrantedBy(KaceConsent consent) => consent.IsTenantWide && IsSame(Of(consent));

    internal bool IsSame(PermissionRequest other) =>
        other.Type == Type
        && string.Equals(other.ResourceAppId, ResourceAppId, StringComparison.OrdinalIgnoreCase)
        && string.Equals(other.Permission, Permission, StringComparison.OrdinalIgnoreCase);
}
