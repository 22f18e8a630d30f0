using System.Globalization;

namespace KaceAzureAd.Kace;

/// <summary>
/// An absolute URI with an authority, taken apart as RFC 3986 (appendix B) says, without changing a character.
/// System.Uri is not used for it: what it normalises differs between .NET Framework and .NET.
/// </summary>
/// <param name="Scheme">As written.</param>
/// <param name="UserInfo">What stands before <c>@</c>, or null where there is no <c>@</c>.</param>
/// <param name="Host">As written, IPv6 with its brackets.</param>
/// <param name="Port">The digits after the colon; null without a colon.</param>
/// <param name="Path">Empty, or from the slash on.</param>
/// <param name="Query">After the question mark; null without one.</param>
/// <param name="Fragment">After the number sign; null without one.</param>
internal sealed record UriParts(string Scheme, string? UserInfo, string Host, string? Port, string Path, string? Query, string? Fragment)
{
    // These four letters and joiners mean different hosts in IDNA 2003 and 2008, and systems disagree on which to follow.
    private static readonly char[] DeviatingCharacters = ['\u00DF', '\u03C2', '\u200C', '\u200D'];

    /// <summary>The host as it goes into DNS: lower case, international names in punycode. Null where it is no valid host.</summary>
    public string? AsciiHost { get; } = ToAsciiHost(Host);

    /// <summary>The port in numbers, -1 for the scheme's own. Null where it is no valid port.</summary>
    public int? PortNumber => ToPort(Scheme, Port);

    /// <summary>Takes a URI apart; false where it has no scheme or no authority.</summary>
    public static bool TryParse(string text, out UriParts parts)
    {
        parts = null!;
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd <= 0 || !IsScheme(text, schemeEnd))
        {
            return false;
        }

        var rest = text[(schemeEnd + 3)..];
        var (beforeFragment, fragment) = CutAt(rest, '#');
        var (hierarchy, query) = CutAt(beforeFragment, '?');
        var slash = hierarchy.IndexOf('/');
        var authority = slash < 0 ? hierarchy : hierarchy[..slash];
        var path = slash < 0 ? "" : hierarchy[slash..];

        var at = authority.LastIndexOf('@');
        var hostAndPort = authority[(at + 1)..];
        var colon = hostAndPort.LastIndexOf(':');
        if (colon < hostAndPort.LastIndexOf(']'))
        {
            colon = -1;
        }

        parts = new UriParts(
            text[..schemeEnd], at < 0 ? null : authority[..at], colon < 0 ? hostAndPort : hostAndPort[..colon],
            colon < 0 ? null : hostAndPort[(colon + 1)..], path, query, fragment);
        return true;
    }

    /// <summary>True for what may stand in a host name in DNS: labels of letters, digits, hyphen and underscore between dots.</summary>
    internal static bool IsDnsName(string host) =>
        host.Length is > 0 and <= 254
        && host.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.' or '_')
        && (host[host.Length - 1] == '.' ? host[..^1] : host).Split('.').All(label => label.Length is > 0 and <= 63);

    private static (string Before, string? After) CutAt(string text, char mark)
    {
        var at = text.IndexOf(mark);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static bool IsScheme(string text, int length)
    {
        for (var i = 0; i < length; i++)
        {
            var letter = text[i] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
            if (!letter && (i == 0 || text[i] is not ((>= '0' and <= '9') or '+' or '-' or '.')))
            {
                return false;
            }
        }

        return true;
    }

    private static string? ToAsciiHost(string host)
    {
        if (host.Length > 1 && host[0] == '[' && host[host.Length - 1] == ']')
        {
            return Uri.CheckHostName(host) == UriHostNameType.IPv6 ? host.ToLowerInvariant() : null;
        }

        if (host.Length > 254 || host.IndexOfAny(DeviatingCharacters) >= 0)
        {
            return null;
        }

        var ascii = host.ToLowerInvariant();
        if (ascii.Any(c => c > '\u007F'))
        {
            try
            {
                ascii = new IdnMapping().GetAscii(ascii).ToLowerInvariant();
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        return IsDnsName(ascii) ? ascii : null;
    }

    private static int? ToPort(string scheme, string? port)
    {
        if (string.IsNullOrEmpty(port))
        {
            return -1;
        }

        if (port!.Length > 10 || !port.All(c => c is >= '0' and <= '9') || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > 65535)
        {
            return null;
        }

        var own = scheme.ToLowerInvariant() switch { "https" => 443, "http" => 80, _ => -1 };
        return number == own ? -1 : number;
    }
}
