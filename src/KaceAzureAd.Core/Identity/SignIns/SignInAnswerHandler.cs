using System.Text.Json;
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

        if (response.IsSuccessStatusCode && !IsObject(await response.Content.ReadAsByteArrayAsync()))
        {
            response.Dispose();
            throw SignInErrors.NotAnswered(request.RequestUri!);
        }

        return response;
    }

    private static bool IsObject(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
