namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>No check of this name.</summary>
    public static readonly ErrorCode CheckNotFound = new(nameof(CheckNotFound), ErrorKind.InvalidArgument, "There is no check of this name, or none of this severity.");

    /// <summary>A reference consent that nothing can be compared with.</summary>
    public static readonly ErrorCode InvalidReferenceConsent = new(nameof(InvalidReferenceConsent), ErrorKind.InvalidArgument, "The reference consent is of another application, or holds nothing that was granted for all users.");
}
