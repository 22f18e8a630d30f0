using KaceAzureAd.Emulator.Hosting;

namespace KaceAzureAd.Emulator.Graph;

/// <summary>Answers one message, be it sent directly or as an item of a batch: the same routes, the same checks.</summary>
internal static class Dispatcher
{
    public static GraphResponse Answer(EmulatorContext context, GraphMessage message, Caller caller) => Guarded(context, message, () =>
    {
        var (route, values) = RouteTable.Find(message);
        RefuseAppOnly(route, caller);
        Permissions.Table[route.Operation].Demand(caller);
        if (message.Body is not null && !message.Header("Content-Type").StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new GraphException(400, "BadRequest", "Write requests (excluding DELETE) must contain the Content-Type header declaration.");
        }

        var request = new GraphRequest(context, message, caller, route, values, ODataQuery.Parse(message.QueryString, route.Query));
        lock (context.World.Gate)
        {
            return context.Replicas.Answer(request);
        }
    });

    /// <summary>Turns a refusal into Graph's error JSON and adds the ids that every answer has.</summary>
    public static GraphResponse Guarded(EmulatorContext context, GraphMessage message, Func<GraphResponse> answer)
    {
        try
        {
            return WithIds(message, answer());
        }
        catch (GraphException refusal)
        {
            return Refused(context, message, refusal);
        }
    }

    public static GraphResponse Refused(EmulatorContext context, GraphMessage message, GraphException refusal)
    {
        var requestId = Guid.NewGuid().ToString();
        var clientRequestId = message.Header("client-request-id") is { Length: > 0 } own ? own : requestId;
        var response = new GraphResponse(refusal.Status, GraphException.ErrorBody(refusal.Code, refusal.Message, requestId, clientRequestId, context.SignIn.Now));
        if (refusal.Status == 401)
        {
            response.Headers["WWW-Authenticate"] = BearerChallenge.Header(context, refusal.TokensValidFrom);
        }

        return WithIds(message, response, requestId);
    }

    public static GraphResponse WithIds(GraphMessage message, GraphResponse response, string? requestId = null)
    {
        requestId ??= Guid.NewGuid().ToString();
        var headers = new Dictionary<string, string>(response.Headers, StringComparer.OrdinalIgnoreCase)
        {
            ["request-id"] = requestId,
            ["client-request-id"] = message.Header("client-request-id") is { Length: > 0 } own ? own : requestId,
        };
        return response with { Headers = headers };
    }

    private static void RefuseAppOnly(Route route, Caller caller)
    {
        if (!caller.IsAppOnly)
        {
            return;
        }

        if (route.Segments[0] == "me")
        {
            throw new GraphException(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
        }

        if (Permissions.Table[route.Operation].Application is null)
        {
            // Seen live as 401, not 403 (facts.md 1.6); its code is not public.
            throw new GraphException(401, "Unauthorized", "Unsupported app-only call.");
        }
    }
}
