using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.KaceCloud;

/// <summary>The emulated KACE Cloud: each customer's pages and MDM addresses (facts.md 4.8, 5).</summary>
public static class KaceCloudService
{
    public static void Map(WebApplication app, Func<EmulatorContext> context)
    {
        Func<HttpContext, Task<IResult>> For(Func<Customer, HttpContext, Task<IResult>> handle) => async http =>
            context().KaceCloud.Find((string)http.Request.RouteValues["subdomain"]!) is { } subscription
                ? await handle(new Customer(context().KaceCloud, subscription), http)
                : Html.Page("Not found", $"<p>KACE Cloud has no customer at this address.</p>", StatusCodes.Status404NotFound);

        Func<HttpContext, Task<IResult>> At(Func<Customer, HttpContext, IResult> handle) => For((customer, http) => Task.FromResult(handle(customer, http)));

        const string Settings = "/{subdomain}/settings/windows/azuread";
        app.MapGet(Settings, At((customer, _) => customer.Page(notice: null)));
        app.MapPost(Settings + "/automated", At((customer, _) => customer.Page(customer.BackEnd.SetAutomated(customer.Subdomain).Message)));
        app.MapPost(Settings + "/remove-existing", At((customer, _) => customer.Page(customer.BackEnd.RemoveExisting(customer.Subdomain).Message)));
        app.MapPost(Settings + "/verify", For(async (customer, http) =>
        {
            await customer.BackEnd.VerifyAsync(customer.Subdomain, http.RequestAborted);
            return customer.Page(notice: null);
        }));

        app.MapGet("/{subdomain}/onboard", At((customer, _) => Results.Redirect(customer.BackEnd.AdminConsentUri(customer.Subscription))));
        app.MapGet("/{subdomain}/onboarded", At((customer, http) => OnBoarding.Answer(customer.BackEnd, customer.Subscription, http.Request.Query)));

        app.MapGet("/{subdomain}/TermsOfUse", At((_, http) => TermsOfUse.Show(http.Request)));
        app.MapPost("/{subdomain}/TermsOfUse", For(async (_, http) => await TermsOfUse.DecideAsync(http.Request)));

        // A device's first question: is there anything here at all?
        app.MapGet("/{subdomain}/EnrollmentServer/Discovery.svc", At((_, _) => Results.Content("", "text/html")));
        app.MapPost("/{subdomain}/EnrollmentServer/Discovery.svc", For((customer, http) => Discovery.AnswerAsync(customer.BackEnd.Addresses(customer.Subscription), http.Request)));
    }

    private sealed record Customer(KaceBackEnd BackEnd, KaceSubscription Subscription)
    {
        public string Subdomain => Subscription.Subdomain;

        public IResult Page(string? notice) => SettingsPage.Render(BackEnd.Addresses(Subscription), BackEnd.OnBoardUri(Subscription), Subscription, notice);
    }
}
