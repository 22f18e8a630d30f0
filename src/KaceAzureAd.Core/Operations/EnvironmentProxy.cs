#if NET
using System.Net;

namespace KaceAzureAd.Operations;

/// <summary>The proxies that environment variables name (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY), read as .NET reads them.</summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    private static EnvironmentProxy? _last;

    private readonly (string? Https, string? Http, string? No) _variables;
    private readonly WebProxy? _https;
    private readonly WebProxy? _http;
    private readonly string[] _direct;

    public EnvironmentProxy(string? https, string? http, string? no)
    {
        _variables = (https, http, no);
        (_https, _http) = (Read(https), Read(http));
        _direct = (no ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What they say now; null where they name no proxy.</summary>
    public static EnvironmentProxy? Now
    {
        get
        {
            // A web server's CGI hands a header of the request over as HTTP_PROXY.
            var all = First("all_proxy", "ALL_PROXY");
            var https = First("https_proxy", "HTTPS_PROXY") ?? all;
            var http = First("http_proxy", First("GATEWAY_INTERFACE") is null ? "HTTP_PROXY" : "http_proxy") ?? all;
            var no = First("no_proxy", "NO_PROXY");
            var proxy = _last is { } last && last._variables == (https, http, no) ? last : _last = new EnvironmentProxy(https, http, no);
            return proxy._https is null && proxy._http is null ? null : proxy;
        }
    }

    public ICredentials? Credentials
    {
        get => new ByProxy(this);
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : For(destination)!.Address;

    public bool IsBypassed(Uri host) => For(host) is null || Array.Exists(_direct, d => d[0] == '.'
        ? host.Host.EndsWith(d, StringComparison.OrdinalIgnoreCase) || host.Host.Equals(d[1..], StringComparison.OrdinalIgnoreCase)
        : host.Host.Equals(d, StringComparison.OrdinalIgnoreCase));

    private WebProxy? For(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    private static string? First(params string[] names) =>
        names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));

    // The last @ ends user name and password, which may hold one themselves.
    private static WebProxy? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var address = text.Trim();
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var (prefix, rest) = scheme < 0 ? ("http://", address) : (address[..(scheme + 3)], address[(scheme + 3)..]);
        var at = rest.LastIndexOf('@');
        return Uri.TryCreate(prefix + rest[(at + 1)..], UriKind.Absolute, out var proxy) && Schemes.Contains(proxy.Scheme)
            ? new WebProxy(proxy) { Credentials = at < 0 ? null : Credential(rest[..at]) }
            : null;
    }

    private static NetworkCredential Credential(string userInfo)
    {
        var colon = userInfo.IndexOf(':');
        var (user, password) = colon < 0 ? (userInfo, "") : (userInfo[..colon], userInfo[(colon + 1)..]);
        return Uri.UnescapeDataString(user).Split('\\', 2) is [var domain, var name]
            ? new NetworkCredential(name, Uri.UnescapeDataString(password), domain)
            : new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
    }

    private sealed class ByProxy(EnvironmentProxy variables) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) =>
            Array.Find([variables._https, variables._http], p => p?.Address == uri)?.Credentials?.GetCredential(uri, authType);
    }
}
#endif
