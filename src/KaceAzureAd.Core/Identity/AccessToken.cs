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

/// <summary>Gives the session's token for each request, renewed where it can be.</summary>
internal interface ITokenSource : IDisposable
{
    /// <summary>A valid token.</summary>
    /// <param name="claims">A claims challenge to answer, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.KaceAadException">The session can not be renewed.</exception>
    Task<AccessToken> GetTokenAsync(string? claims, CancellationToken cancellationToken);
}
