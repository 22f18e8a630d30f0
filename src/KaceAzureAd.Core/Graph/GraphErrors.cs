using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Graph;

/// <summary>
/// Reads Graph's answers that are not a success (facts.md 7.6). Status and code decide; the message is only repeated, except for the two
/// duplicate cases of facts.md 3.3, where nothing else tells.
/// </summary>
internal static class GraphErrors
{
    private const string NotGraph = "Try again; if it stays, look for a proxy or firewall that answers in Graph's place.";

    /// <summary>The error that this answer stands for, or null where it is a success.</summary>
    public static async Task<KaceAadException?> ReadAsync(HttpResponseMessage response, HttpMethod method, string path, TenantOperation? operation) =>
        From(await GraphAnswer.ReadAsync(response), method, path, operation);

    private static KaceAadException? From(GraphAnswer answer, HttpMethod method, string path, TenantOperation? operation)
    {
        if (Unreadable(answer, method) is { } what)
        {
            return Error(ErrorCodes.UnexpectedAnswer, $"{method} {path} was answered with {what} instead of Microsoft Graph's JSON.", NotGraph);
        }

        if (answer.IsSuccess)
        {
            return null;
        }

        var (status, code, message) = (answer.Status, answer.Code, answer.Message);
        var reason = message is not null ? message.TrimEnd('.') + "." : $"status {status} without an explanation.";
        var doing = operation?.Name ?? $"{method} {path}";
        return status switch
        {
            400 when code == "NoBackingApplicationObject" => Error(ErrorCodes.AppNotFound, $"No application of this appId is known: {reason}", "Check the appId, and that -Environment names the right cloud. Right after an application was made it can take minutes."),
            400 when IsDuplicate(code, message) => Error(ErrorCodes.AlreadyExists, reason, "Nothing is to be done."),
            400 or 403 when IsAboutLicence(code) => Error(ErrorCodes.LicenceRequired, $"Microsoft Graph does not let this tenant {doing}: {reason}", "It takes a licence that the tenant does not have; see the documentation of what you asked for."),
            401 when message?.StartsWith("Unsupported app-only call", StringComparison.OrdinalIgnoreCase) == true => Error(
                ErrorCodes.DelegatedSessionRequired, $"Microsoft Graph does not let an application alone {doing}.",
                "Sign in as an administrator with Connect-KaceAad (browser or -DeviceCode), or bring an administrator's delegated token with -AccessToken."),
            401 => Error(ErrorCodes.SignInRequired, $"Microsoft Graph does not accept the session's token: {reason}", "Run Connect-KaceAad again."),
            403 => Error(ErrorCodes.AccessDenied, $"Microsoft Graph denied access: {reason} To {doing}, {Permissions(operation)}", "Sign in with an account that has the role, and consent to the permission when Connect-KaceAad asks."),
            404 => Error(ErrorCodes.NotFound, reason, "Check the id or name."),
            409 => Error(ErrorCodes.AlreadyExists, reason, "Nothing is to be done."),
            429 => Error(ErrorCodes.Throttled, $"Microsoft Graph throttles {method} {path}: {reason}", After(answer)),
            >= 500 => Error(ErrorCodes.ServiceUnavailable, $"Microsoft Graph could not answer {method} {path}: {reason}", "Try again later; running again continues where it stopped."),
            _ => Error(ErrorCodes.RequestRefused, $"Microsoft Graph refused to {doing} ({status}{(code is null ? "" : " " + code)}): {reason}", "Look at the reason; with -Verbose the requests are shown."),
        };

        KaceAadException Error(ErrorCode errorCode, string text, string advice) => new(errorCode, text, advice)
        {
            HttpStatus = answer.Status, RequestId = answer.RequestId, Timestamp = answer.Timestamp, Target = path,
        };
    }

    private static string Permissions(TenantOperation? operation) => operation is null
        ? "look up the permission and role in the documentation."
        : $"the session needs the permission {operation.ScopesInWords}" + (operation.Roles.Count == 0 ? "." : $", and the account the role {operation.RolesInWords}; one of the two is missing.");

    private static string After(GraphAnswer answer) =>
        answer.RetryAfter is { } delta ? $"Try again in {delta.TotalSeconds:0} seconds." : "Try again in some minutes.";

    // Of the sign-in log; of Privileged Identity Management.
    private static bool IsAboutLicence(string? code) => code is "Authentication_RequestFromNonPremiumTenantOrB2CTenant" or "AadPremiumLicenseRequired";

    private static bool IsDuplicate(string? code, string? message) =>
        code == "Request_MultipleObjectsWithSameKeyValue"
        || (code == "Request_BadRequest" && message?.IndexOf("already exist", StringComparison.OrdinalIgnoreCase) is >= 0);

    /// <summary>
    /// What cannot be Graph's, in words, or null: a success without JSON that is not "no content" either, a redirect, and a 404 that a gateway sent, which would be
    /// taken for "there is none" and acted upon. Other failures are failures whoever sent them.
    /// </summary>
    private static string? Unreadable(GraphAnswer answer, HttpMethod method) => answer switch
    {
        { Status: >= 300 and < 400 } => $"a redirect (status {answer.Status})",
        { IsEmpty: true } => answer.IsSuccess && (method == HttpMethod.Get || answer.Status != 204) ? "an empty body" : null,
        { IsSuccess: false, Status: not 404 } => null,
        { IsObject: true } when IsJson(answer.MediaType) => null,
        _ => !IsJson(answer.MediaType) ? $"content of type {answer.MediaType}" : "text that is not a complete JSON object",
    };

    // A gateway may lose the type; a page is never taken for an answer.
    private static bool IsJson(string? mediaType) =>
        mediaType is null or "text/plain" || mediaType.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0;
}
