using System.Text.Json;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Handlers;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Graph;

/// <summary>
/// Reads Graph's answers that are not a success (facts.md 7.6). Status and code decide; the message is only repeated, except for the two
/// duplicate cases of facts.md 3.3, where nothing else tells.
/// </summary>
internal static class GraphErrors
{
    /// <summary>The error that this answer stands for, or null where it is a success.</summary>
    public static async Task<KaceAadException?> ReadAsync(HttpResponseMessage response, HttpMethod method, string path, TenantOperation? operation)
    {
        var body = await BodyAsync(response);
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return Unreadable(response, method, body) is { } what
                ? Build(ErrorCodes.UnexpectedAnswer, $"{method} {path} was answered with {what} instead of Microsoft Graph's JSON.", "Try again; if it stays, look for a proxy or firewall that answers in Graph's place.", response, null)
                : null;
        }

        var (code, message) = Details(body);
        var reason = message is { Length: > 0 } ? message.Trim().TrimEnd('.') + "." : $"status {status} without an explanation.";
        var doing = operation?.Name ?? $"{method} {path}";
        return status switch
        {
            400 when code == "NoBackingApplicationObject" => Error(ErrorCodes.AppNotFound, $"No application of this appId is known: {reason}", "Check the appId, and that -Environment names the right cloud. Right after an application was made it can take minutes."),
            400 when IsDuplicate(code, message) => Error(ErrorCodes.AlreadyExists, reason, "Nothing is to be done."),
            401 when message?.StartsWith("Unsupported app-only call", StringComparison.OrdinalIgnoreCase) == true => Error(
                ErrorCodes.DelegatedSessionRequired, $"Microsoft Graph does not let an application alone {doing}.",
                "Sign in as an administrator with Connect-KaceAad (browser or -DeviceCode), or bring an administrator's delegated token with -AccessToken."),
            401 => Error(ErrorCodes.SignInRequired, $"Microsoft Graph does not accept the session's token: {reason}", "Run Connect-KaceAad again."),
            403 => Error(ErrorCodes.AccessDenied, $"Microsoft Graph denied access: {reason} To {doing}, {Permissions(operation)}", "Sign in with an account that has the role, and consent to the permission when Connect-KaceAad asks."),
            404 => Error(ErrorCodes.NotFound, reason, "Check the id or name."),
            409 => Error(ErrorCodes.AlreadyExists, reason, "Nothing is to be done."),
            429 => Error(ErrorCodes.Throttled, $"Microsoft Graph throttles {method} {path}: {reason}", After(response)),
            >= 500 => Error(ErrorCodes.ServiceUnavailable, $"Microsoft Graph could not answer {method} {path}: {reason}", "Try again later; running again continues where it stopped."),
            _ => Error(ErrorCodes.RequestRefused, $"Microsoft Graph refused to {doing} ({status}{(code is null ? "" : " " + code)}): {reason}", "Look at the reason; with -Verbose the requests are shown."),
        };

        KaceAadException Error(ErrorCode errorCode, string text, string advice) => Build(errorCode, text, advice, response, path);
    }

    private static KaceAadException Build(ErrorCode code, string message, string advice, HttpResponseMessage response, object? target) => new(code, message, advice)
    {
        HttpStatus = (int)response.StatusCode,
        RequestId = TraceHandler.RequestId(response),
        Timestamp = response.Headers.Date,
        Target = target,
    };

    private static string Permissions(TenantOperation? operation) => operation is null
        ? "look up the permission and role in the documentation."
        : $"the session needs the permission {operation.ScopesInWords}" + (operation.Roles.Count == 0 ? "." : $", and the account the role {operation.RolesInWords}; one of the two is missing.");

    private static string After(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } delta ? $"Try again in {delta.TotalSeconds:0} seconds." : "Try again in some minutes.";

    private static bool IsDuplicate(string? code, string? message) =>
        code == "Request_MultipleObjectsWithSameKeyValue"
        || (code == "Request_BadRequest" && message?.IndexOf("already exist", StringComparison.OrdinalIgnoreCase) is >= 0);

    private static async Task<string> BodyAsync(HttpResponseMessage response)
    {
        if (response.Content is null)
        {
            return "";
        }

        await response.Content.LoadIntoBufferAsync();
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>What a success holds that cannot be Graph's, in words, or null.</summary>
    private static string? Unreadable(HttpResponseMessage response, HttpMethod method, string body)
    {
        if (body.Length == 0)
        {
            return method == HttpMethod.Get && response.StatusCode == System.Net.HttpStatusCode.OK ? "an empty body" : null;
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is not null && type.IndexOf("json", StringComparison.OrdinalIgnoreCase) < 0 && type != "text/plain")
        {
            return $"content of type {type}";
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return null;
        }
        catch (JsonException)
        {
            return "text that is not complete JSON";
        }
    }

    private static (string? Code, string? Message) Details(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? (Text(error, "code"), Text(error, "message"))
                : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }

        static string? Text(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
    }
}
