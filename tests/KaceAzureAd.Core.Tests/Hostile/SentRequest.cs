using System.Globalization;
using System.Text;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>
/// What .NET's own client sends for an address: where it connects to, and what goes over the wire there. Two addresses of which that is not the same may be
/// two resources. It is the judge of the comparison, and shares nothing with it.
/// </summary>
internal sealed record SentRequest(string Scheme, string Host, int Port, string Path, string? Query)
{
    /// <summary>Null where it would send none.</summary>
    public static SentRequest? For(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.IdnHost.Length == 0)
        {
            return null;
        }

        // The path as RFC 3986 6.2.2 has it: octets that need no escape are not escaped, and hexadecimal digits are capitals. A slash at the end is convention, as the documentation of the comparison says.
        var target = uri.PathAndQuery;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = Octets(mark < 0 ? target : target[..mark]);
        return new SentRequest(
            uri.Scheme, uri.IdnHost.ToLowerInvariant(), uri.Port,
            path.Length > 1 && path[^1] == '/' && path[^2] != '/' ? path[..^1] : path,
            mark < 0 ? null : Octets(target[(mark + 1)..]));
    }

    // Each octet as a letter where it may stand as one, as two hexadecimal digits elsewhere.
    private static string Octets(string text)
    {
        var octets = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var isEscape = text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]);
            var octet = isEscape ? (char)byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : text[i];
            octets.Append(isEscape && !(char.IsAsciiLetterOrDigit(octet) || octet is '-' or '.' or '_' or '~') ? $"%{(int)octet:X2}" : octet.ToString());
            i += isEscape ? 2 : 0;
        }

        return octets.ToString();
    }
}
