using System.Globalization;
using System.Net;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace;

/// <summary>A DNS server to ask instead of the system's own.</summary>
public static class DnsServer
{
    private const int UsualPort = 53;

    /// <summary>Reads an address, with or without a port: 192.0.2.1, 192.0.2.1:5353, 2001:db8::1, [2001:db8::1]:5353.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidDnsServer</c>.</exception>
    public static IPEndPoint Parse(string text)
    {
        var trimmed = text.Trim();
        var (address, port) = (trimmed, (string?)null);
        var colon = trimmed.LastIndexOf(':');
        if (trimmed.StartsWith("[", StringComparison.Ordinal) ? colon > trimmed.IndexOf(']') : colon > 0 && trimmed.IndexOf(':') == colon)
        {
            (address, port) = (trimmed.Substring(0, colon), trimmed.Substring(colon + 1));
        }

        var number = UsualPort;
        return IsAddress(address) && IPAddress.TryParse(address, out var parsed)
            && (port is null || (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and <= IPEndPoint.MaxPort))
            ? new IPEndPoint(parsed, number)
            : throw new KaceAadException(
                ErrorCodes.InvalidDnsServer, $"'{SettingUri.Show(text)}' is not the address of a DNS server.", "Give its IP address, and its port where that is not 53, as in 192.0.2.1 or 192.0.2.1:5353.") { Target = text };
    }

    // "1" and "0x7f.1" are addresses to the parser, and hardly to who typed them.
    private static bool IsAddress(string text) => text.IndexOf(':') >= 0 || (text.Split('.') is { Length: 4 } parts && parts.All(p => p.Length is > 0 and <= 3 && p.All(c => c is >= '0' and <= '9')));
}
