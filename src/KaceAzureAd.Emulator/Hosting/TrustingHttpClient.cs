using System.Security.Cryptography.X509Certificates;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>Makes HTTP clients that trust the emulator's certificate authority and no other.</summary>
internal static class TrustingHttpClient
{
    public static HttpClient Create(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        };
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = { CertificateChainPolicy = policy },
        });
    }
}
