using System.Diagnostics;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Graph.Handlers;

/// <summary>One verbose line an attempt; headers for debugging, without those that hold secrets. Bodies are never shown.</summary>
internal sealed class TraceHandler : DelegatingHandler
{
    private static readonly string[] Secret = ["Authorization", "WWW-Authenticate", "Set-Cookie"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var log = OperationLog.Current;
        var clientRequestId = Guid.NewGuid().ToString();
        request.Headers.Remove("client-request-id");
        request.Headers.Add("client-request-id", clientRequestId);
        var clock = Stopwatch.StartNew();
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            log.Verbose(Line(request.Method, request.RequestUri!.PathAndQuery, (int)response.StatusCode, clock.ElapsedMilliseconds, RequestId(response) ?? clientRequestId));
            if (log.ShowsDebug)
            {
                log.Debug($"{request.Method} {request.RequestUri}{Headers(request.Headers)}{System.Environment.NewLine}answered {(int)response.StatusCode}{Headers(response.Headers)}");
            }

            return response;
        }
        catch (HttpRequestException e)
        {
            log.Verbose($"{request.Method} {request.RequestUri!.PathAndQuery} failed after {clock.ElapsedMilliseconds} ms: {e.Message}");
            throw;
        }
    }

    /// <summary>One line a request: method, path, status, milliseconds, request id.</summary>
    public static string Line(HttpMethod method, string path, int status, long? milliseconds, string? requestId) =>
        $"{method} {Uri.UnescapeDataString(path)} {status}{(milliseconds is { } ms ? $" {ms} ms" : " in batch")} ({requestId ?? "no request id"})";

    /// <summary>Graph's request id of an answer.</summary>
    public static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("request-id", out var values) ? OneLine.Text(values.FirstOrDefault()) : null;

    private static string Headers(System.Net.Http.Headers.HttpHeaders headers) => string.Concat(headers
        .Where(h => !Secret.Contains(h.Key, StringComparer.OrdinalIgnoreCase))
        .Select(h => $"{System.Environment.NewLine}  {h.Key}: {string.Join(", ", h.Value)}"));
}
