using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>The tokens that a signed-in user's app gets.</summary>
internal sealed class UserTokenResponse(EmulatorContext context, Grant grant, Tenant tenant, string[] capabilities)
{
    public Dictionary<string, object> Fields()
    {
        // As in Entra, a token carries everything consented to for its resource, not only what was asked for.
        var granted = Consent.Granted(tenant, grant.App, grant.User);
        var scopes = granted.Where(s => s != "offline_access").Order(StringComparer.OrdinalIgnoreCase).ToArray();
        var lifetime = context.SignIn.AccessTokenLifetime;
        var fields = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["token_type"] = "Bearer",
            ["scope"] = Scope(scopes),
            ["expires_in"] = (int)lifetime.TotalSeconds,
            ["ext_expires_in"] = (int)lifetime.TotalSeconds,
            ["access_token"] = context.DelegatedToken(tenant, grant.User, grant.App.AppId, scopes, lifetime, capabilities: capabilities),
            ["client_info"] = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { uid = grant.User.Id, utid = context.World.FindUserById(grant.User.Id)!.Value.Home.Id })),
        };
        if (grant.Scopes.WantsRefreshToken)
        {
            fields["refresh_token"] = context.KeepRefreshToken(grant);
        }

        if (grant.Scopes.WantsIdToken)
        {
            fields["id_token"] = IdToken(lifetime);
        }

        return fields;
    }

    /// <summary>Permissions in the form in which they were asked for, so that a client finds its request in the answer.</summary>
    private string Scope(IEnumerable<string> scopes)
    {
        var names = scopes.Select(s => s is "openid" or "profile" or "email" ? s : grant.Scopes.Prefix + s).Union(grant.Scopes.OpenId.Where(s => s != "offline_access"));
        return string.Join(' ', grant.Scopes.IsDefault ? names.Append($"{grant.Scopes.Prefix}.default") : names);
    }

    private string IdToken(TimeSpan lifetime)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["ver"] = "2.0",
            ["oid"] = grant.User.Id,
            ["sub"] = Subject(),
            ["name"] = grant.User.DisplayName,
            ["preferred_username"] = grant.User.UserPrincipalName,
        };
        if (grant is AuthorizationCode { Request.Nonce: { Length: > 0 } nonce })
        {
            claims["nonce"] = nonce;
        }

        return context.Tokens.Issue(tenant.Id, grant.App.AppId, claims, lifetime);
    }

    /// <summary>A user's id at one app, of no use at another.</summary>
    private string Subject() => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{grant.App.AppId}/{grant.User.Id}")));
}
