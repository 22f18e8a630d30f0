namespace KaceAzureAd.Mobility;

/// <summary>A group of users.</summary>
/// <param name="Id">Object id.</param>
/// <param name="DisplayName">Its name, which need not be unique.</param>
public sealed record KaceGroup(string Id, string? DisplayName)
{
    /// <inheritdoc/>
    public override string ToString() => DisplayName ?? Id;
}
