using System.Globalization;
using System.Text.Json;
using KaceAzureAd.Graph.Handlers;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Graph;

/// <summary>An answer, read: status, ids, whether it is the JSON object that Graph always answers with, and of a failure what that says.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="MediaType">Content type, without its parameters.</param>
/// <param name="IsEmpty">True where the body is empty.</param>
/// <param name="IsObject">True where the body is one whole JSON object.</param>
/// <param name="Json">That object, where it tells of a failure.</param>
/// <param name="RequestId">For a support case: from the headers, or from the error itself, as in an item of a batch.</param>
/// <param name="Timestamp">The service's own clock.</param>
/// <param name="RetryAfter">When it asks to be asked again.</param>
internal sealed record GraphAnswer(int Status, string? MediaType, bool IsEmpty, bool IsObject, JsonElement? Json, string? RequestId, DateTimeOffset? Timestamp, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The error's code; null where it has none or an empty one.</summary>
    public string? Code => Error is { } error ? Text(error, "code") : null;

    /// <summary>The error's message; null where it has none or an empty one.</summary>
    public string? Message => Error is { } error ? Text(error, "message") : null;

    private JsonElement? Error => Member(Json, "error");

    /// <summary>Reads an answer whose body is in memory.</summary>
    public static async Task<GraphAnswer> ReadAsync(HttpResponseMessage response)
    {
        byte[] body = response.Content is null ? [] : await response.Content.ReadAsByteArrayAsync();
        var isObject = HttpAnswers.IsJsonObject(body);
        JsonElement? json = isObject && !response.IsSuccessStatusCode ? Parse(body) : null;
        var inner = Innermost(Member(json, "error"));
        return new GraphAnswer(
            (int)response.StatusCode,
            response.Content?.Headers.ContentType?.MediaType,
            body.Length == 0,
            isObject,
            json,
            TraceHandler.RequestId(response) ?? (inner is { } i ? Text(i, "request-id") : null),
            response.Headers.Date ?? (inner is { } d && DateTimeOffset.TryParse(Text(d, "date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null),
            response.Headers.RetryAfter?.Delta);
    }

    private static JsonElement Parse(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.Clone();
    }

    /// <summary>The deepest innerError: they may be nested, and are written innererror as well (facts.md 7.6).</summary>
    private static JsonElement? Innermost(JsonElement? error) => Member(error, "innerError") is { } inner ? Innermost(inner) ?? inner : null;

    private static JsonElement? Member(JsonElement? parent, string name) => parent is { ValueKind: JsonValueKind.Object } element
        ? element.EnumerateObject().Where(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase) && p.Value.ValueKind == JsonValueKind.Object).Select(p => (JsonElement?)p.Value).FirstOrDefault()
        : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Trim().Length > 0 ? text.Trim() : null;
}
