namespace KaceAzureAd.Identity;

/// <summary>A token in memory. Internal, and its text shows nothing: no formatter or serializer can print it.</summary>
internal sealed class AccessToken(string value)
{
    /// <summary>The token itself; only the Graph transport reads it.</summary>
    public string Value { get; } = value;

    /// <summary>What the token says of itself.</summary>
    public AccessTokenClaims Claims { get; } = AccessTokenClaims.Read(value);

    public override string ToString() => "(access token)";
}
