using System.Diagnostics;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Identity;

/// <summary>One verbose line for each request of a sign-in. Neither query, headers nor bodies are shown: in a sign-in they are secrets.</summary>
internal sealed class SignInTraceHandler : DelegatingHandler
{
    public SignInTraceHandler(HttpMessageHandler inner)
        : base(inner)
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var log = OperationLog.Current;
        var clock = Stopwatch.StartNew();
        var response = await base.SendAsync(request, cancellationToken);
        log.Verbose($"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)} {(int)response.StatusCode} {clock.ElapsedMilliseconds} ms");
        return response;
    }
}
