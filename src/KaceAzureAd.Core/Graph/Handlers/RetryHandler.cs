using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Operations;
using Microsoft.Kiota.Http.HttpClientLibrary.Extensions;

namespace KaceAzureAd.Graph.Handlers;

/// <summary>Asks again when Graph throttles or is unavailable for a moment. All requests of this module may be repeated: writes are idempotent.</summary>
internal sealed class RetryHandler(RetryPolicy policy) : DelegatingHandler
{
    private const string Activity = "Microsoft Graph is busy";
    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            await request.Content.LoadIntoBufferAsync();
        }

        for (var retry = 0; ; retry++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (!RetryPolicy.IsTransient(response.StatusCode) || policy.DelayBefore(retry, response.Headers.RetryAfter, response.Headers.Date) is not { } delay)
            {
                return response;
            }

            OperationLog.Current.Verbose($"Microsoft Graph answered {(int)response.StatusCode}; asking again in {delay.TotalSeconds:0.0} s.");
            response.Dispose();
            if (request.GetRequestOption<Change>() is { } change)
            {
                change.WasRepeated = true;
            }

            await WaitAsync(delay, cancellationToken);
        }
    }

    private static async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var isLong = delay >= WorthSaying;
        if (isLong)
        {
            OperationLog.Current.Progress(new OperationProgress(Activity, $"Asking again at {DateTimeOffset.Now + delay:HH:mm:ss}.") { Left = delay });
        }

        try
        {
            await Task.Delay(delay, cancellationToken);
        }
        finally
        {
            if (isLong)
            {
                OperationLog.Current.Progress(new OperationProgress(Activity, "", Done: true));
            }
        }
    }
}
