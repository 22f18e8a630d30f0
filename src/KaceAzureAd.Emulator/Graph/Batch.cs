using System.Text;
using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.Hosting;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>JSON batching (facts.md 7.2): up to twenty requests of one version, each answered for itself.</summary>
internal static class Batch
{
    private const int MaximumItems = 20;

    public static async Task<GraphResponse> AnswerAsync(EmulatorContext context, GraphMessage batch, Caller caller, CancellationToken cancellationToken)
    {
        if (batch.Method != "POST")
        {
            throw new GraphException(405, "MethodNotAllowed", $"The HTTP method '{batch.Method}' is not allowed on '$batch'.");
        }

        var running = new Dictionary<string, Task<GraphResponse>>(StringComparer.Ordinal);
        foreach (var item in Read(batch))
        {
            var dependencies = item.DependsOn.Select(id => running[id]).ToList();
            running[item.Id] = AnswerItemAsync(context, item, caller, dependencies, cancellationToken);
        }

        await Task.WhenAll(running.Values);

        // Answers may come in any order; the last first, so that no client gets along with relying on theirs.
        var responses = running.Reverse().Array(r => Write(r.Key, r.Value.Result));
        return Dispatcher.WithIds(batch, new GraphResponse(200, new JsonObject { ["responses"] = responses }));
    }

    private static async Task<GraphResponse> AnswerItemAsync(
        EmulatorContext context, Item item, Caller caller, List<Task<GraphResponse>> dependencies, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(dependencies);
        var message = item.Message;
        var started = DateTimeOffset.UtcNow;
        GraphResponse response;
        if (Array.Exists(results, r => r.Status >= 400))
        {
            response = Dispatcher.Refused(context, message, new GraphException(424, "FailedDependency", "A request that this one depends on has failed."));
        }
        else if (context.Faults.Take("Graph", message.Method, message.PathAndQuery, isBatchItem: true) is { } fault)
        {
            await Task.Delay(fault.DelayMs, cancellationToken);
            response = fault.Status == 0 ? Dispatcher.Answer(context, message, caller) : fault.Response(context, "Graph", message.Header("client-request-id"));
            response = fault.NextLink is null ? response : AsItem(AnswerChanges.Of(response, fault, context.Origins.Graph + message.PathAndQuery));
        }
        else
        {
            response = Dispatcher.Answer(context, message, caller);
        }

        context.Log.Add(new RequestLogEntry(message.Method, message.PathAndQuery, response.Status, started, DateTimeOffset.UtcNow, "Graph", IsBatchItem: true));
        return response;
    }

    private static GraphResponse AsItem(GraphResponse changed) => changed with { Body = JsonNode.Parse(changed.Raw!.Value.Text), Raw = null };

    private static List<Item> Read(GraphMessage batch)
    {
        if (batch.Body is not JsonObject { Count: 1 } body || body["requests"] is not JsonArray { Count: > 0 } requests)
        {
            throw Invalid("Invalid batch payload format.");
        }

        if (requests.Count > MaximumItems)
        {
            throw new GraphException(400, "MaximumValueExceeded", $"Number of batch request steps exceeds the maximum value of {MaximumItems}.");
        }

        var items = new List<Item>();
        foreach (var request in requests)
        {
            var item = ReadItem(batch, request as JsonObject ?? throw Invalid("Invalid batch payload format."));
            if (items.Exists(i => i.Id == item.Id))
            {
                throw Invalid($"Duplicate request Id '{item.Id}' found in the batch.");
            }

            var unknown = item.DependsOn.FirstOrDefault(d => !items.Exists(i => i.Id == d));
            if (unknown is not null)
            {
                throw Invalid($"Invalid dependency '{unknown}' for request Id '{item.Id}'.");
            }

            items.Add(item);
        }

        return items;
    }

    private static Item ReadItem(GraphMessage batch, JsonObject request)
    {
        try
        {
            var id = request["id"]?.GetValue<string>();
            var method = request["method"]?.GetValue<string>().ToUpperInvariant();
            var url = request["url"]?.GetValue<string>();
            if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(method) || string.IsNullOrEmpty(url) || url.Contains("://", StringComparison.Ordinal))
            {
                throw Invalid("Invalid batch payload format: a request needs an id, a method and a relative url.");
            }

            var headers = (request["headers"] as JsonObject ?? []).ToDictionary(h => h.Key, h => h.Value!.GetValue<string>(), StringComparer.OrdinalIgnoreCase);
            var dependsOn = (request["dependsOn"] as JsonArray ?? []).Select(d => d!.GetValue<string>()).ToList();
            var parts = url.TrimStart('/').Split('?', 2);
            var query = parts.Length == 2 ? "?" + parts[1] : "";
            return new Item(id, new GraphMessage(batch.Version, method, "/" + parts[0], query, headers, request["body"]), dependsOn);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException)
        {
            throw Invalid("Invalid batch payload format.");
        }
    }

    private static JsonObject Write(string id, GraphResponse response)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in response.Headers)
        {
            headers[name] = value;
        }

        var written = new JsonObject { ["id"] = id, ["status"] = response.Status, ["headers"] = headers };
        if (response.Raw is { } raw)
        {
            headers["Content-Type"] = raw.MediaType;

            // JSON values are given as they are; whatever else is base64 text.
            written["body"] = raw.MediaType == "text/plain" && long.TryParse(raw.Text, out var number)
                ? number
                : Convert.ToBase64String(Encoding.UTF8.GetBytes(raw.Text));
        }
        else if (response.Body is { } body)
        {
            headers["Content-Type"] = "application/json";
            written["body"] = body;
        }

        return written;
    }

    private static GraphException Invalid(string message) => new(400, "BadRequest", message);

    private sealed record Item(string Id, GraphMessage Message, IReadOnlyList<string> DependsOn);
}
