using System.Net;

namespace KaceAzureAd.Operations;

/// <summary>The proxy between this machine and a service lets nobody through without a user name and a password (HTTP 407).</summary>
internal sealed class ProxyRefusal : HttpRequestException
{
    /// <summary>How a proxy gets its credentials.</summary>
    public const string Advice =
#if NET
        "Give them in this shell and run the command again: $proxy = [Net.WebProxy]::new('http://proxy.example:8080'); "
        + "$proxy.Credentials = Get-Credential (or, on Windows, $proxy.UseDefaultCredentials = $true); "
        + "[Net.Http.HttpClient]::DefaultProxy = $proxy.";
#else
        "Give them in this shell and run the command again: [Net.WebRequest]::DefaultWebProxy.Credentials = Get-Credential (or = "
        + "[Net.CredentialCache]::DefaultNetworkCredentials, for the user who is signed in to Windows).";
#endif

    public ProxyRefusal(Uri? proxy, Exception? inner)
#if NET
        : base(HttpRequestError.ProxyTunnelError, Words(proxy), inner, HttpStatusCode.ProxyAuthenticationRequired)
#else
        : base(Words(proxy), inner)
#endif
    {
    }

    private static string Words(Uri? proxy) =>
        $"The proxy {proxy?.GetLeftPart(UriPartial.Authority)} wants a user name and a password, and got none that it takes (HTTP 407)";

    /// <summary>Tells a proxy's refusal from what a service answers: below everything that would take it for the service's.</summary>
    public sealed class Handler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (response.StatusCode != HttpStatusCode.ProxyAuthenticationRequired)
                {
                    return response;
                }

                response.Dispose();
                throw new ProxyRefusal(ProxyOf(request.RequestUri!), inner: null);
            }
            catch (HttpRequestException e) when (e is not ProxyRefusal && IsRefusal(e))
            {
                throw new ProxyRefusal(ProxyOf(request.RequestUri!), e);
            }
        }

#if NET
        // The status that ends a tunnel stands in the message alone.
        private static bool IsRefusal(HttpRequestException e) =>
            e.HttpRequestError == HttpRequestError.ProxyTunnelError && e.Message.Contains("'407'", StringComparison.Ordinal);

        private static Uri? ProxyOf(Uri address) => CurrentProxy.Instance.GetProxy(address);
#else
        private static bool IsRefusal(HttpRequestException e) =>
            e.InnerException is WebException { Response: HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } };

        private static Uri? ProxyOf(Uri address) => WebRequest.DefaultWebProxy?.GetProxy(address);
#endif
    }
}
