using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>A certificate authority made for one run, and the loopback server certificates that it signs.</summary>
public sealed class LoopbackCertificate : IDisposable
{
    /// <summary>Days until a server certificate ends, unless told otherwise.</summary>
    private const double UsualDays = 89;

    private readonly X509Certificate2 _authority;
    private readonly List<X509Certificate2> _servers = [];

    private LoopbackCertificate(X509Certificate2 authority)
    {
        _authority = authority;
        Authority = X509CertificateLoader.LoadCertificate(authority.RawData);
        Server = CreateServer(UsualDays);
    }

    /// <summary>What a client has to trust; no private key.</summary>
    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server { get; }

    public static LoopbackCertificate Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=KaceAzureAd emulator", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = DateTimeOffset.UtcNow;
        return new LoopbackCertificate(request.CreateSelfSigned(now.AddYears(-1), now.AddYears(1)));
    }

    /// <summary>A further server certificate, which ends after this many days from now; below 0 for one that has ended.</summary>
    public X509Certificate2 CreateServer(double days)
    {
        var end = DateTimeOffset.UtcNow.AddDays(days);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(_authority, end.AddDays(-90), end, RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);

        // Through PKCS#12, because Schannel does not serve TLS with a key that lives in memory only.
        var server = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
        _servers.Add(server);
        return server;
    }

    public void Dispose()
    {
        _authority.Dispose();
        Authority.Dispose();
        _servers.ForEach(s => s.Dispose());
    }
}
