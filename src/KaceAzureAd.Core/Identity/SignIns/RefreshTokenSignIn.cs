using System.Net;
using System.Security;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>
/// Signs in with a refresh token that the caller brought: delegated work with nobody present, as partners do it who hold one for each of their
/// customers. Asks for what was consented to already and nothing more.
/// </summary>
public sealed class RefreshTokenSignIn : SignIn
{
    private readonly SecureString _token;
    private readonly SecureString? _clientSecret;

    /// <summary>Takes the token.</summary>
    /// <param name="token">The refresh token.</param>
    /// <param name="clientSecret">Secret of the client that the token was given to, where that is a confidential one; null for a public client.</param>
    public RefreshTokenSignIn(SecureString token, SecureString? clientSecret = null)
    {
        _token = token;
        _clientSecret = clientSecret;
    }

    /// <inheritdoc/>
    public override SignInMethod Method => SignInMethod.RefreshToken;

    internal override string Again => "Get a new refresh token and run Connect-KaceAad again.";

    internal override IEnumerable<string> Secrets => _clientSecret is null ? [Text(_token)] : [Text(_token), Text(_clientSecret)];

    internal override async Task<ITokenSource> SignInAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        IClientApplicationBase client;
        if (_clientSecret is null)
        {
            client = PublicClientApplicationBuilder.Create(request.ClientId ?? SignInRequest.DefaultClientId).For(request).Build();
        }
        else
        {
            request.DemandApplication();
            client = ConfidentialClientApplicationBuilder.Create(request.ClientId).For(request).WithClientSecret(Text(_clientSecret)).Build();
        }

        var result = await MsalCall.RunAsync(
            () => ((IByRefreshToken)client).AcquireTokenByRefreshToken(request.DefaultScope, Text(_token)).ExecuteAsync(cancellationToken),
            e => SignInErrors.From(e, this, request), request);
        return new RepeatedTokens(this, request, (claims, ct) => client.AcquireTokenSilent(request.DefaultScope, result.Account).WithClaims(claims).ExecuteAsync(ct));
    }

    private static string Text(SecureString secret) => new NetworkCredential("", secret).Password.Trim();
}
