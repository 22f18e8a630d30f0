namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>An environment's name or one of its addresses cannot be used.</summary>
    public static readonly ErrorCode InvalidEnvironment = new(nameof(InvalidEnvironment), ErrorKind.InvalidArgument, "An environment's name or one of its addresses cannot be used.");

    /// <summary>The tenant was given in a form that cannot be used.</summary>
    public static readonly ErrorCode InvalidTenant = new(nameof(InvalidTenant), ErrorKind.InvalidArgument, "The tenant was given in a form that cannot be used.");

    /// <summary>The access token cannot be read.</summary>
    public static readonly ErrorCode InvalidAccessToken = new(nameof(InvalidAccessToken), ErrorKind.InvalidArgument, "The access token that was given cannot be read, or is not one for Microsoft Graph.");

    /// <summary>The access token has expired.</summary>
    public static readonly ErrorCode AccessTokenExpired = new(nameof(AccessTokenExpired), ErrorKind.AuthenticationError, "The access token that was given has expired.");

    /// <summary>The token belongs to another cloud.</summary>
    public static readonly ErrorCode TokenForAnotherCloud = new(nameof(TokenForAnotherCloud), ErrorKind.SecurityError, "The token is for another cloud than the session's.");

    /// <summary>The token belongs to another tenant.</summary>
    public static readonly ErrorCode TokenForAnotherTenant = new(nameof(TokenForAnotherTenant), ErrorKind.SecurityError, "The token is for another tenant than was asked for.");

    /// <summary>Signing in failed.</summary>
    public static readonly ErrorCode SignInFailed = new(nameof(SignInFailed), ErrorKind.AuthenticationError, "Signing in failed; the message holds the sign-in service's reason.");

    /// <summary>The sign-in service failed.</summary>
    public static readonly ErrorCode SignInUnavailable = new(nameof(SignInUnavailable), ErrorKind.ResourceUnavailable, "The sign-in service is unavailable, throttles or failed; that says nothing about the account.");

    /// <summary>Nobody finished signing in in time.</summary>
    public static readonly ErrorCode SignInTimedOut = new(nameof(SignInTimedOut), ErrorKind.OperationTimeout, "Nobody finished signing in in time.");

    /// <summary>The session has to sign in again.</summary>
    public static readonly ErrorCode SignInRequired = new(nameof(SignInRequired), ErrorKind.AuthenticationError, "The session can no longer be renewed: it was revoked, expired, or a condition of the tenant changed.");

    /// <summary>No browser could be opened.</summary>
    public static readonly ErrorCode BrowserNotOpened = new(nameof(BrowserNotOpened), ErrorKind.ResourceUnavailable, "No browser could be opened on this machine.");

    /// <summary>There is no session.</summary>
    public static readonly ErrorCode NoSession = new(nameof(NoSession), ErrorKind.AuthenticationError, "No session: Connect-KaceAad was not run in this runspace and -Session was not given.");

    /// <summary>The session was disconnected.</summary>
    public static readonly ErrorCode SessionDisconnected = new(nameof(SessionDisconnected), ErrorKind.InvalidOperation, "The session was disconnected.");

    /// <summary>The session may only read.</summary>
    public static readonly ErrorCode ReadOnlySession = new(nameof(ReadOnlySession), ErrorKind.PermissionDenied, "The session was made with -ReadOnly and cannot change anything.");

    /// <summary>The operation works with a signed-in person only.</summary>
    public static readonly ErrorCode DelegatedSessionRequired = new(nameof(DelegatedSessionRequired), ErrorKind.PermissionDenied, "Microsoft Graph allows this operation only on behalf of a signed-in administrator, not to an application alone.");

    /// <summary>The session lacks a permission.</summary>
    public static readonly ErrorCode MissingScope = new(nameof(MissingScope), ErrorKind.PermissionDenied, "The session was not granted a permission that the operation needs.");

    /// <summary>An environment of this name is not known.</summary>
    public static readonly ErrorCode EnvironmentNotFound = new(nameof(EnvironmentNotFound), ErrorKind.ObjectNotFound, "No environment of this name is known in this runspace.");

    /// <summary>The client was given in a form that cannot be used.</summary>
    public static readonly ErrorCode InvalidClientId = new(nameof(InvalidClientId), ErrorKind.InvalidArgument, "The client was given in a form that cannot be used.");

    /// <summary>The way of signing in needs a tenant.</summary>
    public static readonly ErrorCode TenantRequired = new(nameof(TenantRequired), ErrorKind.InvalidArgument, "This way of signing in needs -TenantId.");

    /// <summary>The way of signing in needs a client.</summary>
    public static readonly ErrorCode ClientIdRequired = new(nameof(ClientIdRequired), ErrorKind.InvalidArgument, "This way of signing in needs -ClientId, or KACEAAD_CLIENT_ID.");

    /// <summary>The certificate is not where it was said to be.</summary>
    public static readonly ErrorCode CertificateNotFound = new(nameof(CertificateNotFound), ErrorKind.ObjectNotFound, "The certificate to sign in with is not where it was said to be.");

    /// <summary>The certificate cannot be signed in with.</summary>
    public static readonly ErrorCode CertificateUnusable = new(nameof(CertificateUnusable), ErrorKind.InvalidData, "The certificate cannot be signed in with: expired, not yet valid, without private key, or its file cannot be opened.");

    /// <summary>There is no federated token.</summary>
    public static readonly ErrorCode FederatedTokenUnavailable = new(nameof(FederatedTokenUnavailable), ErrorKind.ObjectNotFound, "There is no federated token: its file is missing or empty, or what should give it failed.");

    /// <summary>There is no managed identity.</summary>
    public static readonly ErrorCode ManagedIdentityUnavailable = new(nameof(ManagedIdentityUnavailable), ErrorKind.ResourceUnavailable, "This machine has no managed identity, or not the one that was asked for.");

    /// <summary>The platform has no secure store.</summary>
    public static readonly ErrorCode SecureStoreUnavailable = new(nameof(SecureStoreUnavailable), ErrorKind.ResourceUnavailable, "The sign-in cannot be kept for the next process: the platform has no secure store. It is never kept in a plain file.");
}
