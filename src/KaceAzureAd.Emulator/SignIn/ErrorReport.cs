using System.Globalization;
using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>A refusal as it is told: with the ids and the time that support asks for.</summary>
internal sealed class ErrorReport
{
    private readonly EntraException _refusal;
    private readonly string _traceId = Guid.NewGuid().ToString();
    private readonly string _correlationId;
    private readonly string _timestamp;

    public ErrorReport(HttpContext http, EntraException refusal, DateTimeOffset now)
    {
        _refusal = refusal;
        _timestamp = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string? given = http.Request.Headers["client-request-id"];
        given ??= http.Request.Query["client-request-id"];
        _correlationId = Guid.TryParse(given, out var id) ? id.ToString() : Guid.NewGuid().ToString();
    }

    public string Error => _refusal.Error;

    public string Description => $"{_refusal.Message} Trace ID: {_traceId} Correlation ID: {_correlationId} Timestamp: {_timestamp}";

    public IResult AsJson()
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["error"] = Error,
            ["error_description"] = Description,
            ["error_codes"] = new[] { _refusal.Code },
            ["timestamp"] = _timestamp,
            ["trace_id"] = _traceId,
            ["correlation_id"] = _correlationId,
        };
        if (_refusal.SubError is not null)
        {
            body["suberror"] = _refusal.SubError;
        }

        if (_refusal.Claims is not null)
        {
            body["claims"] = _refusal.Claims;
        }

        return Results.Json(body, statusCode: _refusal.Status);
    }

    public IResult AsPage() => Html.Page("Sorry, but we’re having trouble signing you in.", $"""
        <p class="alert" role="alert">{_refusal.Message}</p>
        <p class="detail">Request Id: {_traceId}<br>Correlation Id: {_correlationId}<br>Timestamp: {_timestamp}</p>
        """, _refusal.Status);
}
