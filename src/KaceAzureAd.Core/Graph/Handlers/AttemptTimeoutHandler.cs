namespace KaceAzureAd.Graph.Handlers;

/// <summary>Ends one attempt after a time; waits between attempts are not counted.</summary>
internal sealed class AttemptTimeoutHandler(TimeSpan limit) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(limit);
        try
        {
            return await base.SendAsync(request, attempt.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.RequestUri!.GetLeftPart(UriPartial.Authority)} did not answer within {limit.TotalSeconds:0} s.", e);
        }
    }
}
