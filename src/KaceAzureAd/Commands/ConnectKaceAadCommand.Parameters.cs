using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Commands.Transformations;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Commands;

/// <content>The ways of signing in, a parameter set each.</content>
public sealed partial class ConnectKaceAadCommand
{
    private const string BrowserSet = "Browser";
    private const string DeviceCodeSet = "DeviceCode";
    private const string CertificateSet = "Certificate";
    private const string CertificateThumbprintSet = "CertificateThumbprint";
    private const string CertificatePathSet = "CertificatePath";
    private const string ClientSecretSet = "ClientSecret";
    private const string ManagedIdentitySet = "ManagedIdentity";
    private const string ManagedIdentityObjectIdSet = "ManagedIdentityObjectId";
    private const string ManagedIdentityResourceIdSet = "ManagedIdentityResourceId";
    private const string FederatedTokenSet = "FederatedToken";
    private const string FederatedTokenFileSet = "FederatedTokenFile";
    private const string AccessTokenSet = "AccessToken";
    private const string RefreshTokenSet = "RefreshToken";

    /// <summary>
    /// The tenant's id or one of its verified domains; without it, the account's own tenant. Several, also from the pipeline, are signed in to side
    /// by side; then none of them becomes the current session. Of settings from Import-KaceAadSetting, the tenant is taken that they belong to.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TenantOfSettingTransformation]
    [Alias("Tenant", "CustomerId")]
    [TenantCompleter]
    public string[]? TenantId { get; set; }

    /// <summary>
    /// appId of the app registration to sign in with; else the environment variable KACEAAD_CLIENT_ID, else, for a person, Microsoft Graph Command Line
    /// Tools. With -ManagedIdentity, the client id of a user-assigned identity.
    /// </summary>
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [Parameter(ParameterSetName = CertificateSet)]
    [Parameter(ParameterSetName = CertificateThumbprintSet)]
    [Parameter(ParameterSetName = CertificatePathSet)]
    [Parameter(ParameterSetName = ManagedIdentitySet)]
    [Parameter(ParameterSetName = FederatedTokenSet)]
    [Parameter(ParameterSetName = FederatedTokenFileSet)]
    [Parameter(ParameterSetName = RefreshTokenSet)]
    [ValidateNotNullOrEmpty]
    [Alias("AppId", "ApplicationId")]
    public string? ClientId { get; set; }

    /// <summary>The cloud: Global, USGov, USGovDoD, China, or one made with New-KaceAadEnvironment.</summary>
    [Parameter]
    [ValidateNotNull]
    [EnvironmentCompleter]
    public EnvironmentArgument Environment { get; set; } = new(KaceAadEnvironment.Global);

    /// <summary>Sign in with a code that is typed on a page of any device.</summary>
    [Parameter(ParameterSetName = DeviceCodeSet, Mandatory = true)]
    [Alias("UseDeviceCode", "DeviceAuthentication")]
    public SwitchParameter DeviceCode { get; set; }

    /// <summary>The application's certificate, with its private key.</summary>
    [Parameter(ParameterSetName = CertificateSet, Mandatory = true)]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Thumbprint of the application's certificate in the personal store of the user or of the machine.</summary>
    [Parameter(ParameterSetName = CertificateThumbprintSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [Alias("Thumbprint")]
    public string? CertificateThumbprint { get; set; }

    /// <summary>A PFX file, or a PEM file with certificate and private key.</summary>
    [Parameter(ParameterSetName = CertificatePathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>Password of that file.</summary>
    [Parameter(ParameterSetName = CertificatePathSet)]
    [ValidateNotNull]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>Client id and client secret of an application, as user name and password. With -RefreshToken, of the confidential client that the token was given to.</summary>
    [Parameter(ParameterSetName = ClientSecretSet, Mandatory = true)]
    [Parameter(ParameterSetName = RefreshTokenSet)]
    [ValidateNotNull]
    [Alias("ClientSecretCredential")]
    public PSCredential? Credential { get; set; }

    /// <summary>Sign in as the managed identity of the Azure resource that this runs on: its own one, or with an id, one that is assigned to it.</summary>
    [Parameter(ParameterSetName = ManagedIdentitySet, Mandatory = true)]
    [Parameter(ParameterSetName = ManagedIdentityObjectIdSet, Mandatory = true)]
    [Parameter(ParameterSetName = ManagedIdentityResourceIdSet, Mandatory = true)]
    [Alias("Identity")]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>Object id (principal id) of a user-assigned managed identity; it is not its client id.</summary>
    [Parameter(ParameterSetName = ManagedIdentityObjectIdSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [Alias("PrincipalId")]
    public string? ObjectId { get; set; }

    /// <summary>Azure resource id of a user-assigned managed identity.</summary>
    [Parameter(ParameterSetName = ManagedIdentityResourceIdSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? ResourceId { get; set; }

    /// <summary>Another identity provider's token that the application trusts: a text, a SecureString, or a script block that gets one whenever it is needed.</summary>
    [Parameter(ParameterSetName = FederatedTokenSet, Mandatory = true)]
    [ValidateNotNull]
    public FederatedTokenArgument? FederatedToken { get; set; }

    /// <summary>A file that its provider keeps such a token in, as Kubernetes does (AZURE_FEDERATED_TOKEN_FILE).</summary>
    [Parameter(ParameterSetName = FederatedTokenFileSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? FederatedTokenFile { get; set; }

    /// <summary>An access token for Microsoft Graph that was got elsewhere.</summary>
    [Parameter(ParameterSetName = AccessTokenSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = BrowserSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    /// <summary>A person's refresh token: delegated work with nobody present.</summary>
    [Parameter(ParameterSetName = RefreshTokenSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = BrowserSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public SecureString? RefreshToken { get; set; }

    /// <summary>User name to sign in with: the page begins with it, and of several that are remembered it is taken.</summary>
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [ValidateNotNullOrEmpty]
    [Alias("LoginHint", "UserPrincipalName")]
    public string? Account { get; set; }

    /// <summary>
    /// Process keeps the sign-in in memory. CurrentUser keeps it in the platform's secure store as well, so that the next process need not ask, until
    /// Disconnect-KaceAad.
    /// </summary>
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    public ContextScope ContextScope { get; set; }

    /// <summary>Permissions to ask for, by their short names, instead of those that the whole job needs. A cmdlet that lacks one offers to consent to it.</summary>
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [ValidateNotNullOrEmpty]
    [ScopeCompleter]
    public string[]? Scope { get; set; }

    /// <summary>Ask also for what optional checks read: the sign-in log, devices, and roles that can be activated.</summary>
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    public SwitchParameter IncludeOptional { get; set; }

    /// <summary>Ask for read permissions only; the session then refuses to change anything.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>How many seconds to wait for the browser.</summary>
    [Parameter(ParameterSetName = BrowserSet)]
    [ValidateRange(10, 3600)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>How many tenants to sign in to at a time. Browser and device code go one by one.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    private string? Client => Credential?.UserName ?? ClientId ?? FromEnvironment;

    private static string? FromEnvironment =>
        System.Environment.GetEnvironmentVariable("KACEAAD_CLIENT_ID") is { } given && GivenId.Trim(given).Length > 0 ? given : null;

    // The engine settles on a set before it looks at what comes through the pipeline: a token that came with a tenant counts in whichever set that is.
    private bool CameWithTenant => RefreshToken is not null || AccessToken is not null;

    private SignIn MakeSignIn() => RefreshToken is not null ? new RefreshTokenSignIn(RefreshToken, Credential?.Password)
        : AccessToken is not null ? new AccessTokenSignIn(AccessToken)
        : ParameterSetName switch
    {
        DeviceCodeSet => new DeviceCodeSignIn(),
        CertificateSet => new CertificateSignIn(Certificate!),
        CertificateThumbprintSet => new CertificateSignIn(ClientCertificates.FromStore(CertificateThumbprint!)),
        CertificatePathSet => new CertificateSignIn(ClientCertificates.FromFile(
            FilePath(CertificatePath!, ErrorCodes.CertificateNotFound, "a certificate"), CertificatePassword)),
        ClientSecretSet => new ClientSecretSignIn(Credential!.Password),
        ManagedIdentitySet => ClientId is null ? ManagedIdentitySignIn.SystemAssigned : ManagedIdentitySignIn.ByClientId(ClientId),
        ManagedIdentityObjectIdSet => ManagedIdentitySignIn.ByObjectId(ObjectId!),
        ManagedIdentityResourceIdSet => ManagedIdentitySignIn.ByResourceId(ResourceId!),
        FederatedTokenSet => new FederatedTokenSignIn(FederatedToken!.GetAsync),
        FederatedTokenFileSet => FederatedTokenSignIn.FromFile(
            FilePath(FederatedTokenFile!, ErrorCodes.FederatedTokenUnavailable, "a federated token")),
        _ => new BrowserSignIn(new SystemBrowser(), TimeSpan.FromSeconds(TimeoutSec)),
    };
}
