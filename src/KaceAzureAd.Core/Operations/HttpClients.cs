#if !NET
using System.Net.Security;
#endif
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Operations;

/// <summary>
/// Makes HTTP handlers for an environment. TLS is always checked in full; an environment that names its own certificate
/// authority trusts that one instead of the system's.
/// </summary>
internal static class HttpClients
{
    private static readonly ConditionalWeakTable<KaceAadEnvironment, HttpMessageHandler> Connections = new();

    /// <summary>
    /// The connections to an environment's services. Every session of the environment has the same: none holds anything of a tenant,
    /// and a hundred tenants need no hundred handshakes. Nobody closes them; unused ones close by themselves.
    /// </summary>
    public static HttpMessageHandler ConnectionsTo(KaceAadEnvironment environment) =>
        Connections.GetValue(environment, e => new ProxyRefusal.Handler(CreateHandler(e)));

    /// <summary>A client on these connections.</summary>
    public static HttpClient Create(KaceAadEnvironment environment) => new(ConnectionsTo(environment), disposeHandler: false);

    /// <summary>A handler that follows no redirect, keeps no cookie and sends no credentials of the machine.</summary>
    public static HttpMessageHandler CreateHandler(KaceAadEnvironment? environment)
    {
        var trusted = environment?.TrustedCertificate;
#if NET
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            Proxy = CurrentProxy.Instance,
        };
        if (trusted is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { trusted },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        return handler;
#else
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.GZip | System.Net.DecompressionMethods.Deflate,

            // .NET Framework's own limit is two.
            MaxConnectionsPerServer = 64,
        };
        if (trusted is not null)
        {
            // .NET Framework has no custom root trust: a chain that ends in the named authority is accepted, a wrong name never is.
#pragma warning disable MA0039
            handler.ServerCertificateCustomValidationCallback = (_, certificate, _, errors) =>
                errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && EndsIn(trusted, certificate));
#pragma warning restore MA0039
        }

        return handler;
#endif
    }

#if !NET
    private static bool EndsIn(X509Certificate2 authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ExtraStore.Add(authority);
        return chain.Build(certificate)
            && chain.ChainElements[chain.ChainElements.Count - 1].Certificate.RawData.SequenceEqual(authority.RawData);
    }
#endif
}
