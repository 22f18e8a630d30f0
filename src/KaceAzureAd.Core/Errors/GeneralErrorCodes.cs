namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>A service could not be reached: name resolution, network or TLS.</summary>
    public static readonly ErrorCode ConnectionFailed = new(nameof(ConnectionFailed), ErrorKind.ConnectionError, "A service could not be reached: name resolution, network or TLS.");

    /// <summary>The proxy wants credentials.</summary>
    public static readonly ErrorCode ProxyRefused = new(
        nameof(ProxyRefused), ErrorKind.ConnectionError, "The proxy on the way to a service wants a user name and a password (HTTP 407).");

    /// <summary>A service did not answer in time.</summary>
    public static readonly ErrorCode TimedOut = new(nameof(TimedOut), ErrorKind.OperationTimeout, "A service did not answer in time.");

    /// <summary>A question came up that nobody can answer.</summary>
    public static readonly ErrorCode NotInteractive = new(
        nameof(NotInteractive), ErrorKind.InvalidOperation, "A question came up where nobody can answer: the shell is not interactive, or its input has ended.");

    /// <summary>A failure that the module does not know.</summary>
    public static readonly ErrorCode Unexpected = new(nameof(Unexpected), ErrorKind.InvalidOperation, "A failure that the module does not know.");

    /// <summary>The session's language mode is not FullLanguage (raised while importing).</summary>
    public static readonly ErrorCode FullLanguageRequired = new(
        nameof(FullLanguageRequired), ErrorKind.InvalidOperation, "The session's language mode is not FullLanguage; raised while the module is imported.");

    /// <summary>The module's files are not there (raised while importing).</summary>
    public static readonly ErrorCode ModuleNotBuilt = new(nameof(ModuleNotBuilt), ErrorKind.ObjectNotFound, "The module's files are not there; raised while it is imported.");

    /// <summary>The shell is older than the module can run in (raised while importing).</summary>
    public static readonly ErrorCode PowerShellTooOld = new(nameof(PowerShellTooOld), ErrorKind.InvalidOperation, "The shell is older than the module can run in; raised while it is imported.");
}
