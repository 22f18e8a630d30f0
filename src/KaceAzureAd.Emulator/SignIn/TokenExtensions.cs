using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>Graph access tokens with the claims that Graph looks at, and refresh tokens: for the sign-in service, for <c>$Rehearsal</c> and for tests.</summary>
public static class TokenExtensions
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A delegated token of this user, valid for an hour, without asking whether the scopes were consented to.</summary>
    public static string AccessToken(this EmulatorHost host, string tenantId, string upn, params string[] scopes)
    {
        var (tenant, user) = Find(host, tenantId, upn);
        return host.Context.DelegatedToken(tenant, user, WellKnown.CommandLineToolsAppId, scopes, Hour);
    }

    /// <summary>A token of the app itself, valid for an hour, without asking whether the roles were assigned.</summary>
    public static string AppOnlyToken(this EmulatorHost host, string tenantId, string appId, params string[] roles) =>
        host.Context.ApplicationToken(Find(host, tenantId), appId, roles, Hour);

    /// <summary>
    /// A refresh token as this user's sign-in to this app gives it, with whatever second factor is asked for today. Without scopes it is for
    /// all that the app was consented to; consent is looked at when it is used.
    /// </summary>
    public static string RefreshToken(this EmulatorHost host, string tenantId, string upn, string appId, params string[] scopes)
    {
        var (tenant, user) = Find(host, tenantId, upn);
        var app = host.World.FindApplication(appId)?.App ?? throw new ArgumentException($"There is no app '{appId}'.", nameof(appId));
        var asked = scopes.Length > 0 ? scopes : [$"{host.Origins.Graph}/.default"];
        var parsed = ScopeRequest.Parse(string.Join(' ', asked.Append("offline_access")), host.Origins.Graph, host.World, tenant.Id);
        var hasSecondFactor = tenant.ConditionalAccess.RequireSecondFactor || user.ConditionalAccess.RequireSecondFactor;
        return host.Context.KeepRefreshToken(
            new Grant(app, tenant, user, parsed, !app.HasCredentials, new SignInSession(host.SignIn.Now, IsDeviceCode: false, hasSecondFactor)));
    }

    /// <summary>Ends every sign-in of this user, as an administrator does or a new password.</summary>
    public static void RevokeSignInSessions(this EmulatorHost host, string upn)
    {
        lock (host.World.Gate)
        {
            var user = host.World.FindUser(upn)?.User ?? throw new ArgumentException($"There is no user '{upn}'.", nameof(upn));
            user.SignInSessionsValidFrom = host.SignIn.Now;
        }
    }

    /// <summary>Signs a delegated token for Graph.</summary>
    /// <param name="capabilities">What the app declared to understand, as <c>cp1</c>.</param>
    public static string DelegatedToken(
        this EmulatorContext context, Tenant tenant, User user, string clientAppId, IEnumerable<string> scopes, TimeSpan lifetime, DateTimeOffset? now = null, params string[] capabilities)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["appid"] = clientAppId,
            ["idtyp"] = "user",
            ["oid"] = user.Id,
            ["upn"] = user.UserPrincipalName,
            ["name"] = user.DisplayName,
            ["scp"] = string.Join(' ', scopes),
            ["wids"] = (context.World.RolesOf(tenant, user) ?? []).ToArray(),
        };
        return Issue(context, tenant, claims, lifetime, now, capabilities);
    }

    /// <summary>Signs an app-only token for Graph. <c>oid</c> is the app's service principal, where the tenant has one.</summary>
    /// <param name="capabilities">What the app declared to understand, as <c>cp1</c>.</param>
    public static string ApplicationToken(
        this EmulatorContext context, Tenant tenant, string appId, IEnumerable<string> roles, TimeSpan lifetime, DateTimeOffset? now = null, params string[] capabilities)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["appid"] = appId, ["idtyp"] = "app", ["roles"] = roles.ToArray() };
        if (tenant.ServicePrincipals.FirstOrDefault(s => string.Equals(s.AppId, appId, StringComparison.OrdinalIgnoreCase)) is { } principal)
        {
            claims["oid"] = principal.Id;
        }

        return Issue(context, tenant, claims, lifetime, now, capabilities);
    }

    internal static string KeepRefreshToken(this EmulatorContext context, Grant grant)
    {
        var handle = SignInStore.NewHandle();
        context.SignIns.RefreshTokens[handle] = new RefreshToken(grant, context.SignIn.Now + context.SignIn.RefreshTokenLifetime);
        return handle;
    }

    private static string Issue(EmulatorContext context, Tenant tenant, Dictionary<string, object> claims, TimeSpan lifetime, DateTimeOffset? now, string[] capabilities)
    {
        if (capabilities.Length > 0)
        {
            claims["xms_cc"] = capabilities;
        }

        return context.Tokens.Issue(tenant.Id, context.Origins.Graph, claims, lifetime, now);
    }

    private static Tenant Find(EmulatorHost host, string tenantId) =>
        host.World.FindTenant(tenantId) ?? throw new ArgumentException($"There is no tenant '{tenantId}'.", nameof(tenantId));

    /// <summary>The user, of this tenant or of a partner of it.</summary>
    private static (Tenant Tenant, User User) Find(EmulatorHost host, string tenantId, string upn)
    {
        var tenant = Find(host, tenantId);
        return host.World.FindUser(upn)?.User is { } user && host.World.RolesOf(tenant, user) is not null
            ? (tenant, user)
            : throw new ArgumentException($"There is no user '{upn}' in tenant '{tenantId}'.", nameof(upn));
    }
}
