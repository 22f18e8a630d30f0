using KaceAzureAd.Operations;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>What the ways that sign a person in through MSAL share: the client, its cache in memory, and renewal without asking.</summary>
public abstract class MsalSignIn : SignIn
{
    private protected MsalSignIn()
    {
    }

    internal sealed override async Task<ITokenSource> SignInAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        var builder = PublicClientApplicationBuilder.Create(request.ClientId)
            .WithAuthority(new Uri(request.Environment.SignInEndpoint, request.TenantId ?? "organizations").AbsoluteUri, validateAuthority: request.Environment.IsBuiltIn)
            .WithRedirectUri("http://localhost")
            .WithClientCapabilities(["cp1"])
            .WithHttpClientFactory(new HttpClientFactory(request.Environment));
        if (!request.Environment.IsBuiltIn)
        {
            // Microsoft's directory of clouds does not know an environment of one's own, and must not be asked about it.
            builder = builder.WithInstanceDiscovery(false);
        }

        var client = builder.Build();
        try
        {
            var result = await AcquireAsync(client, request, cancellationToken);
            return new MsalTokens(client, result.Account, [.. request.QualifiedScopes]);
        }
        catch (MsalException e)
        {
            throw SignInErrors.From(e, request);
        }
    }

    private protected abstract Task<AuthenticationResult> AcquireAsync(IPublicClientApplication client, SignInRequest request, CancellationToken cancellationToken);

    private sealed class MsalTokens(IPublicClientApplication client, IAccount account, string[] scopes) : ITokenSource
    {
        private AccessToken? _last;

        public async Task<AccessToken> GetTokenAsync(string? claims, CancellationToken cancellationToken)
        {
            try
            {
                var result = await client.AcquireTokenSilent(scopes, account).WithClaims(claims).ExecuteAsync(cancellationToken);
                var last = _last;
                return last?.Value == result.AccessToken ? last : _last = new AccessToken(result.AccessToken);
            }
            catch (MsalException e)
            {
                throw SignInErrors.Renewing(e, account.Username);
            }
        }
    }

    /// <summary>Gives MSAL a client that checks TLS as the environment says.</summary>
    private sealed class HttpClientFactory(KaceAadEnvironment environment) : IMsalHttpClientFactory
    {
        // MSAL keeps this factory as long as the client application, which lives as long as the session.
        private readonly Lazy<HttpClient> _client = new(() => new HttpClient(HttpClients.CreateHandler(environment)));

        public HttpClient GetHttpClient() => _client.Value;
    }
}
