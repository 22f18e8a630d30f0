namespace KaceAzureAd.Identity;

/// <summary>Gives the session's token for each request, renewed where it can be. Safe to ask from many threads.</summary>
internal interface ITokenSource : IDisposable
{
    /// <summary>A valid token.</summary>
    /// <param name="challenge">What Graph demands of it (facts.md 6.6), or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.KaceAadException">The session can not be renewed.</exception>
    Task<AccessToken> GetTokenAsync(ClaimsChallenge? challenge, CancellationToken cancellationToken);

    /// <summary>True where there is a person who can be asked for more permissions.</summary>
    bool CanAskForMore { get; }

    /// <summary>Asks the person to consent to more permissions; the tokens have them from then on.</summary>
    /// <param name="scopes">Graph's delegated permissions by short name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task AskForMoreAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken);

    /// <summary>Removes what the platform's secure store keeps of this sign-in.</summary>
    Task ForgetAsync();
}

/// <summary>Graph does not take a token any more, and says what it demands of the next (continuous access evaluation).</summary>
/// <param name="Claims">The demand, JSON, to hand to the sign-in service as it is.</param>
/// <param name="Refused">The token that was refused: who holds a newer one already need not be renewed again.</param>
internal sealed record ClaimsChallenge(string Claims, AccessToken Refused);
