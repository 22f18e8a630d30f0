namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>One or more of KACE Cloud's three URIs are not there.</summary>
    public static readonly ErrorCode SettingIncomplete = new(nameof(SettingIncomplete), ErrorKind.InvalidData, "One or more of KACE Cloud's three URIs are not there.");

    /// <summary>The text holds two different values for one of KACE Cloud's URIs.</summary>
    public static readonly ErrorCode SettingAmbiguous = new(nameof(SettingAmbiguous), ErrorKind.InvalidData, "The text holds two different values for one of KACE Cloud's URIs.");

    /// <summary>The text is far larger than any settings page.</summary>
    public static readonly ErrorCode SettingTooLarge = new(nameof(SettingTooLarge), ErrorKind.InvalidData, "The text is far larger than any settings page.");

    /// <summary>A value given for one of KACE Cloud's URIs is not an absolute https address that can be used.</summary>
    public static readonly ErrorCode InvalidSettingUri = new(nameof(InvalidSettingUri), ErrorKind.InvalidArgument, "A value given for one of KACE Cloud's URIs is not an absolute https address that can be used.");

    /// <summary>An appId is not a GUID.</summary>
    public static readonly ErrorCode InvalidAppId = new(nameof(InvalidAppId), ErrorKind.InvalidArgument, "An appId is not a GUID.");

    /// <summary>The MDM On-Board URI leads to a host that asks for consent and is not a Microsoft sign-in host of a known environment.</summary>
    public static readonly ErrorCode UntrustedConsentHost = new(nameof(UntrustedConsentHost), ErrorKind.SecurityError, "The MDM On-Board URI leads to a host that asks for consent and is not a Microsoft sign-in host of a known environment.");

    /// <summary>The MDM On-Board URI asks for consent to another application than the appId that was given.</summary>
    public static readonly ErrorCode ConsentForAnotherApp = new(nameof(ConsentForAnotherApp), ErrorKind.SecurityError, "The MDM On-Board URI asks for consent to another application than the appId that was given.");

    /// <summary>The MDM On-Board URI leads to an address that is not https.</summary>
    public static readonly ErrorCode OnBoardRedirectInsecure = new(nameof(OnBoardRedirectInsecure), ErrorKind.SecurityError, "The MDM On-Board URI leads to an address that is not https.");

    /// <summary>The MDM On-Board URI redirects in a circle or too often.</summary>
    public static readonly ErrorCode OnBoardRedirectLoop = new(nameof(OnBoardRedirectLoop), ErrorKind.InvalidData, "The MDM On-Board URI redirects in a circle or too often.");

    /// <summary>The MDM On-Board URI, or an address that it redirects to, did not answer in time.</summary>
    public static readonly ErrorCode OnBoardTimeout = new(nameof(OnBoardTimeout), ErrorKind.OperationTimeout, "The MDM On-Board URI, or an address that it redirects to, did not answer in time.");

    /// <summary>The MDM On-Board URI, or an address that it redirects to, could not be reached.</summary>
    public static readonly ErrorCode OnBoardUnreachable = new(nameof(OnBoardUnreachable), ErrorKind.ConnectionError, "The MDM On-Board URI, or an address that it redirects to, could not be reached.");

    /// <summary>KACE Cloud's appId could not be found through the MDM On-Board URI.</summary>
    public static readonly ErrorCode AppIdNotFound = new(nameof(AppIdNotFound), ErrorKind.ObjectNotFound, "KACE Cloud's appId could not be found through the MDM On-Board URI.");

    /// <summary>What was given is not the address of a DNS server.</summary>
    public static readonly ErrorCode InvalidDnsServer = new(nameof(InvalidDnsServer), ErrorKind.InvalidArgument, "What was given is not the address of a DNS server.");

    /// <summary>There is no file of settings at the path that was given.</summary>
    public static readonly ErrorCode SettingFileNotFound = new(nameof(SettingFileNotFound), ErrorKind.ObjectNotFound, "There is no file of settings at the path that was given.");

    /// <summary>A file of settings cannot be opened or read.</summary>
    public static readonly ErrorCode SettingFileUnreadable = new(nameof(SettingFileUnreadable), ErrorKind.PermissionDenied, "A file of settings cannot be opened or read.");

    /// <summary>A file of settings, or a row of it, is far larger than any real one.</summary>
    public static readonly ErrorCode SettingFileTooLarge = new(nameof(SettingFileTooLarge), ErrorKind.LimitsExceeded, "A file of settings, or a row of it, is far larger than any real one.");

    /// <summary>A file of settings is neither CSV nor JSON that can be read.</summary>
    public static readonly ErrorCode SettingFileInvalid = new(nameof(SettingFileInvalid), ErrorKind.InvalidData, "A file of settings is neither CSV nor JSON that can be read.");

    /// <summary>A file of settings has no row.</summary>
    public static readonly ErrorCode SettingFileEmpty = new(nameof(SettingFileEmpty), ErrorKind.InvalidData, "A file of settings has no row.");

    /// <summary>A file of settings lacks a column that every row needs.</summary>
    public static readonly ErrorCode SettingColumnMissing = new(nameof(SettingColumnMissing), ErrorKind.InvalidData, "A file of settings lacks a column that every row needs.");

    /// <summary>A file of settings names a column twice.</summary>
    public static readonly ErrorCode SettingColumnRepeated = new(nameof(SettingColumnRepeated), ErrorKind.InvalidData, "A file of settings names a column twice.");

    /// <summary>Two rows of a file of settings are for the same tenant.</summary>
    public static readonly ErrorCode SettingTenantRepeated = new(nameof(SettingTenantRepeated), ErrorKind.InvalidData, "Two rows of a file of settings are for the same tenant.");

    /// <summary>A row of a file of settings holds a value that belongs to no column, or is not of a kind that can be used.</summary>
    public static readonly ErrorCode SettingRowInvalid = new(nameof(SettingRowInvalid), ErrorKind.InvalidData, "A row of a file of settings holds a value that belongs to no column, or is not of a kind that can be used.");
}
