namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>Graph refused the request as it was made.</summary>
    public static readonly ErrorCode RequestRefused = new(nameof(RequestRefused), ErrorKind.InvalidArgument, "Microsoft Graph refused the request; the message holds its reason.");

    /// <summary>No permission or no role.</summary>
    public static readonly ErrorCode AccessDenied = new(nameof(AccessDenied), ErrorKind.PermissionDenied, "Microsoft Graph denied access: the session lacks a permission, or the account lacks a role.");

    /// <summary>The tenant lacks a licence for it.</summary>
    public static readonly ErrorCode LicenceRequired = new(nameof(LicenceRequired), ErrorKind.PermissionDenied, "Microsoft Graph refuses this because the tenant has no licence for it.");

    /// <summary>Not there.</summary>
    public static readonly ErrorCode NotFound = new(nameof(NotFound), ErrorKind.ObjectNotFound, "Microsoft Graph does not find what was asked for.");

    /// <summary>There already.</summary>
    public static readonly ErrorCode AlreadyExists = new(nameof(AlreadyExists), ErrorKind.ResourceExists, "What was to be created exists already.");

    /// <summary>Throttled for too long.</summary>
    public static readonly ErrorCode Throttled = new(nameof(Throttled), ErrorKind.LimitsExceeded, "Microsoft Graph still throttles after all retries.");

    /// <summary>The service failed.</summary>
    public static readonly ErrorCode ServiceUnavailable = new(nameof(ServiceUnavailable), ErrorKind.ResourceUnavailable, "Microsoft Graph is unavailable or failed, after all retries.");

    /// <summary>The answer is not Graph's.</summary>
    public static readonly ErrorCode UnexpectedAnswer = new(nameof(UnexpectedAnswer), ErrorKind.ResourceUnavailable, "The answer is not one of Microsoft Graph: a web page, nothing, or broken JSON.");

    /// <summary>A token would have gone elsewhere.</summary>
    public static readonly ErrorCode UntrustedHost = new(nameof(UntrustedHost), ErrorKind.SecurityError, "A request would have taken the session's token to a host that is not the session's Graph.");

    /// <summary>It did not appear in time.</summary>
    public static readonly ErrorCode ReplicationTimeout = new(nameof(ReplicationTimeout), ErrorKind.OperationTimeout, "A change that was made is not seen by Microsoft Graph within the time given.");
}
