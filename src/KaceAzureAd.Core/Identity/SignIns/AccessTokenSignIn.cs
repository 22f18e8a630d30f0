using System.Net;
using System.Security;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Identity;

/// <summary>Signs in with an access token that the caller brought. It cannot be renewed.</summary>
public sealed class AccessTokenSignIn : SignIn
{
    private readonly SecureString _token;

    /// <summary>Takes the token.</summary>
    public AccessTokenSignIn(SecureString token) => _token = token;

    /// <inheritdoc/>
    public override SignInMethod Method => SignInMethod.AccessToken;

    internal override bool AsksForTenant => false;

    internal override string Again => "Get a new access token and run Connect-KaceAad again.";

    internal override Task<ITokenSource> SignInAsync(SignInRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<ITokenSource>(new FixedToken(new AccessToken(new NetworkCredential("", _token).Password.Trim()), Again));

    private sealed class FixedToken(AccessToken token, string again) : ITokenSource
    {
        public bool CanAskForMore => false;

        public Task<AccessToken> GetTokenAsync(ClaimsChallenge? challenge, CancellationToken cancellationToken)
        {
            var now = DateTimeOffset.UtcNow;
            return challenge is not null
                ? throw new KaceAadException(
                    ErrorCodes.SignInRequired, "The access token was revoked or does not meet a condition of the tenant, and an access token that was brought cannot be renewed.", again)
                : token.Claims.ExpiresOn <= now
                ? throw new KaceAadException(
                    ErrorCodes.AccessTokenExpired, $"The access token expired at {token.Claims.ExpiresOn:u} (this machine's clock says {now:u}), and an access token that was brought cannot be renewed.", again)
                : Task.FromResult(token);
        }

        public Task AskForMoreAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken) => throw new NotSupportedException("A token that was brought cannot be given more.");

        public Task ForgetAsync() => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
