using System.Text.Json;

namespace KaceAzureAd.Operations;

/// <summary>Answers over HTTP.</summary>
internal static class HttpAnswers
{
    /// <summary>Reads the whole body, so that what comes after never waits for the network.</summary>
    public static async Task BufferAsync(this HttpResponseMessage response, CancellationToken cancellationToken)
    {
#if NET
        await response.Content.ReadAsByteArrayAsync(cancellationToken);
#else
        if (response.Content is not null)
        {
            using (cancellationToken.Register(response.Dispose))
            {
                await response.Content.LoadIntoBufferAsync();
            }
        }
#endif
    }

    /// <summary>True where the body is one whole JSON object. Reads it through and keeps nothing: whoever asked for a value reads it anyway.</summary>
    public static bool IsJsonObject(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
