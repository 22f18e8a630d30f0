using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.WebUtilities;

namespace KaceAzureAd.Emulator.KaceCloud;

/// <summary>One customer's addresses at KACE Cloud.</summary>
internal sealed class KaceAddresses(Origins origins, KaceCloudState kace, KaceSubscription subscription)
{
    private readonly string _root = $"{origins.KaceCloud}/{subscription.Subdomain}";

    private string Enrolling => (kace.EnrollsOverHttp ? _root.Replace("https://", "http://", StringComparison.Ordinal) : _root) + "/EnrollmentServer";

    public string Settings => $"{_root}/settings/windows/azuread";

    public string TermsOfUse => $"{_root}/TermsOfUse";

    public string Discovery => $"{_root}/EnrollmentServer/Discovery.svc";

    public string EnrollmentPolicy => $"{Enrolling}/Policy.svc";

    public string Enrollment => $"{Enrolling}/Enrollment.svc";

    public string EnrollmentAuthentication => $"{Enrolling}/Authenticate";

    /// <summary>The page that sends the administrator on to Azure AD.</summary>
    public string OnBoard => $"{_root}/onboard";

    /// <summary>Where Azure AD sends the administrator back to; registered on KACE Cloud's app.</summary>
    public string OnBoarded => $"{_root}/onboarded";

    /// <summary>Azure AD's admin consent page for KACE Cloud's app.</summary>
    public string AdminConsent(string appId, string state) => QueryHelpers.AddQueryString($"{origins.SignIn}/organizations/adminconsent", new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["client_id"] = appId,
        ["redirect_uri"] = OnBoarded,
        ["state"] = state,
    });
}
