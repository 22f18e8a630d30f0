using System.Globalization;
using System.Text;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace;

/// <summary>Says whether a value can be one of KACE Cloud's URIs, and why not.</summary>
internal static class SettingUri
{
    private const int MaxLength = 8192;
    private const int MaxShown = 160;
    private const string NotInUris = "<>\"{}|\\^`";
    private static readonly char[] AfterAuthority = ['/', '?', '#'];

    /// <summary>The value as a Uri that keeps its text.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidSettingUri</c>, naming the label, the value and the reason.</exception>
    public static Uri Parse(string label, string value)
    {
        var reason = Fault(value, out var uri);
        return reason is null
            ? uri!
            : throw new KaceAadException(
                ErrorCodes.InvalidSettingUri, $"'{Show(value)}' cannot be the {label}: {reason}.",
                $"Copy the {label} again from KACE Cloud, Settings > Windows Settings > Azure AD, exactly as it is shown there.") { Target = label };
    }

    /// <summary>
    /// The value as it may stand in a message: no longer than a line or two, characters that cannot be seen written as \uXXXX,
    /// user name and password left out, an international host in punycode, which cannot be mistaken for another.
    /// </summary>
    public static string Show(string value)
    {
        var shown = new StringBuilder();
        var text = WithAsciiHost(WithoutUserInfo(value));
        foreach (var c in text.Take(MaxShown))
        {
            _ = IsVisible(c) || c == ' ' ? shown.Append(c) : shown.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return shown.Append(text.Length > MaxShown ? "..." : "").ToString();
    }

    private static string WithoutUserInfo(string value)
    {
        var slashes = value.IndexOf("//", StringComparison.Ordinal);
        var start = slashes < 0 ? 0 : slashes + 2;
        var end = value.IndexOfAny(AfterAuthority, start);
        var at = value[..(end < 0 ? value.Length : end)].LastIndexOf('@');
        return at < start ? value : value[..start] + "***" + value[at..];
    }

    private static string WithAsciiHost(string value)
    {
        if (!UriParts.TryParse(value, out var parts) || parts.AsciiHost is null || parts.Host.All(c => c <= '\u007F'))
        {
            return value;
        }

        var at = value.IndexOf(parts.Host, parts.Scheme.Length, StringComparison.Ordinal);
        return value[..at] + parts.AsciiHost + value[(at + parts.Host.Length)..];
    }

    private static string? Fault(string value, out Uri? uri)
    {
        uri = null;
        if (value.Length > MaxLength)
        {
            return $"it is {value.Length} characters long, and no more than {MaxLength} are taken";
        }

        foreach (var c in value)
        {
            if (!IsVisible(c) || NotInUris.Contains(c))
            {
                return $"the character {(c == ' ' ? "space" : $"'{Show(c.ToString())}'")} cannot stand in an address";
            }
        }

        if (!UriParts.TryParse(value, out var parts))
        {
            return StartsWith(value, "https:") ? "it has no host"
                : StartsWith(value, "http:") ? "it must be https"
                : "it is relative, and a whole https address is needed";
        }

        if (!parts.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        {
            return $"it must be https, not {parts.Scheme}";
        }

        if (parts.UserInfo is not null)
        {
            return "it carries a user name or password before the host";
        }

        if (parts.Host.Length == 0)
        {
            return "it has no host";
        }

        if (parts.AsciiHost is null)
        {
            return $"'{Show(parts.Host)}' is not a valid host name (an international name can be given in its xn-- form)";
        }

        if (parts.PortNumber is null)
        {
            return $"'{Show(parts.Port!)}' is not a valid port";
        }

        // The address that a connection would go to must be the one that was read here.
        return Uri.TryCreate(value, UriKind.Absolute, out uri) && SameHost(uri, parts) ? null : "it is not a valid address";
    }

    private static bool SameHost(Uri uri, UriParts parts) =>
        uri.HostNameType == UriHostNameType.IPv6
            ? parts.Host[0] == '['
            : string.Equals(uri.IdnHost, parts.AsciiHost, StringComparison.OrdinalIgnoreCase);

    private static bool StartsWith(string value, string start) => value.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static bool IsVisible(char c) =>
        c is > ' ' and < '\u007F'
        || (c > '\u00A0' && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
}
