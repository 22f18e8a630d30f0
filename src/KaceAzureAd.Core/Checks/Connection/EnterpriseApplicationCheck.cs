using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>KACE Cloud's enterprise application is in the tenant and enabled.</summary>
internal sealed class EnterpriseApplicationCheck : Check
{
    public override string Name => "EnterpriseApplication";

    public override string Proves => "KACE Cloud's enterprise application is in the tenant, enabled, and not disabled by Microsoft.";

    public override string PutRight => "Run Add-KaceMobilityApp.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.ServicePrincipal];

    protected override string Expected(CheckOptions options) => "KACE Cloud's enterprise application, enabled";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.ServicePrincipal?.Value is not { } application)
        {
            return snapshot.ServicePrincipal?.IsAbsent == true
                ? Failed("not there", $"The tenant has no enterprise application with the appId {snapshot.AppId}.")
                : NotRead(snapshot.ServicePrincipal);
        }

        var actual = $"{OneLine.Of(application.DisplayName)} ({application.Id})";
        if (application.DisabledByMicrosoftStatus is { Length: > 0 } and not "NotDisabled" and var status)
        {
            return Failed($"{actual}, {status}", "Microsoft disabled the application.", "Ask Quest's support why Microsoft disabled the application.");
        }

        return application.AccountEnabled switch
        {
            true => Passed(actual, "KACE Cloud's enterprise application is there and enabled."),
            false => Failed($"{actual}, disabled", "The enterprise application is disabled: nobody can sign in to it, and no device enrols.", "In the Microsoft Entra admin center > Enterprise applications > KACE Cloud > Properties set 'Enabled for users to sign-in' to Yes."),
            null => Warning($"{actual}, enabled or not is unknown", "Microsoft Graph does not say whether the enterprise application is enabled.", "Look at it in the Microsoft Entra admin center > Enterprise applications > KACE Cloud > Properties."),
        };
    }
}
