namespace KaceAzureAd.Errors;

public static partial class ErrorCodes
{
    /// <summary>An environment's name or one of its addresses cannot be used.</summary>
    public static readonly ErrorCode InvalidEnvironment = new(nameof(InvalidEnvironment), ErrorKind.InvalidArgument, "An environment's name or one of its addresses cannot be used.");
}
