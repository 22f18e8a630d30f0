using System.Globalization;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>What is said to people, and of them.</summary>
internal static partial class Refusals
{
    /// <summary>What an app is to ask for in the browser, where a policy was not met: the policy.</summary>
    private static readonly string PolicyClaims =
        $$$$"""{"access_token":{"capolids":{"essential":true,"values":["{{{{WellKnown.IdOf("conditional access policy")}}}}"]}}}""";

    public static EntraException PasswordWrong() => new(50126, "invalid_grant",
        "Error validating credentials due to invalid username or password.");

    public static EntraException UserNotFound(string user, string tenant) => new(50034, "invalid_grant",
        $"The user account {user} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.");

    public static EntraException UserOfOtherTenant(string user, Tenant tenant) => new(50020, "invalid_grant",
        $"User account '{user}' does not exist in tenant '{tenant.DisplayName}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.");

    public static EntraException SignInNeeded() => new(50058, "login_required",
        "A silent sign-in request was sent but no user is signed in.");

    public static EntraException ConsentRequired(Application app) => new(65001, "invalid_grant",
        $"The user or administrator has not consented to use the application with ID '{app.AppId}' named '{app.DisplayName}'. Send an interactive authorization request for this user and resource.") { SubError = "consent_required" };

    public static EntraException ConsentDeclined(string error) => new(65004, error, "User declined to consent to access the app.");

    public static EntraException AdministratorNeeded(Application app) => new(90094, "access_denied",
        $"{app.DisplayName} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.");

    public static EntraException UserDisabled() => new(50057, "invalid_grant", "The user account is disabled.");

    public static EntraException SecondFactorNeeded() => new(50076, "invalid_grant",
        $"Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{ScopeRequest.GraphAppId}'.") { SubError = "basic_action", Claims = PolicyClaims };

    public static EntraException SecondFactorNotSetUp() => new(50079, "invalid_grant",
        $"Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '{ScopeRequest.GraphAppId}'.") { SubError = "basic_action", Claims = PolicyClaims };

    public static EntraException SecondFactorDenied() => new(500121, "access_denied", "Authentication failed during strong authentication request.");

    public static EntraException DeviceNotCompliant() => new(53000, "invalid_grant",
        "Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant. The user must enroll their device with an approved MDM provider like Intune.") { SubError = "additional_action", Claims = PolicyClaims };

    public static EntraException BlockedByConditionalAccess() => new(53003, "invalid_grant",
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.") { SubError = "message_only" };

    public static EntraException SessionRevoked(DateTimeOffset issued, DateTimeOffset validFrom) => new(50173, "invalid_grant",
        $"The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '{Precisely(issued.UtcDateTime)}' and the TokensValidFrom date (before which tokens are not valid) for this user is '{Precisely(validFrom.UtcDateTime)}'.") { SubError = "bad_token" };

    private static string Precisely(DateTime time) => time.ToString("o", CultureInfo.InvariantCulture);
}
