using System.Text.Json;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Handlers;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace KaceAzureAd.Graph;

/// <summary>
/// Reads that go out together in one $batch (facts.md 7.2). An item that was throttled alone is asked again alone; an item that failed
/// fails alone.
/// </summary>
internal sealed class GraphBatch(GraphServiceClient client, RetryPolicy retry)
{
    private const int MostItems = 20;

    private readonly List<Item> _items = [];

    /// <summary>Adds a read; its task ends when the batch was sent.</summary>
    public Task<Reading<T>> Add<T>(RequestInformation request, ParsableFactory<T> factory, TenantOperation operation)
        where T : class, IParsable
    {
        var item = new Item<T>(request, factory, operation);
        _items.Add(item);
        return item.Reading;
    }

    /// <summary>Adds a collection; its task ends when the batch was sent and all further pages, if there are any, were read.</summary>
    public async Task<Reading<IReadOnlyList<TItem>>> AddAll<TPage, TItem>(Paging<TPage, TItem> collection, CancellationToken cancellationToken)
        where TPage : BaseCollectionPaginationCountResponse
    {
        var first = await Add(collection.Request, collection.Factory, collection.Operation);
        try
        {
            var items = first.Value is null ? null : await collection.ReadAsync(client, first.Value, cancellationToken);
            return new Reading<IReadOnlyList<TItem>>(items, first.Error, first.RequestId);
        }
        catch (KaceAadException e)
        {
            // Half a collection would be wrong in silence.
            return new Reading<IReadOnlyList<TItem>>(null, e, e.RequestId);
        }
    }

    /// <summary>Sends everything, as many batches side by side as it takes. A failure of a batch as a whole is the failure of each of its items.</summary>
    public Task SendAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Enumerable.Range(0, (_items.Count + MostItems - 1) / MostItems).Select(i => SendAsync(_items.Skip(i * MostItems).Take(MostItems).ToList(), cancellationToken)));

    private async Task SendAsync(List<Item> waiting, CancellationToken cancellationToken)
    {
        try
        {
            for (var attempt = 0; waiting.Count > 0; attempt++)
            {
                waiting = await SendOnceAsync(waiting, attempt, cancellationToken);
            }
        }
        catch (KaceAadException e)
        {
            waiting.ForEach(i => i.Fail(e));
        }
        catch (Exception e) when (IsAboutJson(e))
        {
            var error = new KaceAadException(
                ErrorCodes.UnexpectedAnswer, "Microsoft Graph answered a batch with JSON that does not answer it.", "Try again; if it stays, look for a proxy or firewall that answers in Graph's place.", e);
            waiting.ForEach(i => i.Fail(error));
        }
    }

    private async Task<List<Item>> SendOnceAsync(List<Item> items, int attempt, CancellationToken cancellationToken)
    {
        // The collection that the SDK recommends instead cuts into twenties, which is done here already, and hides each answer's headers.
#pragma warning disable CS0618
        using var batch = new BatchRequestContent(client);
        foreach (var item in items)
        {
            item.Id = await batch.AddBatchRequestStepAsync(item.Request);
        }
#pragma warning restore CS0618

        using var response = await PostAsync(batch, cancellationToken);
        var answers = new BatchResponseContent(response);

        // Graph gives an item an id of its own only with an error; the batch's own one serves as well in a support case.
        var batchId = TraceHandler.RequestId(response);
        var again = new List<Item>();
        TimeSpan wait = TimeSpan.Zero;
        foreach (var item in items)
        {
            using var answer = await answers.GetResponseByIdAsync(item.Id);
            if (answer is null)
            {
                item.Fail(new KaceAadException(ErrorCodes.UnexpectedAnswer, $"Microsoft Graph left {item.Request.HttpMethod} {item.Request.URI.AbsolutePath} of a batch without an answer.", "Try again.") { RequestId = batchId });
                continue;
            }

            OperationLog.Current.Verbose(TraceHandler.Line(new HttpMethod(item.Request.HttpMethod.ToString()), item.Request.URI.PathAndQuery, (int)answer.StatusCode, null, TraceHandler.RequestId(answer) ?? batchId));
            if (RetryPolicy.IsTransient(answer.StatusCode) && retry.DelayBefore(attempt, answer.Headers.RetryAfter, response.Headers.Date) is { } delay)
            {
                again.Add(item);
                wait = delay > wait ? delay : wait;
            }
            else
            {
                await item.ReadAsync(answer, batchId);
            }
        }

        if (again.Count > 0)
        {
            OperationLog.Current.Verbose($"Microsoft Graph did not answer {again.Count} of {items.Count} reads of a batch for now; asking those again in {wait.TotalSeconds:0.0} s.");
            await Task.Delay(wait, cancellationToken);
        }

        return again;
    }

    private async Task<HttpResponseMessage> PostAsync(BatchRequestContent batch, CancellationToken cancellationToken)
    {
        var request = await client.Batch.ToPostRequestInformationAsync(batch, cancellationToken);
        var answer = new NativeResponseHandler();
        request.SetResponseHandler(answer);
        await client.RequestAdapter.SendNoContentAsync(request, cancellationToken: cancellationToken);
        return (HttpResponseMessage)answer.Value!;
    }

    // JSON that is not what was asked for: the SDK has no error of its own for it.
    private static bool IsAboutJson(Exception e) =>
        e is JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException or NullReferenceException;

    private abstract class Item(RequestInformation request)
    {
        public RequestInformation Request { get; } = request;

        public string Id { get; set; } = "";

        public abstract Task ReadAsync(HttpResponseMessage answer, string? batchId);

        public abstract void Fail(KaceAadException error);
    }

    private sealed class Item<T>(RequestInformation request, ParsableFactory<T> factory, TenantOperation operation) : Item(request)
        where T : class, IParsable
    {
        private readonly TaskCompletionSource<Reading<T>> _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Reading<T>> Reading => _reading.Task;

        public override async Task ReadAsync(HttpResponseMessage answer, string? batchId)
        {
            var requestId = TraceHandler.RequestId(answer) ?? batchId;
            var error = await GraphErrors.ReadAsync(answer, new HttpMethod(Request.HttpMethod.ToString()), Request.URI.AbsolutePath, operation);
            T? value = null;
            try
            {
                value = error is null ? await KiotaJsonSerializer.DeserializeAsync(await answer.Content.ReadAsStreamAsync(), factory) : null;
            }
            catch (Exception e) when (IsAboutJson(e))
            {
                error = new KaceAadException(
                    ErrorCodes.UnexpectedAnswer, $"Microsoft Graph answered {Request.HttpMethod} {Request.URI.AbsolutePath} with a value that this version cannot read.", "Try again; if it stays, report it with the request id.", e) { RequestId = requestId };
            }

            _reading.SetResult(new Reading<T>(value, error, error?.RequestId ?? requestId));
        }

        public override void Fail(KaceAadException error) => _reading.TrySetResult(new Reading<T>(null, error, error.RequestId));
    }
}
