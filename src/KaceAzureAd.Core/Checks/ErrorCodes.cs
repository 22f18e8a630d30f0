namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>No check of this name.</summary>
    public static readonly ErrorCode CheckNotFound = new(nameof(CheckNotFound), ErrorKind.InvalidArgument, "There is no check of this name, or none of this severity.");

    /// <summary>What was given is no check's result.</summary>
    public static readonly ErrorCode NotACheck = new(nameof(NotACheck), ErrorKind.InvalidArgument, "What was given is not the result of a check.");

    /// <summary>A reference consent that nothing can be compared with.</summary>
    public static readonly ErrorCode InvalidReferenceConsent = new(nameof(InvalidReferenceConsent), ErrorKind.InvalidArgument, "The reference consent is of another application, or holds nothing that was granted for all users.");
}
