using System.Diagnostics;
using System.Net;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace;

/// <summary>Why an address could not be reached.</summary>
public enum ProbeFailure
{
    /// <summary>The host's name has no address.</summary>
    Dns,

    /// <summary>Nothing answers there.</summary>
    Connection,

    /// <summary>The TLS certificate is not valid for this host, or no secure connection could be agreed on.</summary>
    Tls,

    /// <summary>The proxy on the way lets nobody through without a user name and a password.</summary>
    Proxy,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The answer is not HTTP, or broke off.</summary>
    Protocol,

    /// <summary>The server says that it is failing (HTTP 5xx).</summary>
    Server,
}

/// <summary>Asks for addresses without saying who asks: no cookie or credential is sent along, no redirect followed, no body read unless the caller does.</summary>
internal sealed class AnonymousClient : IDisposable
{
    private readonly HttpClient _client;

    public AnonymousClient(KaceAadEnvironment? trust)
    {
        var handler = HttpClients.CreateHandler(trust);
        Certificate = CertificateWatch.On(handler);

        // What is asked here answers in a few lines, and a device does not ask for compression: an answer has its length, and cannot grow while it is read.
#if NET
        if (handler is SocketsHttpHandler sockets)
        {
            sockets.AutomaticDecompression = DecompressionMethods.None;

            // A body that nobody reads is not read for the connection's sake either.
            sockets.MaxResponseDrainSize = 0;
        }
#else
        if (handler is HttpClientHandler client)
        {
            client.AutomaticDecompression = DecompressionMethods.None;
        }
#endif
        _client = new HttpClient(new ProxyRefusal.Handler(handler)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The certificate of the last server that was connected to.</summary>
    public CertificateWatch Certificate { get; }

    /// <summary>Status and headers of the answer.</summary>
    public Task<HttpResponseMessage> GetAsync(Uri address, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, address, null, cancellationToken);

    /// <summary>Status and headers of the answer.</summary>
    public Task<HttpResponseMessage> PostAsync(Uri address, HttpContent content, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, address, content, cancellationToken);

    /// <summary>Scheme, host, port and path: what may be shown. A query may hold what is not for a log.</summary>
    public static Uri WithoutQuery(Uri address) => new(address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    /// <summary>What kind of failure this is.</summary>
    public static ProbeFailure Classify(HttpRequestException failure)
    {
        if (failure is ProxyRefusal)
        {
            return ProbeFailure.Proxy;
        }

#if NET
        return failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => ProbeFailure.Dns,
            HttpRequestError.ConnectionError => ProbeFailure.Connection,
            HttpRequestError.SecureConnectionError => ProbeFailure.Tls,
            _ => ProbeFailure.Protocol,
        };
#else
        return (failure.InnerException as WebException)?.Status switch
        {
            WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => ProbeFailure.Dns,
            WebExceptionStatus.ConnectFailure => ProbeFailure.Connection,
            WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => ProbeFailure.Tls,
            _ => ProbeFailure.Protocol,
        };
#endif
    }

    /// <summary>The failure in words, to follow a host's name: what kind it is and what is underneath.</summary>
    public string InWords(HttpRequestException failure)
    {
        var kind = Classify(failure);
        var details = kind == ProbeFailure.Tls ? Certificate.Fault : kind == ProbeFailure.Proxy ? failure.Message : null;
        return $"{InWords(kind)}: {details ?? failure.GetBaseException().Message.TrimEnd('.')}";
    }

    /// <summary>The kind of failure in words, to follow a host's name.</summary>
    public static string InWords(ProbeFailure failure) => failure switch
    {
        ProbeFailure.Dns => "has no address in DNS",
        ProbeFailure.Connection => "cannot be connected to",
        ProbeFailure.Tls => "has no valid TLS certificate",
        ProbeFailure.Proxy => "cannot be reached through the proxy",
        ProbeFailure.Server => "answers that it is failing",
        _ => "does not answer in HTTP",
    };

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.UserAgent.ParseAdd("KaceAzureAd");
        var clock = Stopwatch.StartNew();
        try
        {
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            OperationLog.Current.Verbose($"{method} {WithoutQuery(address)} {(int)response.StatusCode} {clock.ElapsedMilliseconds} ms");
            return response;
        }
        catch (HttpRequestException failure)
        {
            OperationLog.Current.Verbose($"{method} {WithoutQuery(address)} failed ({Classify(failure)}) {clock.ElapsedMilliseconds} ms");
            throw;
        }
    }
}
