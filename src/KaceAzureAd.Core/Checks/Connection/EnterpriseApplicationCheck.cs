using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>KACE Cloud's enterprise application is in the tenant and enabled.</summary>
internal sealed class EnterpriseApplicationCheck : Check
{
    public override string Name => "EnterpriseApplication";

    protected override string Expected => "KACE Cloud's enterprise application, enabled";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.ServicePrincipal?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        if (snapshot.ServicePrincipal?.Value is not { } application)
        {
            return snapshot.ServicePrincipal?.IsAbsent == true
                ? Failed("not there", $"The tenant has no enterprise application with the appId {snapshot.AppId}.", "Run Add-KaceMobilityApp.")
                : NotRead(snapshot.ServicePrincipal);
        }

        var actual = $"{application.DisplayName} ({application.Id})";
        if (application.DisabledByMicrosoftStatus is { Length: > 0 } and not "NotDisabled" and var status)
        {
            return Failed($"{actual}, {status}", "Microsoft disabled the application.", "Ask Quest's support why Microsoft disabled the application.");
        }

        return application.AccountEnabled == false
            ? Failed($"{actual}, disabled", "The enterprise application is disabled: nobody can sign in to it, and no device enrols.", "In the Microsoft Entra admin center > Enterprise applications > KACE Cloud > Properties set 'Enabled for users to sign-in' to Yes.")
            : Passed(actual, "KACE Cloud's enterprise application is there and enabled.");
    }
}
