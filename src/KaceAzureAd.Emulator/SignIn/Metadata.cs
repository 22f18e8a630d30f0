using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>What the sign-in service publishes about itself: OpenID configuration and signing keys.</summary>
internal static class Metadata
{
    public static IResult Configuration(EmulatorContext context, string tenantName, HttpContext http) => ForTenant(context, tenantName, http, id =>
    {
        var root = $"{context.Origins.SignIn}/{id ?? tenantName}";
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["issuer"] = context.Tokens.IssuerOf(id ?? "{tenantid}"),
            ["authorization_endpoint"] = $"{root}/oauth2/v2.0/authorize",
            ["token_endpoint"] = $"{root}/oauth2/v2.0/token",
            ["device_authorization_endpoint"] = $"{root}/oauth2/v2.0/devicecode",
            ["jwks_uri"] = $"{root}/discovery/v2.0/keys",
            ["response_types_supported"] = Names("code"),
            ["response_modes_supported"] = Names("query", "form_post"),
            ["subject_types_supported"] = Names("pairwise"),
            ["id_token_signing_alg_values_supported"] = Names("RS256"),
            ["token_endpoint_auth_methods_supported"] = Names("client_secret_post", "private_key_jwt"),
            ["scopes_supported"] = Names("openid", "profile", "email", "offline_access"),
            ["msgraph_host"] = new Uri(context.Origins.Graph).Authority,
        };
    });

    public static IResult Keys(EmulatorContext context, string tenantName, HttpContext http) => ForTenant(context, tenantName, http, id =>
    {
        var key = TokenIssuer.PublicKey;
        return new
        {
            keys = new[] { new { kty = key.Kty, use = "sig", kid = key.Kid, n = key.N, e = key.E, issuer = context.Tokens.IssuerOf(id ?? "{tenantid}") } },
        };
    });

    private static string[] Names(params string[] names) => names;

    private static IResult ForTenant(EmulatorContext context, string tenantName, HttpContext http, Func<string?, object> answer)
    {
        try
        {
            lock (context.World.Gate)
            {
                return Results.Json(answer(Lookup.Tenant(context.World, tenantName)?.Id));
            }
        }
        catch (EntraException refusal)
        {
            return new ErrorReport(http, refusal, context.SignIn.Now).AsJson();
        }
    }
}
