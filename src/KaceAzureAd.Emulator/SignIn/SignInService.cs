using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>The emulated Entra sign-in service: its addresses (facts.md 3.1, 6).</summary>
public static class SignInService
{
    public static void Map(WebApplication app, Func<EmulatorContext> context)
    {
        var pages = new InteractionEndpoints(context);
        app.MapGet("/{tenant}/oauth2/v2.0/authorize", (string tenant, HttpContext http) => pages.Authorize(tenant, http));
        app.MapGet("/{tenant}/adminconsent", (string tenant, HttpContext http) => pages.AdminConsent(tenant, http, isV2: false));
        app.MapGet("/{tenant}/v2.0/adminconsent", (string tenant, HttpContext http) => pages.AdminConsent(tenant, http, isV2: true));
        MapForm(app, SignInPages.LoginPath, pages.Login);
        MapForm(app, SignInPages.SecondFactorPath, pages.SecondFactor);
        MapForm(app, SignInPages.DecidePath, pages.Decide);
        app.MapGet(SignInPages.DevicePath, () => SignInPages.DeviceCode());
        MapForm(app, SignInPages.DevicePath, pages.EnterDeviceCode);

        var tokens = new TokenEndpoints(context);
        MapForm(app, "/{tenant}/oauth2/v2.0/token", tokens.Token);
        MapForm(app, "/{tenant}/oauth2/v2.0/devicecode", tokens.DeviceCode);

        app.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (string tenant, HttpContext http) => Metadata.Configuration(context(), tenant, http));
        app.MapGet("/{tenant}/discovery/v2.0/keys", (string tenant, HttpContext http) => Metadata.Keys(context(), tenant, http));
    }

    private static void MapForm(WebApplication app, string path, Func<HttpContext, IFormCollection, IResult> handle) => app.MapPost(path, async (HttpContext http) =>
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        return handle(http, form);
    });
}
