using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.IdentityModel.Tokens;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>Who calls, out of a bearer token: a user through an app (delegated), or an app itself.</summary>
/// <param name="User">Null for an app-only caller.</param>
/// <param name="Granted">Delegated scopes, or application roles of an app-only caller.</param>
internal sealed record Caller(Tenant Tenant, User? User, IReadOnlyList<string> Granted)
{
    private const string GraphAppId = WellKnown.GraphAppId;

    public bool IsAppOnly => User is null;

    /// <summary>Checks signature, audience and lifetime, and finds whom the token stands for. 401 otherwise.</summary>
    public static async Task<Caller> AuthenticateAsync(EmulatorContext context, string authorization)
    {
        const string Scheme = "Bearer ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length == Scheme.Length)
        {
            throw GraphException.InvalidToken("Access token is empty.");
        }

        var token = authorization[Scheme.Length..].Trim();
        var result = await context.Tokens.ValidateAsync(token, context.Origins.Graph);
        if (result.Exception is SecurityTokenInvalidAudienceException)
        {
            result = await context.Tokens.ValidateAsync(token, GraphAppId);
        }

        if (!result.IsValid)
        {
            throw GraphException.InvalidToken(result.Exception switch
            {
                SecurityTokenExpiredException => "Lifetime validation failed, the token is expired.",
                SecurityTokenInvalidAudienceException => "Access token validation failure. Invalid audience.",
                SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => "Access token validation failure. Signature is invalid.",
                _ => "IDX14100: JWT is not well formed, there are no dots (.).",
            });
        }

        lock (context.World.Gate)
        {
            return FromClaims(context.World, result.Claims);
        }
    }

    private static Caller FromClaims(World world, IDictionary<string, object> claims)
    {
        var tenant = world.FindTenant(Claim(claims, "tid")) ?? throw GraphException.InvalidToken("Access token validation failure. The tenant is not known.");
        if (Claim(claims, "idtyp") == "app")
        {
            // One role is a string after validation, several are a list.
            var roles = claims.TryGetValue("roles", out var value) ? value as IEnumerable<object> ?? [value] : [];
            return new Caller(tenant, null, [.. roles.Select(r => r.ToString()!)]);
        }

        var oid = Claim(claims, "oid");
        var user = tenant.Users.FirstOrDefault(u => string.Equals(u.Id, oid, StringComparison.OrdinalIgnoreCase))
            ?? throw GraphException.InvalidToken("The identity of the calling user could not be established.");
        return new Caller(tenant, user, Claim(claims, "scp").Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Claim(IDictionary<string, object> claims, string name) => claims.TryGetValue(name, out var value) ? value.ToString() ?? "" : "";
}
