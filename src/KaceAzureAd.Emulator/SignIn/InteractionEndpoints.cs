using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>The addresses that a person's browser asks for.</summary>
internal sealed class InteractionEndpoints(Func<EmulatorContext> context)
{
    /// <summary>Begins a sign-in to an app. What is wrong before the app's address is known to be its own is told on a page, the rest to the app.</summary>
    public IResult Authorize(string tenant, HttpContext http) => OnPage(http, world =>
    {
        var query = http.Request.Query;
        var app = Lookup.App(world, Lookup.Tenant(world, tenant), tenant, query["client_id"]);
        var redirectUri = AppAnswer.CheckedRedirectUri(app, query["redirect_uri"]);
        var answer = new AppAnswer(redirectUri);
        try
        {
            answer = answer with { ResponseMode = ResponseMode(query["response_mode"]) };
            var request = AuthorizeRequest.Parse(query, context(), tenant, app, answer);
            return request.Prompt == "none" ? throw Refusals.SignInNeeded() : Begin(new AuthorizeInteraction(context(), request) { LoginHint = request.LoginHint });
        }
        catch (EntraException refusal)
        {
            var report = Report(http, refusal);
            return answer.Send(("error", report.Error), ("error_description", report.Description), ("state", query["state"]));
        }
    });

    /// <summary>Begins admin consent. Everything that is wrong at once is told on a page.</summary>
    public IResult AdminConsent(string tenant, HttpContext http, bool isV2) => OnPage(http, world =>
    {
        var query = http.Request.Query;
        if (isV2 && tenant == "common")
        {
            throw Refusals.CommonNotAllowed();
        }

        var app = Lookup.App(world, Lookup.Tenant(world, tenant), tenant, query["client_id"]);
        var redirectUri = AppAnswer.CheckedRedirectUri(app, query["redirect_uri"]);
        var scopes = isV2 ? ScopeRequest.Parse(query["scope"], context().Origins.Graph, world, tenant) : null;
        return Begin(new AdminConsentInteraction(context(), app, tenant, new AppAnswer(redirectUri), query["state"], scopes));
    });

    public IResult Login(HttpContext http, IFormCollection form) => OnPage(http, _ =>
    {
        var interaction = Find(form);
        try
        {
            return interaction.SignIn(form["login"].ToString(), form["passwd"].ToString());
        }
        catch (EntraException refusal) when (refusal.Code is 50126 or 50034 or 50020 or 50057)
        {
            return SignInPages.SignIn(interaction, form["login"], refusal.Message);
        }
        catch (EntraException refusal)
        {
            interaction.Stop(refusal);
            throw;
        }
    });

    public IResult SecondFactor(HttpContext http, IFormCollection form) => OnPage(http, _ =>
        form["secondFactor"] == "approve" ? Find(form).ApproveSecondFactor() : throw Refusals.SecondFactorDenied());

    public IResult Decide(HttpContext http, IFormCollection form) => OnPage(http, _ =>
    {
        var interaction = Find(form);
        if (!interaction.IsSignedIn)
        {
            throw Refusals.InteractionUnknown();
        }

        return form["decision"] == "accept"
            ? interaction.Accept(forOrganization: form["organization"] == "true")
            : interaction.Refuse(Report(http, interaction.Declined()));
    });

    public IResult EnterDeviceCode(HttpContext http, IFormCollection form) => OnPage(http, _ =>
    {
        var typed = form["otc"].ToString().Trim().ToUpperInvariant();
        var code = context().SignIns.DeviceCodes.Values.FirstOrDefault(c => c.UserCode == typed && c.Expires > context().SignIn.Now && c is { Approved: null, Refusal: null });
        return code is null
            ? SignInPages.DeviceCode("That code didn't work. Check the code and try again.")
            : Begin(new DeviceInteraction(context(), code));
    });

    private ErrorReport Report(HttpContext http, EntraException refusal) => new(http, refusal, context().SignIn.Now);

    private static string ResponseMode(string? asked) => asked switch
    {
        null or "" or "query" => "query",
        "form_post" => "form_post",
        _ => throw Refusals.ResponseModeUnsupported(asked),
    };

    private IResult Begin(Interaction interaction)
    {
        context().SignIns.Interactions[interaction.Id] = interaction;
        return SignInPages.SignIn(interaction);
    }

    private Interaction Find(IFormCollection form) =>
        context().SignIns.Interactions.TryGetValue(form["ctx"].ToString(), out var interaction) ? interaction : throw Refusals.InteractionUnknown();

    private IResult OnPage(HttpContext http, Func<World, IResult> handle)
    {
        try
        {
            lock (context().World.Gate)
            {
                return handle(context().World);
            }
        }
        catch (EntraException refusal)
        {
            return Report(http, refusal).AsPage();
        }
    }
}
