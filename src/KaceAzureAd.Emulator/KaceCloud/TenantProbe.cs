using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.KaceCloud;

/// <summary>
/// How KACE Cloud looks at a customer's tenant: as its own app, by client credentials, through Graph over HTTPS.
/// Mobility policies it cannot see, for these are never shown to an app alone (facts.md 1.6).
/// </summary>
internal sealed class TenantProbe(World world, Origins origins, X509Certificate2 authority) : IDisposable
{
    private readonly HttpClient _http = TrustingHttpClient.Create(authority);

    /// <summary>Token obtained, enterprise application there and enabled, every application permission assigned; or the first thing that is not so.</summary>
    public async Task<KaceVerification> LookAsync(string tenantId, CancellationToken cancellationToken)
    {
        try
        {
            using var token = await GetTokenAsync(tenantId, cancellationToken);
            Record(tenantId, token.RootElement);
            if (!token.RootElement.TryGetProperty("access_token", out var accessToken))
            {
                return Failure($"Azure AD refused to sign KACE Cloud in: {token.RootElement.GetProperty("error_description").GetString()}");
            }

            using var servicePrincipal = await GetAsync($"servicePrincipals(appId='{world.KaceCloud.AppId}')?$select=id,accountEnabled", accessToken.GetString()!, cancellationToken);
            if (!servicePrincipal.RootElement.GetProperty("accountEnabled").GetBoolean())
            {
                return Failure("The enterprise application of KACE Cloud is disabled in Azure AD.");
            }

            var id = servicePrincipal.RootElement.GetProperty("id").GetString();
            using var assignments = await GetAsync($"servicePrincipals/{id}/appRoleAssignments?$top=999", accessToken.GetString()!, cancellationToken);
            var assigned = assignments.RootElement.GetProperty("value").EnumerateArray().Select(a => a.GetProperty("appRoleId").GetString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var missing = NeededRoles().Where(r => !assigned.Contains(r.Id)).Select(r => r.Value).ToList();
            return missing.Count == 0
                ? new KaceVerification(true, "Azure AD settings verified")
                : Failure($"The administrator has not consented to: {string.Join(", ", missing)}.");
        }
        catch (HttpRequestException exception)
        {
            return Failure(exception.Message);
        }
        catch (JsonException)
        {
            return Failure("Azure AD gave an answer that is not JSON.");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Azure AD keeps in the tenant's sign-in log that KACE Cloud signed in.</summary>
    private void Record(string tenantId, JsonElement answer)
    {
        var isError = answer.TryGetProperty("error_codes", out var codes);
        lock (world.Gate)
        {
            world.FindTenant(tenantId)?.RecordAppSignIn(
                world.KaceCloud.AppId, isError ? codes[0].GetInt32() : 0, isError ? answer.GetProperty("error_description").GetString() : null);
        }
    }

    private static KaceVerification Failure(string reason) => new(false, $"Azure AD settings could not be verified. {reason}");

    private async Task<JsonDocument> GetTokenAsync(string tenantId, CancellationToken cancellationToken)
    {
        using var request = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = world.KaceCloud.AppId,
            ["client_secret"] = world.KaceCloud.AppSecret,
            ["scope"] = $"{origins.Graph}/.default",
        });
        using var response = await _http.PostAsync(new Uri($"{origins.SignIn}/{tenantId}/oauth2/v2.0/token"), request, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonDocument>(cancellationToken))!;
    }

    private async Task<JsonDocument> GetAsync(string path, string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{origins.Graph}/v1.0/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return (await response.Content.ReadFromJsonAsync<JsonDocument>(cancellationToken))!;
        }

        throw new HttpRequestException($"Microsoft Graph answered {(int)response.StatusCode} to GET /v1.0/{path}.");
    }

    /// <summary>The application permissions that KACE Cloud's app lists.</summary>
    private List<AppRole> NeededRoles()
    {
        lock (world.Gate)
        {
            return [..
                from access in world.FindApplication(world.KaceCloud.AppId)?.App.RequiredResourceAccess ?? []
                from role in world.FindApplication(access.ResourceAppId)?.App.AppRoles ?? []
                where access.Roles.Contains(role.Value, StringComparer.OrdinalIgnoreCase)
                select role];
        }
    }
}
