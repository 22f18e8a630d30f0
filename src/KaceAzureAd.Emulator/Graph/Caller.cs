using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using Microsoft.IdentityModel.Tokens;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>Who calls, out of a bearer token: a user through an app (delegated), or an app itself.</summary>
/// <param name="User">Null for an app-only caller.</param>
/// <param name="Granted">Delegated scopes, or application roles of an app-only caller.</param>
internal sealed record Caller(Tenant Tenant, User? User, IReadOnlyList<string> Granted)
{
    private const string GraphAppId = WellKnown.GraphAppId;

    /// <summary>The user's directory roles in the tenant.</summary>
    public IReadOnlyList<string> Roles { get; private init; } = [];

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
                SecurityTokenNotYetValidException => "Lifetime validation failed, the token is not yet valid.",
                SecurityTokenExpiredException => "Lifetime validation failed, the token is expired.",
                SecurityTokenInvalidAudienceException => "Access token validation failure. Invalid audience.",
                SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => "Access token validation failure. Signature is invalid.",
                _ => "IDX14100: JWT is not well formed, there are no dots (.).",
            });
        }

        lock (context.World.Gate)
        {
            return FromClaims(context.World, result.Claims, TokenMark.Of(token)!);
        }
    }

    private static Caller FromClaims(World world, IDictionary<string, object> claims, TokenMark mark)
    {
        var tenant = world.FindTenant(Claim(claims, "tid")) ?? throw GraphException.InvalidToken("Access token validation failure. The tenant is not known.");
        if (Claim(claims, "idtyp") == "app")
        {
            // One role is a string after validation, several are a list.
            var roles = claims.TryGetValue("roles", out var value) ? value as IEnumerable<object> ?? [value] : [];
            return new Caller(tenant, null, [.. roles.Select(r => r.ToString()!)]);
        }

        // A partner's people are not among the tenant's own users.
        if (world.FindUserById(tenant, Claim(claims, "oid")) is not { } user || world.RolesOf(tenant, user) is not { } directoryRoles)
        {
            throw GraphException.InvalidToken("The identity of the calling user could not be established.");
        }

        if (mark.IssuedAt < user.SignInSessionsValidFrom)
        {
            throw mark.UnderstandsChallenges
                ? GraphException.Challenged(user.SignInSessionsValidFrom.Value)
                : GraphException.InvalidToken("Access token validation failure. The token was issued before the sessions of its user were revoked.");
        }

        return new Caller(tenant, user, Claim(claims, "scp").Split(' ', StringSplitOptions.RemoveEmptyEntries)) { Roles = directoryRoles };
    }

    private static string Claim(IDictionary<string, object> claims, string name) => claims.TryGetValue(name, out var value) ? value.ToString() ?? "" : "";
}
