using System.Globalization;
using System.Text;

namespace KaceAzureAd.Kace;

/// <summary>Brings an address into the one form that all ways to write it share (RFC 3986 6.2.2 and 6.2.3).</summary>
internal static class UriNormalizer
{
    // Throws on half a surrogate pair, which the usual one would turn into the same replacement whatever it was.
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>The normal form, or null for text that is not an absolute address that can be understood in one way only.</summary>
    public static string? Normalize(string text)
    {
        if (text.Any(c => c is <= ' ' or '\\' or '\u007F') || HasBrokenEscape(text) || !UriParts.TryParse(text, out var uri) || uri.AsciiHost is null || uri.PortNumber is null)
        {
            return null;
        }

        try
        {
            var normal = new StringBuilder(uri.Scheme.ToLowerInvariant()).Append("://");
            _ = uri.UserInfo is null ? normal : normal.Append(uri.UserInfo).Append('@');
            normal.Append(uri.AsciiHost);
            _ = uri.PortNumber < 0 ? normal : normal.Append(':').Append(uri.PortNumber.Value.ToString(CultureInfo.InvariantCulture));
            normal.Append(NormalizePath(uri.Path));
            _ = uri.Query is null ? normal : normal.Append('?').Append(NormalizeEncoding(uri.Query));
            _ = uri.Fragment is null ? normal : normal.Append('#').Append(NormalizeEncoding(uri.Fragment));
            return normal.ToString();
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    // A percent sign that begins no escape: what is decoded after it could make one of it, as in "%%320".
    private static bool HasBrokenEscape(string text)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !IsHex(text[at + 1]) || !IsHex(text[at + 2]))
            {
                return true;
            }
        }

        return false;
    }

    private static string NormalizePath(string path)
    {
        // Decoding comes first: "%2E" is a dot, and makes a dot segment.
        var normal = WithoutDotSegments(NormalizeEncoding(path));
        var oneSlashAtEnd = normal.Length > 1 && normal[normal.Length - 1] == '/' && normal[normal.Length - 2] != '/';
        return normal.Length == 0 ? "/" : oneSlashAtEnd ? normal[..^1] : normal;
    }

    private static string WithoutDotSegments(string path)
    {
        if (path.Length == 0)
        {
            return path;
        }

        // The path starts with a slash, so the first segment is the empty one before it.
        var segments = path.Split('/');
        var kept = new List<string>();
        for (var i = 1; i < segments.Length; i++)
        {
            var isDots = segments[i] is "." or "..";
            if (segments[i] == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }

            if (!isDots)
            {
                kept.Add(segments[i]);
            }
            else if (i == segments.Length - 1)
            {
                kept.Add("");
            }
        }

        return "/" + string.Join("/", kept);
    }

    private static string NormalizeEncoding(string text)
    {
        var normal = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                var value = Convert.ToByte(text.Substring(i + 1, 2), 16);
                _ = IsUnreserved((char)value) ? normal.Append((char)value) : AppendEncoded(normal, value);
                i += 2;
            }
            else if (text[i] <= '\u007F')
            {
                normal.Append(text[i]);
            }
            else
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                foreach (var value in StrictUtf8.GetBytes(text.Substring(i, length)))
                {
                    AppendEncoded(normal, value);
                }

                i += length - 1;
            }
        }

        return normal.ToString();
    }

    private static StringBuilder AppendEncoded(StringBuilder text, byte value) => text.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'F') or (>= 'a' and <= 'f');

    private static bool IsUnreserved(char c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '-' or '.' or '_' or '~';
}
