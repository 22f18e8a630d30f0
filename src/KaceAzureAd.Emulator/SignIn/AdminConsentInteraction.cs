using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>An administrator reviews what an app asks for and accepts it for the whole organization (facts.md 3.1).</summary>
/// <param name="scopes">Null for the v1 endpoint, and with it everything that the app lists.</param>
internal sealed class AdminConsentInteraction(
    EmulatorContext context, Application app, string requestedTenant, AppAnswer answer, string? state, ScopeRequest? scopes)
    : Interaction(context, app, requestedTenant)
{
    private bool AsksForAll => scopes is null || scopes.IsDefault;

    private bool IsAllowed => Consent.MayConsentForOrganization(Roles, toGraphAppRoles: AsksForAll && Consent.AsksForGraphAppRoles(App));

    public override IResult Continue()
    {
        if (!IsAllowed)
        {
            return SignInPages.AdministratorNeeded(this, Refusals.AdministratorNeeded(App).Message);
        }

        return AsksForAll
            ? SignInPages.AdminConsent(this, Listed(a => a.Scopes, r => r.OAuth2PermissionScopes, s => s.Value), Listed(a => a.Roles, r => r.AppRoles, r => r.Value))
            : SignInPages.AdminConsent(this, scopes!.Scopes, []);
    }

    public override IResult Accept(bool forOrganization)
    {
        if (!IsAllowed)
        {
            throw Refusals.AdministratorNeeded(App);
        }

        if (AsksForAll)
        {
            World.ConsentTenantWide(Tenant, App);
        }
        else
        {
            Consent.Give(World, Tenant, User, App, scopes!, forOrganization: true);
        }

        return scopes is null
            ? answer.Send(("admin_consent", "True"), ("tenant", Tenant.Id), ("state", state))
            : answer.Send(("admin_consent", "True"), ("tenant", Tenant.Id), ("scope", GivenScopes()), ("state", state));
    }

    // v1 sends no state with an error; v2 sends admin_consent=True even then.
    public override IResult Refuse(ErrorReport report) => scopes is null
        ? answer.Send(("error", report.Error), ("error_description", report.Description))
        : answer.Send(("admin_consent", "True"), ("error", report.Error), ("error_description", report.Description), ("state", state));

    public override EntraException Declined() => Refusals.ConsentDeclined(scopes is null ? "permission_denied" : "consent_required");

    private string GivenScopes() =>
        string.Join(' ', Consent.Asked(World, App, scopes!).Select(s => $"{Context.Origins.Graph}/{s.Value}"));

    private IEnumerable<T> Listed<T>(Func<RequiredResourceAccess, List<string>> listed, Func<Application, List<T>> offered, Func<T, string> value) =>
        from access in App.RequiredResourceAccess
        let resource = World.FindApplication(access.ResourceAppId)?.App
        where resource is not null
        from permission in offered(resource)
        where listed(access).Contains(value(permission), StringComparer.OrdinalIgnoreCase)
        select permission;
}
