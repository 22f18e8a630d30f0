using Microsoft.Kiota.Http.HttpClientLibrary.Extensions;

namespace KaceAzureAd.Graph.Handlers;

/// <summary>Turns every answer that is not Graph's success into the one exception of this library.</summary>
internal sealed class ErrorHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var error = await GraphErrors.ReadAsync(response, request.Method, request.RequestUri!.AbsolutePath, request.GetRequestOption<Needs>()?.Operation);
        if (error is not null)
        {
            response.Dispose();
            throw error;
        }

        return response;
    }
}
