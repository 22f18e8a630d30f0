using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>A person signs in to an app, which gets an authorization code.</summary>
internal sealed class AuthorizeInteraction(EmulatorContext context, AuthorizeRequest request)
    : Interaction(context, request.App, request.RequestedTenant)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    public override IResult Continue()
    {
        Lookup.ServicePrincipal(Tenant, App);
        if (request.Prompt != "consent" && !Consent.IsMissing(World, Tenant, User, App, request.Scopes))
        {
            return SendCode();
        }

        return Consent.MayConsent(World, Roles, App, request.Scopes)
            ? SignInPages.Consent(this, Consent.Asked(World, App, request.Scopes), request.Scopes.OpenId, Consent.MayConsentForOrganization(Roles))
            : SignInPages.AdministratorNeeded(this, Refusals.AdministratorNeeded(App).Message);
    }

    public override IResult Accept(bool forOrganization)
    {
        Consent.Give(World, Tenant, User, App, request.Scopes, forOrganization);
        return SendCode();
    }

    public override IResult Refuse(ErrorReport report) =>
        request.Answer.Send(("error", report.Error), ("error_description", report.Description), ("state", request.State));

    public override EntraException Declined() => Consent.MayConsent(World, Roles, App, request.Scopes)
        ? Refusals.ConsentDeclined("access_denied")
        : Refusals.AdministratorNeeded(App);

    private IResult SendCode()
    {
        var code = SignInStore.NewHandle();
        Context.SignIns.Codes[code] = new AuthorizationCode(request, Tenant, User, Session, Context.SignIn.Now + CodeLifetime);
        return request.Answer.Send(("code", code), ("state", request.State), ("session_state", Guid.NewGuid().ToString()));
    }
}
