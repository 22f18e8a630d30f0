using System.Text.Json;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Identity;

/// <summary>Finds the id of a tenant by one of its domains: it stands in the issuer of the tenant's public OpenID configuration.</summary>
internal static class TenantIds
{
    /// <summary>The tenant's id.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidTenant</c> where no tenant has this domain.</exception>
    public static async Task<string> FindAsync(KaceAadEnvironment environment, string domain, CancellationToken cancellationToken)
    {
        using var client = HttpClients.Create(environment);
        using var response = await GetAsync(client, environment, domain, cancellationToken);
        if (response.IsSuccessStatusCode && Issuer(await response.Content.ReadAsStringAsync()) is { } issuer
            && issuer.Segments.Select(s => s.Trim('/')).FirstOrDefault(s => Guid.TryParse(s, out _)) is { } id)
        {
            return id;
        }

        // A tenant that is not known is refused with 400; whatever else says nothing about it.
        var status = (int)response.StatusCode;
        throw status is not (400 or 404) ? SignInErrors.NotAnswered(response.RequestMessage!.RequestUri!, response.IsSuccessStatusCode ? null : status) : new KaceAadException(
            ErrorCodes.InvalidTenant, $"No tenant with the domain {domain} is known in the environment {environment}.",
            "Check -TenantId, and that -Environment names the cloud of the tenant.") { Target = domain };
    }

    // The body is read before this returns, so that the token and the client's time limit hold for it too.
    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, KaceAadEnvironment environment, string domain, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(new Uri(environment.SignInEndpoint, $"{domain}/v2.0/.well-known/openid-configuration"), cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw SignInErrors.Unreachable(e, environment);
        }
    }

    private static Uri? Issuer(string configuration)
    {
        try
        {
            using var json = JsonDocument.Parse(configuration);
            return json.RootElement.TryGetProperty("issuer", out var issuer) && Uri.TryCreate(issuer.GetString(), UriKind.Absolute, out var address) ? address : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
