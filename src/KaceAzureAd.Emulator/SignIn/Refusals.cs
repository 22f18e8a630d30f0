using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>Every way in which the sign-in service says no: to requests, and here to what they carry.</summary>
internal static partial class Refusals
{
    public static EntraException TenantNotFound(string tenant) => new(90002, "invalid_request",
        $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.");

    public static EntraException TenantNeeded() => new(50059, "invalid_request",
        "No tenant-identifying information found in either the request or implied by any provided credentials.");

    public static EntraException ApplicationNotFound(string appId, string tenant) => new(700016, "unauthorized_client",
        $"Application with identifier '{appId}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.");

    public static EntraException NotMultiTenant(Application app) => new(50194, "invalid_request",
        $"Application '{app.AppId}'({app.DisplayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.");

    public static EntraException ServicePrincipalMissing(Application app, Tenant tenant) => new(7000229, "unauthorized_client",
        $"The client application {app.AppId} is missing service principal in the tenant {tenant.Id}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119");

    public static EntraException ApplicationDisabled(Application app) => new(7000112, "unauthorized_client",
        $"Application '{app.AppId}'({app.DisplayName}) is disabled.");

    public static EntraException RedirectUriNotRegistered(string redirectUri, Application app) => new(50011, "invalid_request",
        $"The redirect URI '{redirectUri}' specified in the request does not match the redirect URIs configured for the application '{app.AppId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.");

    public static EntraException NoReplyAddress() => new(900971, "invalid_request", "No reply address provided.");

    public static EntraException ParameterMissing(string name) => new(900144, "invalid_request",
        $"The request body must contain the following parameter: '{name}'.");

    public static EntraException GrantTypeUnsupported(string grantType) => new(70003, "unsupported_grant_type",
        $"The app requested an unsupported grant type '{grantType}'.");

    public static EntraException ResponseTypeUnsupported(string responseType) => new(700054, "unsupported_response_type",
        $"response_type '{responseType}' is not enabled for the application.");

    public static EntraException ResponseModeUnsupported(string responseMode) => new(70007, "unsupported_response_mode",
        $"'{responseMode}' is not a supported value of 'response_mode' when requesting a code.");

    public static EntraException PromptUnsupported(string prompt) => new(90023, "invalid_request",
        $"Unsupported 'prompt' value '{prompt}'.");

    public static EntraException ClaimsMalformed() => new(90023, "invalid_request", "The 'claims' parameter is not valid JSON of an OpenID Connect claims request.");

    public static EntraException ScopeInvalid(string scope, string why) => new(70011, "invalid_scope",
        $"The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid. {why}");

    public static EntraException DefaultScopeNeeded(string scope) => new(1002012, "invalid_scope",
        $"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).");

    public static EntraException ResourceNotFound(string resource, string tenant) => new(500011, "invalid_resource",
        $"The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.");

    public static EntraException ProofKeyNeeded() => new(9002325, "invalid_request",
        "Proof Key for Code Exchange is required for authorization code redemption by a public client.");

    public static EntraException ProofKeyMethodUnsupported(string method) => new(50148, "invalid_request",
        $"The code_challenge_method '{method}' is not supported; use 'S256'.");

    public static EntraException ProofKeyMismatch() => new(501481, "invalid_grant",
        "The Code_Verifier does not match the code_challenge supplied in the authorization request.");

    public static EntraException GrantInvalid() => new(70000, "invalid_grant", "Provided grant is invalid or malformed.");

    public static EntraException CodeRedeemed() => new(54005, "invalid_grant",
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.");

    public static EntraException CodeExpired() => new(70008, "invalid_grant",
        "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.");

    public static EntraException RedirectUriChanged(string? now, string then) => new(500112, "invalid_grant",
        $"The reply address '{now}' does not match the reply address '{then}' provided when requesting Authorization code.");

    public static EntraException RefreshTokenExpired() => new(700082, "invalid_grant",
        "The refresh token has expired due to inactivity.") { SubError = "bad_token" };

    public static EntraException InteractionUnknown() => new(165000, "invalid_request",
        "Invalid Request: The request did not match the user context. Do not copy the user context values between different requests or user sessions.");

    public static EntraException CommonNotAllowed() => new(90009, "invalid_request",
        "The v2.0 admin consent endpoint does not accept 'common'; use a tenant or 'organizations'.");

    public static EntraException DeviceCodePending() => new(70016, "authorization_pending",
        "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");

    public static EntraException DeviceCodePolledTooSoon() => new(70016, "slow_down",
        "OAuth 2.0 device flow error. The device polls more often than the interval allows.");

    public static EntraException DeviceCodeExpired() => new(70019, "expired_token", "Verification code expired. Have the user retry the sign-in.");

    public static EntraException DeviceCodeDeclined() => new(65004, "authorization_declined", "The end user denied the authorization request.");

    public static EntraException DeviceCodeUnknown() => new(70018, "bad_verification_code", "The device_code sent to the token endpoint was not recognized.");
}
