namespace KaceAzureAd.Connection;

/// <summary>Reads a file whose size nobody vouches for: a device may have no end, and tells no length.</summary>
internal static class BoundedFile
{
    /// <summary>All bytes from where the stream stands; null where there are more than so many.</summary>
    public static byte[]? Read(Stream stream, int most)
    {
        using var content = new MemoryStream();
        var part = new byte[64 * 1024];
        for (int count; (count = stream.Read(part, 0, part.Length)) > 0;)
        {
            content.Write(part, 0, count);
            if (content.Length > most)
            {
                return null;
            }
        }

        return content.ToArray();
    }
}
