using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>The tokens of a sign-in through MSAL: from its cache, renewed when they end or when Graph demands it.</summary>
/// <param name="signIn">How it was signed in.</param>
/// <param name="request">For what.</param>
internal abstract class MsalTokens(SignIn signIn, SignInRequest request) : ITokenSource
{
    // One at a time: whoever waited finds the renewed token in MSAL's cache instead of renewing it again.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private AccessToken? _last;

    public virtual bool CanAskForMore => false;

    protected SignInRequest Request => request;

    public async Task<AccessToken> GetTokenAsync(ClaimsChallenge? challenge, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // Many requests are refused at once; the first one's renewal serves them all.
            var claims = challenge is null || challenge.Refused != _last ? null : challenge.Claims;
            var result = await MsalCall.RunAsync(() => AcquireAsync(claims, cancellationToken), e => SignInErrors.Renewing(e, signIn, request, _last?.Claims.Account), request);
            return _last?.Value == result.AccessToken ? _last : _last = new AccessToken(result.AccessToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public virtual Task AskForMoreAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("There is nobody to ask.");

    public virtual Task ForgetAsync() => Task.CompletedTask;

    public void Dispose() => _last = null;

    /// <summary>Asks MSAL, which looks in its cache first; with claims it does not.</summary>
    private protected abstract Task<AuthenticationResult> AcquireAsync(string? claims, CancellationToken cancellationToken);
}

/// <summary>Tokens that are asked for in the same way every time.</summary>
internal sealed class RepeatedTokens(SignIn signIn, SignInRequest request, Func<string?, CancellationToken, Task<AuthenticationResult>> acquire) : MsalTokens(signIn, request)
{
    private protected override Task<AuthenticationResult> AcquireAsync(string? claims, CancellationToken cancellationToken) => acquire(claims, cancellationToken);
}
