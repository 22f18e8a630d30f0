using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>The addresses that apps themselves ask: for a device code, and for tokens.</summary>
internal sealed class TokenEndpoints(Func<EmulatorContext> context)
{
    public IResult DeviceCode(HttpContext http, IFormCollection form) => AsJson(http, form, request =>
    {
        var options = request.Context.SignIn;
        var code = new DeviceCode(request.App, request.RequestedTenant, request.Scopes, options.Now + options.DeviceCodeLifetime);
        var handle = SignInStore.NewHandle();
        request.Context.SignIns.DeviceCodes[handle] = code;
        var page = request.Context.Origins.SignIn + SignInPages.DevicePath;
        return Results.Json(new
        {
            user_code = code.UserCode,
            device_code = handle,
            verification_uri = page,
            expires_in = (int)options.DeviceCodeLifetime.TotalSeconds,
            interval = (int)options.DeviceCodeInterval.TotalSeconds,
            message = $"To sign in, use a web browser to open the page {page} and enter the code {code.UserCode} to authenticate.",
        });
    });

    public IResult Token(HttpContext http, IFormCollection form) => AsJson(http, form, request => request["grant_type"] switch
    {
        "" => throw Refusals.ParameterMissing("grant_type"),
        "authorization_code" => UserTokens(request, GrantRedemption.Code(request)),
        "urn:ietf:params:oauth:grant-type:device_code" or "device_code" => UserTokens(request, GrantRedemption.DeviceCode(request)),
        "refresh_token" => UserTokens(request, GrantRedemption.RefreshToken(request)),
        "client_credentials" => AppToken(request, request.Tenant ?? throw Refusals.TenantNeeded()),
        var other => throw Refusals.GrantTypeUnsupported(other),
    });

    /// <summary>Tokens for the tenant that was asked, which need not be the user's own: a partner's people are known at its customers too.</summary>
    private static IResult UserTokens(TokenRequest request, Grant grant)
    {
        var (world, user) = (request.World, grant.User);
        var tenant = request.Tenant ?? grant.Tenant;
        if (world.RolesOf(tenant, user) is null)
        {
            throw Refusals.UserOfOtherTenant(user.UserPrincipalName, tenant);
        }

        Conditions.Demand(tenant, user, grant.Session);
        Lookup.ServicePrincipal(tenant, request.App);
        if (Consent.IsMissing(world, tenant, user, request.App, grant.Scopes))
        {
            throw Refusals.ConsentRequired(request.App);
        }

        return Results.Json(new UserTokenResponse(request.Context, grant, tenant, ClaimsRequest.Capabilities(request["claims"])).Fields());
    }

    private static IResult AppToken(TokenRequest request, Tenant tenant)
    {
        var app = request.App;
        ClientAuthentication.Demand(request, isPublic: false);
        var scope = request["scope"];
        if (!scope.EndsWith("/.default", StringComparison.Ordinal) || scope.Contains(' ', StringComparison.Ordinal))
        {
            throw Refusals.DefaultScopeNeeded(scope);
        }

        _ = request.Scopes;
        var client = Lookup.ServicePrincipal(tenant, app) ?? throw Refusals.ServicePrincipalMissing(app, tenant);
        var lifetime = request.Context.SignIn.AccessTokenLifetime;
        return Results.Json(new
        {
            token_type = "Bearer",
            expires_in = (int)lifetime.TotalSeconds,
            ext_expires_in = (int)lifetime.TotalSeconds,
            access_token = request.Context.ApplicationToken(tenant, app.AppId, Consent.GrantedRoles(tenant, client), lifetime, capabilities: ClaimsRequest.Capabilities(request["claims"])),
        });
    }

    private IResult AsJson(HttpContext http, IFormCollection form, Func<TokenRequest, IResult> answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            var requested = (string)http.Request.RouteValues["tenant"]!;
            var world = context().World;
            lock (world.Gate)
            {
                var tenant = Lookup.Tenant(world, requested);
                return answer(new TokenRequest(context(), form, Lookup.App(world, tenant, requested, form["client_id"]), tenant, requested));
            }
        }
        catch (EntraException refusal)
        {
            return new ErrorReport(http, refusal, context().SignIn.Now).AsJson();
        }
    }
}
