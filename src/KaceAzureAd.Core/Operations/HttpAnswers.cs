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
}
