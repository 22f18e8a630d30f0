using System.Net;
using System.Net.Http.Headers;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Graph.Handlers;

/// <summary>
/// Adds the session's token. It is the only place that does, and it refuses any other host than the session's Graph,
/// whatever a nextLink says. A claims challenge (facts.md 6.6) is answered once.
/// </summary>
internal sealed class BearerTokenHandler(KaceAadEnvironment environment, ITokenSource tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!environment.IsGraph(request.RequestUri!))
        {
            throw new KaceAadException(
                ErrorCodes.UntrustedHost,
                $"A request to {request.RequestUri!.GetLeftPart(UriPartial.Authority)} was not made: this session's token goes to {environment.GraphEndpoint.GetLeftPart(UriPartial.Authority)} only.",
                "If a proxy rewrites Graph's answers, exempt Microsoft Graph from it.") { Target = request.RequestUri };
        }

        var (response, refused) = await SendAsync(request, null, cancellationToken);
        if (Challenge(response) is { } claims)
        {
            response.Dispose();
            (response, _) = await SendAsync(request, new ClaimsChallenge(claims, refused), cancellationToken);
        }

        return response;
    }

    private async Task<(HttpResponseMessage Response, AccessToken Token)> SendAsync(HttpRequestMessage request, ClaimsChallenge? challenge, CancellationToken cancellationToken)
    {
        var token = await tokens.GetTokenAsync(challenge, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return (await base.SendAsync(request, cancellationToken), token);
    }

    private static string? Challenge(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized && WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(response.Headers) is { Length: > 0 } claims ? claims : null;
}
