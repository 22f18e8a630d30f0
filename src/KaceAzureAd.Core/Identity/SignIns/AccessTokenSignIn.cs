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

    internal override async Task<ITokenSource> SignInAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        var token = new AccessToken(new NetworkCredential("", _token).Password.Trim());

        // The token names its tenant by id; where a domain was asked for, its id is looked up.
        if (request.TenantId is { } tenant && !Guid.TryParse(tenant, out _)
            && await TenantIds.FindAsync(request.Environment, tenant, cancellationToken) is var wanted
            && !string.Equals(token.Claims.TenantId, wanted, StringComparison.OrdinalIgnoreCase))
        {
            throw SignInErrors.AnotherTenant(token.Claims.TenantId, $"{tenant} ({wanted})");
        }

        return new FixedToken(token);
    }

    private sealed class FixedToken(AccessToken token) : ITokenSource
    {
        public Task<AccessToken> GetTokenAsync(string? claims, CancellationToken cancellationToken)
        {
            if (claims is not null)
            {
                throw new KaceAadException(
                    ErrorCodes.SignInRequired, "The access token was revoked or does not meet a condition of the tenant, and an access token that was brought cannot be renewed.",
                    "Get a new access token and run Connect-KaceAad again.");
            }

            if (token.Claims.ExpiresOn <= DateTimeOffset.UtcNow)
            {
                throw new KaceAadException(
                    ErrorCodes.AccessTokenExpired, $"The access token expired at {token.Claims.ExpiresOn:u}, and an access token that was brought cannot be renewed.",
                    "Get a new access token and run Connect-KaceAad again.");
            }

            return Task.FromResult(token);
        }

        public void Dispose()
        {
        }
    }
}
