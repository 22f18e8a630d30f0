namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>No check of this name.</summary>
    public static readonly ErrorCode CheckNotFound = new(nameof(CheckNotFound), ErrorKind.InvalidArgument, "There is no check of this name.");
}
