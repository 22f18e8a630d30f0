using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Graph.Handlers;

/// <summary>
/// Waits for one whole answer, body included, for a limited time, and says in this library's words why there is none. What is behind it
/// never waits for the network, so Ctrl+C ends a body that does not go on as well as one that does not begin.
/// </summary>
internal sealed class AnswerHandler(Uri service, TimeSpan limit) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, limited.Token);
            await response.BufferAsync(limited.Token);
            return response;
        }
        catch (Exception e) when (limited.IsCancellationRequested || e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Whatever failed after the limit, failed because of it: .NET Framework reports a cancelled read in many ways.
            response?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw limited.IsCancellationRequested || e is OperationCanceledException ? TimedOut(request, e)
                : Unreachable.Error("Microsoft Graph", service, e);
        }
    }

    private KaceAadException TimedOut(HttpRequestMessage request, Exception e) => new(
        ErrorCodes.TimedOut,
        $"Microsoft Graph ({service.GetLeftPart(UriPartial.Authority)}) did not answer "
        + $"{request.Method} {request.RequestUri!.AbsolutePath} in time.",
        "Run the command again; what is done already is not done twice.", e) { Target = service };
}
