using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>What is said to apps that do not prove who they are.</summary>
internal static partial class Refusals
{
    private const string CertificateHelp = "Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .";

    private const string FederationHelp =
        "Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation";

    public static EntraException SecretWrong(Application app) => new(7000215, "invalid_client",
        $"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{app.AppId}'.") { Status = 401 };

    public static EntraException CredentialMissing() => new(7000218, "invalid_client",
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.") { Status = 401 };

    public static EntraException CredentialNotAllowed() => new(700025, "invalid_client",
        "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.") { Status = 401 };

    public static EntraException SecretExpired(Application app) => Unproven(7000222,
        $"The provided client secret keys for app '{app.AppId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.");

    public static EntraException AssertionTypeUnexpected() => new(90011, "invalid_request", "Unexpected client assertion type.");

    public static EntraException AssertionMalformed() => new(50027, "invalid_request", "JWT token is invalid or malformed.");

    public static EntraException AssertionWithoutThumbprint() => new(50027, "invalid_request", "Invalid JWT token. No certificate thumbprint specified in token header.");

    public static EntraException AssertionAlgorithmUnsupported() => new(5002730, "invalid_request", "Invalid JWT token. Unsupported key for the signing algorithm.");

    /// <param name="found">The registered certificate of this thumbprint, where there is one.</param>
    public static EntraException AssertionSignatureInvalid(Application app, string reason, string thumbprint, string found = "") => Unproven(700027,
        $"The certificate with identifier used to sign the client assertion is not registered on application. [Reason - {reason}, Thumbprint of key used by client: '{thumbprint}',{found} Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '{app.AppId}'.].");

    public static EntraException AssertionSubjectNotIssuer() => Unproven(50048, "Subject must match the issuer claim in the client assertion.");

    public static EntraException AssertionOfAnotherApp() => Unproven(700021, $"Client assertion application identifier doesn't match 'client_id' parameter. {CertificateHelp}");

    public static EntraException AssertionForAnotherAudience() => Unproven(700023, $"Client assertion audience claim does not match Realm issuer. {CertificateHelp}");

    public static EntraException AssertionOutOfTime(DateTime now, DateTime validFrom, DateTime validTo) => Unproven(700024,
        $"Client assertion is not within its valid time range. Current time: {Precisely(now)}, assertion valid from {Precisely(validFrom)}, expiry time of assertion {Precisely(validTo)}. {CertificateHelp}");

    public static EntraException NoFederatedCredentials(Application app) => Unproven(70025,
        $"The client '{app.AppId}'({app.DisplayName}) has no configured federated identity credentials.");

    public static EntraException FederatedIssuerUnknown(string issuer) => Unproven(700211,
        $"No matching federated identity record found for presented assertion issuer '{issuer}'. {FederationHelp}");

    public static EntraException FederatedAudienceUnknown(string audience) => Unproven(700212,
        $"No matching federated identity record found for presented assertion audience '{audience}'. {FederationHelp}");

    public static EntraException FederatedSubjectUnknown(string subject) => Unproven(700213,
        $"No matching federated identity record found for presented assertion subject '{subject}'. {FederationHelp}");

    public static EntraException FederatedSubjectInOtherCase(string subject) => Unproven(7002138,
        $"No matching federated identity record found for presented assertion subject '{subject}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. {FederationHelp}");

    public static EntraException FederatedIssuerUnreachable() => new(501661, "invalid_request", "Request to External OIDC endpoint failed.");

    public static EntraException FederatedSignatureInvalid() => Unproven(50013,
        "Assertion failed signature validation. [Reason - The provided signature value did not match the expected signature value.]");

    private static EntraException Unproven(int code, string message) => new(code, "invalid_client", message) { Status = 401 };
}
