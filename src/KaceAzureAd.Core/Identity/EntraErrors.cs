namespace KaceAzureAd.Identity;

/// <summary>
/// What Entra's AADSTS codes mean to an administrator, and what to do (facts.md 3.5). They make sentences and nothing else: Microsoft asks
/// that code does not branch on them.
/// </summary>
internal static class EntraErrors
{
    private const string OtherTenantsAccount = "Sign in with an account of this tenant, or name the account's own tenant with -TenantId.";
    private const string Interactively = "Sign in interactively in the browser (Connect-KaceAad without -DeviceCode).";
    private const string Expired = "Run Connect-KaceAad -DeviceCode again and enter the new code in time.";
    private const string ClientConfiguration = "Put the API permissions of the app registration given by -ClientId right: Microsoft Graph has to be among them.";
    private const string Clock = "Set this machine's clock right and try again.";
    private const string TenantOrCloud = "Check -TenantId, and that -Environment names the cloud of the tenant.";

    private static readonly Dictionary<int, (string Meaning, string Advice)> Known = new()
    {
        [16000] = ("The account belongs to another tenant.", OtherTenantsAccount),
        [50001] = ("The resource is not known in the tenant.", "Check that -Environment names the cloud of the tenant."),
        [50011] = ("The redirect URI is not registered on the client.", "Add the redirect URI http://localhost (platform: mobile and desktop) to the app registration given by -ClientId."),
        [50020] = ("The account belongs to another tenant and is no guest in this one.", OtherTenantsAccount),
        [50034] = ("The account does not exist in the tenant.", OtherTenantsAccount),
        [50053] = ("The account is locked, or signs in from an address that was blocked.", "Wait and try again, or have the account unlocked."),
        [50055] = ("The password has expired.", "Set a new password, then sign in again."),
        [50057] = ("The account is disabled.", "Sign in with another account, or have this one enabled."),
        [50076] = ("Multi-factor authentication is needed.", "Sign in interactively, so that multi-factor authentication can be done."),
        [50079] = ("Multi-factor authentication is needed, and the account has not set it up.", "Set up multi-factor authentication for the account, then sign in interactively."),
        [50105] = ("The account is not assigned to the client application.", "Assign the account to the client application, or turn off 'Assignment required' there."),
        [50126] = ("User name or password is wrong.", "Check the user name and the password."),
        [50132] = ("The sign-in is no longer valid: the password was changed or the account's sessions were revoked.", "Sign in again."),
        [50173] = ("The sign-in was revoked: the password was changed or an administrator revoked the account's sessions.", "Sign in again; for -RefreshToken, get a new refresh token."),
        [50194] = ("The client application is registered for one tenant only.", "Give that tenant with -TenantId."),
        [53000] = ("Conditional Access wants a compliant device.", "Sign in from a device that meets the tenant's Conditional Access policies."),
        [53003] = ("Conditional Access blocks this sign-in.", "Do not use -DeviceCode where the tenant blocks device code flow; otherwise ask the tenant's administrator which policy blocks it."),
        [65001] = ("Nobody consented to the client application in this tenant.", "Have an administrator of the tenant consent to the client application, or use one of your own with -ClientId."),
        [65002] = ("This client of Microsoft's may not be used for these permissions.", "Use an app registration of your own with -ClientId."),
        [65004] = ("Consent was declined.", "Run Connect-KaceAad again and accept, or sign in with -ReadOnly, which asks for less."),
        [65005] = ("The client application is misconfigured: it asks for something that it does not list.", ClientConfiguration),
        [70008] = ("The refresh token or code has expired.", "Sign in again; for -RefreshToken, get a new refresh token."),
        [70011] = ("A permission that was asked for does not exist in this cloud.", "Check that -Environment names the cloud of the tenant."),
        [70016] = ("Nobody has entered the code yet.", Expired),
        [70018] = ("The code is not known.", Expired),
        [70019] = ("The code expired before anybody entered it.", Expired),
        [70020] = ("The code expired before anybody entered it.", Expired),
        [70021] = ("The application does not trust this federated token: no federated credential matches its issuer, subject and audience.", "Compare the federated credential of the app registration with the token's issuer, subject and audience."),
        [70043] = ("The sign-in is older than the tenant's Conditional Access allows.", "Sign in again; for -RefreshToken, get a new refresh token."),
        [90002] = ("The tenant was not found.", TenantOrCloud),
        [90038] = ("The tenant is in a national cloud.", "Name its cloud with -Environment."),
        [90094] = ("Only an administrator can consent to these permissions.", "Sign in as an administrator, or have one consent to the client application first."),
        [90095] = ("Only an administrator can consent to these permissions, and was asked to.", "Ask the tenant's administrator to approve the request for consent, then sign in again."),
        [90099] = ("The partner application is not authorized in this tenant.", "Have the customer accept the relationship, and consent to the partner application in the customer's tenant."),
        [500011] = ("The resource is not known in the tenant.", "Check that -Environment names the cloud of the tenant."),
        [500133] = ("The assertion is not valid at this time.", Clock),
        [530032] = ("A security policy of the tenant blocks the sign-in.", "Ask the tenant's security administrator."),
        [530035] = ("Security defaults of the tenant block the sign-in.", Interactively),
        [650052] = ("The tenant does not have a service that the client application asks for.", "Subscribe to the service, or use an app registration of your own with -ClientId that asks for Microsoft Graph only."),
        [650056] = ("The client application is misconfigured: it lists no permission that was asked for.", ClientConfiguration),
        [650057] = ("The client application does not list Microsoft Graph among its resources.", ClientConfiguration),
        [700016] = ("The client application is not known in this tenant.", "Check -ClientId, -TenantId and -Environment: the application has to be registered there, or consented to there."),
        [700024] = ("The application's assertion is not valid at this time.", Clock),
        [700025] = ("The client is a public one and takes no secret.", "Leave the client's secret out."),
        [700027] = ("The certificate is not registered on the application, or has expired there.", "Register the certificate under Certificates & secrets of the app registration, or give the one that is registered."),
        [700082] = ("The refresh token has expired because it was not used.", "Get a new refresh token."),
        [700213] = ("The application does not trust this federated token: no federated credential has its subject.", "Compare the subject of the app registration's federated credential with the token's."),
        [700211] = ("The application does not trust this federated token: no federated credential has its issuer.", "Compare the issuer of the app registration's federated credential with the token's."),
        [700212] = ("The application does not trust this federated token: no federated credential has its audience.", "Ask the identity provider for a token for the audience api://AzureADTokenExchange."),
        [7000112] = ("The client application is disabled.", "Enable the client application in the tenant, or use another with -ClientId."),
        [7000215] = ("The client secret is wrong.", "Give the secret's value, not its id; it is shown only when it is made."),
        [7000218] = ("The client has to prove itself with a secret or a certificate.", "For a person's sign-in turn on 'Allow public client flows' in the app registration given by -ClientId; for -RefreshToken of a confidential client add its secret with -Credential."),
        [7000222] = ("The client secret has expired.", "Make a new client secret and give that one."),
        [7000229] = ("The client application has no service principal in the tenant.", "Have an administrator of the tenant consent to the client application first."),
        [900971] = ("The client application has no redirect URI.", "Add the redirect URI http://localhost (platform: mobile and desktop) to the app registration given by -ClientId."),
    };

    /// <summary>Every code that has a sentence.</summary>
    public static IEnumerable<int> Codes => Known.Keys;

    /// <summary>Meaning and advice, or null for a code without.</summary>
    public static (string Meaning, string Advice)? Find(int? code) => code is { } c && Known.TryGetValue(c, out var words) ? words : null;
}
