using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace;

/// <summary>How one of KACE Cloud's URIs and Azure AD's URL of the same purpose compare.</summary>
public enum MdmUriMatch
{
    /// <summary>The same to the letter.</summary>
    Equal,

    /// <summary>Written in another way, but the same address.</summary>
    Equivalent,

    /// <summary>Another address.</summary>
    Different,

    /// <summary>Azure AD has none.</summary>
    Missing,
}

/// <summary>One of KACE Cloud's URIs beside Azure AD's URL of the same purpose.</summary>
/// <param name="TenantId">The tenant's id.</param>
/// <param name="Name">KACE Cloud's label: <c>MDM Terms Of Use URI</c> or <c>MDM Discovery URI</c>.</param>
/// <param name="Kace">KACE Cloud's value, as its settings page shows it.</param>
/// <param name="AzureAd">Azure AD's value as Graph gives it (facts.md 1.2), null where there is none; characters that cannot be seen are written as \uXXXX.</param>
/// <param name="Match">How they compare.</param>
public sealed record KaceMdmUriComparison(string TenantId, string Name, string Kace, string? AzureAd, MdmUriMatch Match)
{
    /// <summary>Azure AD's value as Graph gives it, null where there is none; characters that cannot be seen are written as \uXXXX.</summary>
    public string? AzureAd { get; init => field = OneLine.Text(value); } = OneLine.Text(AzureAd);

    /// <summary>True where Azure AD sends devices to the address that KACE Cloud shows.</summary>
    public bool IsMatch => Match is MdmUriMatch.Equal or MdmUriMatch.Equivalent;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Match}";
}
