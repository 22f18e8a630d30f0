using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>The addresses that apps themselves ask: for a device code, and for tokens.</summary>
internal sealed class TokenEndpoints(Func<EmulatorContext> context, SignInStore store)
{
    public IResult DeviceCode(HttpContext http, IFormCollection form) => AsJson(http, (world, tenant, requested) =>
    {
        var app = Lookup.App(world, tenant, requested, form["client_id"]);
        var scopes = ScopeRequest.Parse(form["scope"], context().Origins.Graph, world, requested);
        var options = context().SignIn;
        var code = new DeviceCode(app, requested, scopes, DateTimeOffset.UtcNow + options.DeviceCodeLifetime);
        var handle = SignInStore.NewHandle();
        store.DeviceCodes[handle] = code;
        var page = context().Origins.SignIn + SignInPages.DevicePath;
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

    public IResult Token(HttpContext http, IFormCollection form) => AsJson(http, (world, tenant, requested) =>
    {
        var app = Lookup.App(world, tenant, requested, form["client_id"]);
        return form["grant_type"].ToString() switch
        {
            "" => throw Refusals.ParameterMissing("grant_type"),
            "authorization_code" => UserTokens(app, tenant, RedeemCode(app, form)),
            "urn:ietf:params:oauth:grant-type:device_code" or "device_code" => UserTokens(app, tenant, RedeemDeviceCode(app, form)),
            "refresh_token" => UserTokens(app, tenant, RedeemRefreshToken(app, form, requested)),
            "client_credentials" => AppToken(app, tenant ?? throw Refusals.TenantNeeded(), form),
            var other => throw Refusals.GrantTypeUnsupported(other),
        };
    });

    private AuthorizationCode RedeemCode(Application app, IFormCollection form)
    {
        if (!store.Codes.TryGetValue(form["code"].ToString(), out var code) || code.App != app)
        {
            throw Refusals.GrantInvalid();
        }

        var request = code.Request;
        CheckCredential(app, form, code.IsPublicClient);
        if (form["redirect_uri"] != request.Answer.RedirectUri)
        {
            throw Refusals.RedirectUriChanged(form["redirect_uri"], request.Answer.RedirectUri);
        }

        var hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (request.CodeChallenge is not null && hash != request.CodeChallenge)
        {
            throw Refusals.ProofKeyMismatch();
        }

        if (code.Expires < DateTimeOffset.UtcNow)
        {
            throw Refusals.CodeExpired();
        }

        return code.TryRedeem() ? code : throw Refusals.CodeRedeemed();
    }

    private Grant RedeemDeviceCode(Application app, IFormCollection form)
    {
        CheckCredential(app, form, isPublic: app.IsFallbackPublicClient);
        var handle = form["device_code"].ToString();
        if (!store.DeviceCodes.TryGetValue(handle, out var code) || code.App != app)
        {
            throw Refusals.DeviceCodeUnknown();
        }

        var now = DateTimeOffset.UtcNow;
        if (code.Expires < now)
        {
            throw Refusals.DeviceCodeExpired();
        }

        // A little less than the interval, for clocks and timers are not exact.
        var tooSoon = now - code.LastPoll < context().SignIn.DeviceCodeInterval * 0.8;
        if (code.LastPoll is not null && !tooSoon && code.Approved is null)
        {
            ApproveByItself(code);
        }

        code.LastPoll = now;
        if (code.Declined)
        {
            throw Refusals.DeviceCodeDeclined();
        }

        if (tooSoon)
        {
            throw Refusals.DeviceCodePolledTooSoon();
        }

        var approved = code.Approved ?? throw Refusals.DeviceCodePending();
        store.DeviceCodes.TryRemove(handle, out _);
        return approved;
    }

    /// <summary>Stands for the person who opens the page, where <see cref="SignInOptions.AutoApproveDeviceCodeAs"/> names one.</summary>
    private void ApproveByItself(DeviceCode code)
    {
        if (context().SignIn.AutoApproveDeviceCodeAs is not { } userName)
        {
            return;
        }

        var world = context().World;
        var (tenant, user) = Lookup.User(world, Lookup.Tenant(world, code.RequestedTenant), userName);
        if (Consent.IsMissing(world, tenant, user, code.App, code.Scopes))
        {
            if (!Consent.MayConsent(world, user, code.App, code.Scopes))
            {
                code.Declined = true;
                return;
            }

            Consent.Give(world, tenant, user, code.App, code.Scopes, forOrganization: false);
        }

        code.Approved = new Grant(code.App, tenant, user, code.Scopes, IsPublicClient: true);
    }

    private RefreshToken RedeemRefreshToken(Application app, IFormCollection form, string requested)
    {
        if (!store.RefreshTokens.TryGetValue(form["refresh_token"].ToString(), out var token) || token.App != app)
        {
            throw Refusals.GrantInvalid();
        }

        CheckCredential(app, form, token.IsPublicClient);
        if (token.Expires < DateTimeOffset.UtcNow)
        {
            throw Refusals.RefreshTokenExpired();
        }

        return form["scope"].ToString() is { Length: > 0 } scope
            ? token with { Scopes = ScopeRequest.Parse(scope, context().Origins.Graph, context().World, requested) }
            : token;
    }

    private IResult UserTokens(Application app, Tenant? tenant, Grant grant)
    {
        if ((tenant is not null && tenant != grant.Tenant) || !grant.Tenant.Users.Contains(grant.User))
        {
            throw Refusals.UserOfOtherTenant(grant.User.UserPrincipalName, tenant ?? grant.Tenant);
        }

        Lookup.ServicePrincipal(grant.Tenant, app);
        if (Consent.IsMissing(context().World, grant.Tenant, grant.User, app, grant.Scopes))
        {
            throw Refusals.ConsentRequired(app);
        }

        return Results.Json(new UserTokenResponse(context(), store, grant).Fields());
    }

    private IResult AppToken(Application app, Tenant tenant, IFormCollection form)
    {
        CheckCredential(app, form, isPublic: false);
        var scope = form["scope"].ToString();
        if (!scope.EndsWith("/.default", StringComparison.Ordinal) || scope.Contains(' ', StringComparison.Ordinal))
        {
            throw Refusals.DefaultScopeNeeded(scope);
        }

        ScopeRequest.Parse(scope, context().Origins.Graph, context().World, tenant.Id);
        var client = Lookup.ServicePrincipal(tenant, app) ?? throw Refusals.ServicePrincipalMissing(app, tenant);
        var graph = tenant.ServicePrincipals.Find(s => s.AppId == ScopeRequest.GraphAppId);
        var assigned = tenant.AppRoleAssignments.Where(a => a.PrincipalId == client.Id && a.ResourceId == graph?.Id).Select(a => a.AppRoleId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var roles = graph?.AppRoles.Where(r => assigned.Contains(r.Id)).Select(r => r.Value) ?? [];
        var lifetime = context().SignIn.AccessTokenLifetime;
        return Results.Json(new
        {
            token_type = "Bearer",
            expires_in = (int)lifetime.TotalSeconds,
            ext_expires_in = (int)lifetime.TotalSeconds,
            access_token = context().ApplicationToken(tenant, app.AppId, roles, lifetime),
        });
    }

    private static void CheckCredential(Application app, IFormCollection form, bool isPublic)
    {
        var secret = form["client_secret"].ToString();
        if (form.ContainsKey("client_assertion"))
        {
            throw isPublic ? Refusals.CredentialNotAllowed() : Refusals.AssertionKeyUnknown(app);
        }

        if (isPublic)
        {
            if (secret.Length > 0)
            {
                throw Refusals.CredentialNotAllowed();
            }
        }
        else if (secret.Length == 0)
        {
            throw Refusals.CredentialMissing();
        }
        else if (!app.Secrets.Contains(secret, StringComparer.Ordinal))
        {
            throw Refusals.SecretWrong(app);
        }
    }

    private IResult AsJson(HttpContext http, Func<World, Tenant?, string, IResult> handle)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            var requested = (string)http.Request.RouteValues["tenant"]!;
            lock (context().World.Gate)
            {
                return handle(context().World, Lookup.Tenant(context().World, requested), requested);
            }
        }
        catch (EntraException refusal)
        {
            return new ErrorReport(http, refusal).AsJson();
        }
    }
}
