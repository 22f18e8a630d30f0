using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>A person approves a device code: confirms that the sign-in is theirs, then consents where that is missing.</summary>
internal sealed class DeviceInteraction(EmulatorContext context, DeviceCode code) : Interaction(context, code.App, code.RequestedTenant)
{
    private bool _confirmed;

    protected override bool IsDeviceCode => true;

    public override IResult Continue()
    {
        Lookup.ServicePrincipal(Tenant, App);
        return SignInPages.ConfirmDevice(this);
    }

    public override IResult Accept(bool forOrganization)
    {
        if (!_confirmed)
        {
            _confirmed = true;
            if (!Consent.IsMissing(World, Tenant, User, App, code.Scopes))
            {
                return Approve();
            }

            return Consent.MayConsent(World, Roles, App, code.Scopes)
                ? SignInPages.Consent(this, Consent.Asked(World, App, code.Scopes), code.Scopes.OpenId, Consent.MayConsentForOrganization(Roles))
                : SignInPages.AdministratorNeeded(this, Refusals.AdministratorNeeded(App).Message);
        }

        Consent.Give(World, Tenant, User, App, code.Scopes, forOrganization);
        return Approve();
    }

    public override IResult Refuse(ErrorReport report)
    {
        code.Refusal = Declined();
        return SignInPages.Message("You have cancelled the sign-in", "You can close this window. Nothing was given to the app.");
    }

    public override EntraException Declined() => Refusals.DeviceCodeDeclined();

    /// <summary>The device, which asks again and again, hears of it too.</summary>
    public override void Stop(EntraException refusal) => code.Refusal = refusal;

    private IResult Approve()
    {
        code.Approved = new Grant(App, Tenant, User, code.Scopes, IsPublicClient: true, Session);
        return SignInPages.Message(App.DisplayName, $"You have signed in to the {App.DisplayName} application on your device. You may now close this window.");
    }
}
