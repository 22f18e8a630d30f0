using KaceAzureAd.Operations;

namespace KaceAzureAd.Mobility;

/// <summary>A group of users.</summary>
/// <param name="Id">Object id.</param>
/// <param name="DisplayName">Its name, which need not be unique; characters that cannot be seen are written as \uXXXX.</param>
public sealed record KaceGroup(string Id, string? DisplayName)
{
    // As long as a name may be in Azure AD.
    private const int LongestName = 256;

    /// <summary>Its name, which need not be unique; characters that cannot be seen are written as \uXXXX.</summary>
    public string? DisplayName { get; init => field = OneLine.Text(value); } = OneLine.Text(DisplayName);

    /// <summary>Its name as it may stand in a message.</summary>
    public override string ToString() => OneLine.Of(DisplayName ?? Id, LongestName);
}
