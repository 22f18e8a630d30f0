using KaceAzureAd.Identity;

namespace KaceAzureAd.Kace;

/// <summary>One address on the way from the MDM On-Board URI to a sign-in page, and what is to be thought of it.</summary>
internal sealed class OnBoardHop
{
    private static readonly string[] ConsentPaths = ["/adminconsent", "/oauth2/authorize", "/oauth2/v2.0/authorize"];

    // "microsoftonline", whatever stands before and after it.
    private static readonly string[] SignInDomains =
        [.. KaceAadEnvironment.BuiltIn.Select(e => e.SignInEndpoint.Host.Split('.')).Select(labels => labels[labels.Length - 2]).Distinct(StringComparer.Ordinal)];

    private readonly UriParts _parts;
    private readonly string[] _clientIds;

    private OnBoardHop(Uri address, UriParts parts)
    {
        Address = address;
        _parts = parts;
        _clientIds = [.. ClientIdsIn(parts.Query).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    public Uri Address { get; }

    /// <summary>The host as it goes into DNS, with a port that is not the usual one.</summary>
    public string Host => _parts.AsciiHost + (_parts.PortNumber is > 0 ? ":" + _parts.PortNumber : "");

    public bool IsHttps => Address.Scheme == Uri.UriSchemeHttps;

    public bool IsHttp => Address.Scheme == Uri.UriSchemeHttp;

    public bool HasUserInfo => _parts.UserInfo is not null;

    /// <summary>The one GUID that it gives as <c>client_id</c>; null where there is none, or more than one.</summary>
    public string? ClientId => _clientIds.Length == 1 ? GivenId.Of(_clientIds[0]) : null;

    public bool HasConsentPath =>
        ConsentPaths.Any(p => _parts.Path.TrimEnd('/').EndsWith(p, StringComparison.OrdinalIgnoreCase));

    /// <summary>True where someone asks for consent here, or makes it look so.</summary>
    public bool AsksForConsent => _clientIds.Length > 0 || HasConsentPath || HasUserInfo || LooksLikeMicrosoft;

    /// <summary>True where the name of Microsoft's sign-in domain is part of the host, also with other dots, hyphens, or digits for letters.</summary>
    private bool LooksLikeMicrosoft => SignInDomains.Any(Bare(_parts.AsciiHost!).Contains);

    /// <summary>Reads an address; null where it is none that a connection could be made to.</summary>
    public static OnBoardHop? TryCreate(Uri address)
    {
        if (!address.IsAbsoluteUri || !UriParts.TryParse(address.AbsoluteUri, out var parts) || parts.AsciiHost is null || parts.PortNumber is null)
        {
            return null;
        }

        return new OnBoardHop(address, parts);
    }

    /// <summary>
    /// True where the host is KACE Cloud's: that of one of these addresses or a sibling under the same organisation's domain. The domain
    /// is taken to be the last two labels, or three under a country's second level such as co.uk.
    /// </summary>
    public bool IsKace(IEnumerable<Uri> kace) => !HasUserInfo && !LooksLikeMicrosoft && kace.Select(TryCreate).Any(other =>
        other is not null && other._parts.PortNumber == _parts.PortNumber
        && (other._parts.AsciiHost == _parts.AsciiHost || (Site(_parts.AsciiHost!) is { } site && site == Site(other._parts.AsciiHost!))));

    private static string? Site(string host)
    {
        var labels = host.Split('.');
        if (labels.Length < 2 || Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            return null;
        }

        var last = labels.Length - 1;
        var size = labels[last].Length == 2 && labels[last - 1].Length <= 3 ? 3 : 2;
        return labels.Length < size ? null : string.Join(".", labels.Skip(labels.Length - size));
    }

    private static string Bare(string host) => host.Replace(".", "").Replace("-", "").Replace('0', 'o').Replace('1', 'l');

    private static IEnumerable<string> ClientIdsIn(string? query) =>
        from pair in (query ?? "").Split('&')
        let mark = pair.IndexOf('=')
        where mark > 0 && Decode(pair[..mark]).Equals("client_id", StringComparison.OrdinalIgnoreCase)
        select Decode(pair[(mark + 1)..]);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
