using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>Graph access tokens with the claims that Graph looks at: for the sign-in service, for <c>$Rehearsal.AccessToken</c> and for tests.</summary>
public static class TokenExtensions
{
    /// <summary>Microsoft Graph Command Line Tools: the client of tokens that no sign-in asked for.</summary>
    private const string CommandLineTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A delegated token of this user, valid for an hour, without asking whether the scopes were consented to.</summary>
    public static string AccessToken(this EmulatorHost host, string tenantId, string upn, params string[] scopes)
    {
        var tenant = host.World.FindTenant(tenantId) ?? throw new ArgumentException($"There is no tenant '{tenantId}'.", nameof(tenantId));
        var user = tenant.Users.FirstOrDefault(u => string.Equals(u.UserPrincipalName, upn, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no user '{upn}' in tenant '{tenantId}'.", nameof(upn));
        return host.Context.DelegatedToken(tenant, user, CommandLineTools, scopes, Hour);
    }

    /// <summary>A token of the app itself, valid for an hour, without asking whether the roles were assigned.</summary>
    public static string AppOnlyToken(this EmulatorHost host, string tenantId, string appId, params string[] roles)
    {
        var tenant = host.World.FindTenant(tenantId) ?? throw new ArgumentException($"There is no tenant '{tenantId}'.", nameof(tenantId));
        return host.Context.ApplicationToken(tenant, appId, roles, Hour);
    }

    /// <summary>Signs a delegated token for Graph.</summary>
    public static string DelegatedToken(
        this EmulatorContext context, Tenant tenant, User user, string clientAppId, IEnumerable<string> scopes, TimeSpan lifetime, DateTimeOffset? now = null) =>
        context.Tokens.Issue(
            tenant.Id,
            context.Origins.Graph,
            new Dictionary<string, object>
            {
                ["appid"] = clientAppId,
                ["idtyp"] = "user",
                ["oid"] = user.Id,
                ["upn"] = user.UserPrincipalName,
                ["name"] = user.DisplayName,
                ["scp"] = string.Join(' ', scopes),
                ["wids"] = user.Roles.ToArray(),
            },
            lifetime,
            now);

    /// <summary>Signs an app-only token for Graph. <c>oid</c> is the app's service principal, where the tenant has one.</summary>
    public static string ApplicationToken(
        this EmulatorContext context, Tenant tenant, string appId, IEnumerable<string> roles, TimeSpan lifetime, DateTimeOffset? now = null)
    {
        var claims = new Dictionary<string, object> { ["appid"] = appId, ["idtyp"] = "app", ["roles"] = roles.ToArray() };
        if (tenant.ServicePrincipals.FirstOrDefault(s => string.Equals(s.AppId, appId, StringComparison.OrdinalIgnoreCase)) is { } principal)
        {
            claims["oid"] = principal.Id;
        }

        return context.Tokens.Issue(tenant.Id, context.Origins.Graph, claims, lifetime, now);
    }
}
