namespace KaceAzureAd.Kace;

/// <summary>Compares KACE Cloud's URIs with those that Azure AD holds, character by character and the same on every .NET.</summary>
public static class MdmUriComparer
{
    /// <summary>Compares both URIs that Azure AD has to hold.</summary>
    /// <param name="tenantId">The tenant whose Azure AD it is.</param>
    /// <param name="setting">KACE Cloud's settings.</param>
    /// <param name="termsOfUseUrl">Azure AD's MDM terms of use URL.</param>
    /// <param name="discoveryUrl">Azure AD's MDM discovery URL.</param>
    /// <returns>MDM Terms Of Use URI, then MDM Discovery URI.</returns>
    public static IReadOnlyList<KaceMdmUriComparison> Compare(string tenantId, KaceAadSetting setting, string? termsOfUseUrl, string? discoveryUrl) =>
    [
        Compared(tenantId, KaceAadSetting.TermsOfUseLabel, setting.TermsOfUseUri.OriginalString, termsOfUseUrl),
        Compared(tenantId, KaceAadSetting.DiscoveryLabel, setting.DiscoveryUri.OriginalString, discoveryUrl),
    ];

    /// <summary>Compares two addresses.</summary>
    /// <param name="kace">KACE Cloud's value.</param>
    /// <param name="azureAd">Azure AD's value.</param>
    /// <returns>
    /// <see cref="MdmUriMatch.Missing"/> where Azure AD's value is null or blank; <see cref="MdmUriMatch.Equal"/> where both are the
    /// same to the letter; <see cref="MdmUriMatch.Equivalent"/> where RFC 3986 (6.2.2, 6.2.3) says that they are one address: case of
    /// scheme and host, a host's international and its xn-- form, the scheme's own port, percent-encoding of unreserved and of
    /// non-ASCII characters, case of its digits, dot segments - and, by convention of MDM endpoints, one slash at the path's end.
    /// All else is <see cref="MdmUriMatch.Different"/>: case in path or query, an encoded reserved character such as %2F, empty path
    /// segments, an empty query beside none, user info, a percent sign
    /// that begins no escape, whatever is no address at all.
    /// </returns>
    public static MdmUriMatch Compare(string? kace, string? azureAd)
    {
        if (string.IsNullOrWhiteSpace(azureAd))
        {
            return MdmUriMatch.Missing;
        }

        if (string.Equals(kace, azureAd, StringComparison.Ordinal))
        {
            return MdmUriMatch.Equal;
        }

        return kace is not null && UriNormalizer.Normalize(kace) is { } normal && normal == UriNormalizer.Normalize(azureAd!)
            ? MdmUriMatch.Equivalent
            : MdmUriMatch.Different;
    }

    private static KaceMdmUriComparison Compared(string tenantId, string name, string kace, string? azureAd) => new(tenantId, name, kace, azureAd, Compare(kace, azureAd));
}
