namespace KaceAzureAd.Errors;

/// <summary>What kind of failure an error is; the cmdlets turn it into PowerShell's error category of the same meaning.</summary>
public enum ErrorKind
{
    /// <summary>The caller gave a value that cannot be used, or the service refused it (HTTP 400).</summary>
    InvalidArgument,

    /// <summary>Text or data that could not be understood.</summary>
    InvalidData,

    /// <summary>Something is not in the state that the operation needs.</summary>
    InvalidOperation,

    /// <summary>Signing in failed or is needed again (AADSTS errors, HTTP 401).</summary>
    AuthenticationError,

    /// <summary>A permission or a role is missing (HTTP 403).</summary>
    PermissionDenied,

    /// <summary>What was asked for is not there (HTTP 404).</summary>
    ObjectNotFound,

    /// <summary>It exists already (HTTP 409).</summary>
    ResourceExists,

    /// <summary>Throttled, and still throttled after all retries (HTTP 429).</summary>
    LimitsExceeded,

    /// <summary>The service failed (HTTP 5xx, or an answer that is not Graph's).</summary>
    ResourceUnavailable,

    /// <summary>No answer in time.</summary>
    OperationTimeout,

    /// <summary>No connection: name resolution, network or TLS.</summary>
    ConnectionError,

    /// <summary>Refused for safety.</summary>
    SecurityError,
}
