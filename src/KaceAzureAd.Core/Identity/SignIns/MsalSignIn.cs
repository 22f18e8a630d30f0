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
        var http = new HttpClientFactory(request.Environment);
        MsalTokens? tokens = null;
        try
        {
            var client = Client(request, http);
            var result = await AcquireAsync(client, request, cancellationToken);
            return tokens = new MsalTokens(client, result.Account, [.. request.QualifiedScopes], http, request.Environment);
        }
        catch (MsalException e)
        {
            throw SignInErrors.From(e, request);
        }
        catch (HttpRequestException e)
        {
            throw SignInErrors.Unreachable(e, request.Environment);
        }
        finally
        {
            if (tokens is null)
            {
                http.Dispose();
            }
        }
    }

    private protected abstract Task<AuthenticationResult> AcquireAsync(IPublicClientApplication client, SignInRequest request, CancellationToken cancellationToken);

    private static IPublicClientApplication Client(SignInRequest request, HttpClientFactory http)
    {
        var builder = PublicClientApplicationBuilder.Create(request.ClientId)
            .WithAuthority(new Uri(request.Environment.SignInEndpoint, request.TenantId ?? "organizations").AbsoluteUri, validateAuthority: request.Environment.IsBuiltIn)
            .WithRedirectUri("http://localhost")
            .WithClientCapabilities(["cp1"])
            .WithHttpClientFactory(http);

        // Microsoft's directory of clouds does not know an environment of one's own, and must not be asked about it.
        return (request.Environment.IsBuiltIn ? builder : builder.WithInstanceDiscovery(false)).Build();
    }

    private sealed class MsalTokens(IPublicClientApplication client, IAccount account, string[] scopes, HttpClientFactory http, KaceAadEnvironment environment) : ITokenSource
    {
        // One at a time: whoever waited finds the renewed token in MSAL's cache instead of renewing it again.
        private readonly SemaphoreSlim _oneAtATime = new(1, 1);
        private AccessToken? _last;

        public async Task<AccessToken> GetTokenAsync(string? claims, CancellationToken cancellationToken)
        {
            await _oneAtATime.WaitAsync(cancellationToken);
            try
            {
                var result = await client.AcquireTokenSilent(scopes, account).WithClaims(claims).ExecuteAsync(cancellationToken);
                return _last?.Value == result.AccessToken ? _last : _last = new AccessToken(result.AccessToken);
            }
            catch (MsalException e)
            {
                throw SignInErrors.Renewing(e, account.Username);
            }
            catch (HttpRequestException e)
            {
                throw SignInErrors.Unreachable(e, environment);
            }
            finally
            {
                _oneAtATime.Release();
            }
        }

        public void Dispose() => http.Dispose();
    }

    /// <summary>Gives MSAL a client that checks TLS as the environment says, for as long as the session lives.</summary>
    private sealed class HttpClientFactory(KaceAadEnvironment environment) : IMsalHttpClientFactory, IDisposable
    {
        private readonly HttpClient _client = new(HttpClients.CreateHandler(environment));

        public HttpClient GetHttpClient() => _client;

        public void Dispose() => _client.Dispose();
    }
}
