using KaceAzureAd.Operations;

namespace KaceAzureAd.Identity;

/// <summary>
/// Lets through whole answers only, and successes only where they are the JSON that the sign-in service always sends: the library fails over half of one,
/// or over a proxy's page, with its parser's words.
/// </summary>
internal sealed class SignInAnswerHandler : DelegatingHandler
{
    public SignInAnswerHandler(HttpMessageHandler inner)
        : base(inner)
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.BufferAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new HttpRequestException(e.Message, e);
        }

        if (response.IsSuccessStatusCode && !HttpAnswers.IsJsonObject(await response.Content.ReadAsByteArrayAsync()))
        {
            response.Dispose();
            throw SignInErrors.NotAnswered(request.RequestUri!);
        }

        return response;
    }
}
