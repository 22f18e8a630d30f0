namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>Nobody consented in time.</summary>
    public static readonly ErrorCode ConsentNotSeen = new(nameof(ConsentNotSeen), ErrorKind.OperationTimeout, "No admin consent to KACE Cloud's application was seen within the time given.");

    /// <summary>The resource has no such permission.</summary>
    public static readonly ErrorCode PermissionNotFound = new(nameof(PermissionNotFound), ErrorKind.InvalidArgument, "The resource offers no permission of this name and type.");
}
