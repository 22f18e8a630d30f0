using System.Text.Json;
using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>The emulated Microsoft Graph: HTTP in front of <see cref="Dispatcher"/> and <see cref="Batch"/>.</summary>
public static class GraphService
{
    internal const string JsonMediaType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    public static void Map(WebApplication app, Func<EmulatorContext> context) => app.Run(http => ServeAsync(context(), http));

    private static async Task ServeAsync(EmulatorContext context, HttpContext http)
    {
        var message = ToMessage(http);
        GraphResponse response;
        try
        {
            if (message.Version is not ("v1.0" or "beta"))
            {
                throw new GraphException(400, "BadRequest", $"Invalid version: {message.Version}");
            }

            var caller = await Caller.AuthenticateAsync(context, message.Header("Authorization"));
            message = message with { Body = await ReadBodyAsync(http) };
            response = message.Path.Equals("/$batch", StringComparison.OrdinalIgnoreCase)
                ? await Batch.AnswerAsync(context, message, caller, http.RequestAborted)
                : Dispatcher.Answer(context, message, caller);
        }
        catch (GraphException refusal)
        {
            response = Dispatcher.Refused(context, message, refusal);
        }

        await WriteAsync(http.Response, response);
    }

    private static GraphMessage ToMessage(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (target, "") : (target[..question], target[question..]);
        var slash = path.IndexOf('/', Math.Min(1, path.Length));
        var (version, rest) = slash < 0 ? (path.TrimStart('/'), "/") : (path[1..slash], path[slash..]);
        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new GraphMessage(version, http.Request.Method, rest, query, headers, Body: null);
    }

    private static async Task<JsonNode?> ReadBodyAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new GraphException(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
        }
    }

    private static async Task WriteAsync(HttpResponse http, GraphResponse response)
    {
        http.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            http.Headers[name] = value;
        }

        if (response.Raw is { } raw)
        {
            http.ContentType = raw.MediaType;
            await http.WriteAsync(raw.Text, http.HttpContext.RequestAborted);
        }
        else if (response.Body is { } body)
        {
            http.ContentType = JsonMediaType;
            await http.WriteAsync(body.ToJsonString(), http.HttpContext.RequestAborted);
        }
    }
}
