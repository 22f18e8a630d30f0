using System.Text.Json;
using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using Microsoft.Kiota.Http.HttpClientLibrary.Extensions;

namespace KaceAzureAd.Graph.Handlers;

/// <summary>Has every write written down, before it goes out and after. A batch holds reads only.</summary>
internal sealed class ChangeHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get || request.RequestUri!.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var change = request.GetRequestOption<Change>() ?? throw new InvalidOperationException($"{request.Method} {request.RequestUri.AbsolutePath} says nothing of what it changes.");
        return ChangeRecorder.Current is { } recorder ? await SendAsync(request, change, recorder, cancellationToken) : await base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Change change, IChangeRecorder recorder, CancellationToken cancellationToken)
    {
        var number = recorder.Begin(change);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            recorder.Done(number, TraceHandler.RequestId(response), await IdAsync(response));
            return response;
        }
        catch (KaceAadException e) when (e.Code != ErrorCodes.JournalNotWritable)
        {
            recorder.Failed(number, e, IsRefused(e, change));
            throw;
        }
    }

    // Only Graph's own refusal of the first attempt proves that nothing was done: an earlier one may have been, and its answer lost.
    private static bool IsRefused(KaceAadException error, Change change) => error.HttpStatus is >= 400 and < 500 && error.Code != ErrorCodes.UnexpectedAnswer && !change.WasRepeated;

    private static async Task<JsonObject?> IdAsync(HttpResponseMessage response)
    {
        var body = response.Content is null ? "" : await response.Content.ReadAsStringAsync();
        if (body.Length == 0)
        {
            return null;
        }

        using var json = JsonDocument.Parse(body);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? new JsonObject { ["id"] = id.GetString() }
            : null;
    }
}
