using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>
/// The token endpoint that Azure gives to an App Service or an Automation account (facts.md 6.4; azure-docs,
/// overview-managed-identity, "REST endpoint reference"). It stands for the one resource that all managed identities here belong to.
/// </summary>
internal static class ManagedIdentityService
{
    // An Automation account's examples leave the version out.
    private static readonly string[] Versions = ["", "2018-02-01", "2019-08-01"];

    public static void Map(WebApplication app, Func<EmulatorContext> context) => app.MapGet(ManagedIdentityEndpoint.Path, (HttpContext http) =>
    {
        try
        {
            Authenticate(http.Request, context());
            lock (context().World.Gate)
            {
                return Answer(http.Request.Query, context());
            }
        }
        catch (BadHttpRequestException refusal)
        {
            return Results.Json(new { statusCode = refusal.StatusCode, message = refusal.Message, correlationId = Guid.NewGuid() }, statusCode: refusal.StatusCode);
        }
    });

    private static void Authenticate(HttpRequest request, EmulatorContext context)
    {
        var header = request.Headers["X-IDENTITY-HEADER"].ToString();
        if (header.Length == 0)
        {
            throw new BadHttpRequestException("The header X-IDENTITY-HEADER is missing.");
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(context.ManagedIdentity.Header)))
        {
            throw new BadHttpRequestException("The header X-IDENTITY-HEADER is not that of this resource.", StatusCodes.Status401Unauthorized);
        }
    }

    private static IResult Answer(IQueryCollection query, EmulatorContext context)
    {
        if (!Versions.Contains(query["api-version"].ToString(), StringComparer.Ordinal))
        {
            throw new BadHttpRequestException("The api-version is not supported.");
        }

        var resource = query["resource"].ToString();
        if (resource.TrimEnd('/') != context.Origins.Graph && resource != ScopeRequest.GraphAppId)
        {
            throw new BadHttpRequestException(resource.Length == 0 ? "The parameter 'resource' is missing." : Refusals.ResourceNotFound(resource, "the tenant").Message);
        }

        var (tenant, identity) = Find(query, context.World);
        var principal = tenant.ServicePrincipals.Find(s => s.Id == identity.Id && s.AccountEnabled) ?? throw NotFound();
        var lifetime = context.SignIn.AccessTokenLifetime;
        return Results.Json(new
        {
            access_token = context.ApplicationToken(tenant, identity.ClientId, Consent.GrantedRoles(tenant, principal), lifetime),
            expires_on = (context.SignIn.Now + lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            resource,
            token_type = "Bearer",
            client_id = identity.ClientId,
        });
    }

    /// <summary>The identity that the request names, in one of the ways; without a name, the system's.</summary>
    private static (Tenant Tenant, ManagedIdentity Identity) Find(IQueryCollection query, World world)
    {
        (string Name, Func<ManagedIdentity, string?> Value)[] ways =
            [("client_id", i => i.ClientId), ("principal_id", i => i.Id), ("object_id", i => i.Id), ("mi_res_id", i => i.ResourceId)];
        var asked = ways.Where(w => query.ContainsKey(w.Name)).ToList();
        if (asked.Count > 1)
        {
            throw new BadHttpRequestException("Only one of client_id, principal_id, object_id and mi_res_id can be used.");
        }

        Func<ManagedIdentity, bool> isMeant = asked is [var (name, value)]
            ? identity => string.Equals(value(identity), query[name], StringComparison.OrdinalIgnoreCase)
            : identity => identity.ResourceId is null;
        return world.Tenants.SelectMany(t => t.ManagedIdentities.Where(isMeant).Select(i => (t, i))).Cast<(Tenant, ManagedIdentity)?>().FirstOrDefault() ?? throw NotFound();
    }

    private static BadHttpRequestException NotFound() => new("No Managed Identity found for specified ClientId/ResourceId/PrincipalId.");
}
