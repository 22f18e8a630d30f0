using System.Management.Automation;
using System.Net.Sockets;
using System.Security.Authentication;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Commands;

/// <summary>Turns every failure into an error record with a stable id, a category that fits, the target and a recommended action.</summary>
internal static class ErrorRecords
{
    /// <summary>The error record for a failure.</summary>
    public static ErrorRecord From(Exception failure) => failure switch
    {
        KaceAadException known => From(known),
        IContainsErrorRecord { ErrorRecord: { } record } => record,
        HttpRequestException or SocketException or AuthenticationException => From(new KaceAadException(
            ErrorCodes.ConnectionFailed, $"A service could not be reached: {Innermost(failure).Message}",
            "Check name resolution, network, proxy and TLS inspection between this machine and the service.", failure)),
        // Ctrl+C never comes here: it stops the pipeline. HttpClient reports its time limit as a cancellation.
        TimeoutException or OperationCanceledException => From(new KaceAadException(
            ErrorCodes.TimedOut, $"A service did not answer in time: {Innermost(failure).Message}", "Run the command again; what is done already is not done twice.", failure)),
        _ => From(new KaceAadException(
            ErrorCodes.Unexpected, $"Unexpected failure ({failure.GetType().Name}): {failure.Message}",
            "Run the command again with -Verbose and -Debug, and report what they show.", failure)),
    };

    private static ErrorRecord From(KaceAadException failure) => new(failure, failure.Code.Id, Category(failure.Code.Kind), failure.Target)
    {
        ErrorDetails = new ErrorDetails(Message(failure)) { RecommendedAction = failure.RecommendedAction },
    };

    // The kinds are named as PowerShell's categories are.
    private static ErrorCategory Category(ErrorKind kind) =>
        Enum.TryParse(kind.ToString(), out ErrorCategory category) ? category : ErrorCategory.NotSpecified;

    // What a support case needs.
    private static string Message(KaceAadException failure) => failure.RequestId is { } id && !failure.Message.Contains(id)
        ? $"{failure.Message} (request id {id}{(failure.Timestamp is { } at ? $", {at.UtcDateTime:u}" : "")})"
        : failure.Message;

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;
}
