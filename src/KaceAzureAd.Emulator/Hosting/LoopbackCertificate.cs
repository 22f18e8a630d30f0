using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>A certificate authority made for one run, and the loopback server certificates that it signs.</summary>
public sealed class LoopbackCertificate : IDisposable
{
    /// <summary>Days until a server certificate ends, unless told otherwise.</summary>
    private const double UsualDays = 89;

    // One for each process: a browser can be told once which key to trust, whatever emulators are started later.
    private static readonly byte[] ServerKey = CreateKey();

    private readonly X509Certificate2 _authority;
    private readonly List<X509Certificate2> _servers = [];

    // Only where asked for: they take long to make.
    private readonly byte[]? _rsaServerKey;

    private LoopbackCertificate(X509Certificate2 authority, bool rsa)
    {
        if (rsa)
        {
            using var key = RSA.Create(2048);
            _rsaServerKey = key.ExportPkcs8PrivateKey();
        }

        _authority = authority;
        Authority = X509CertificateLoader.LoadCertificate(authority.RawData);
        Server = CreateServer(UsualDays);
    }

    /// <summary>What a client has to trust; no private key.</summary>
    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server { get; }

    /// <summary>SHA-256 of the server's public key in Base64: how Chromium is told to trust this key alone.</summary>
    public static string ServerKeyHash { get; } = HashOf(ServerKey);

    /// <summary>With a new authority.</summary>
    /// <param name="rsa">RSA keys instead of elliptic curves.</param>
    public static LoopbackCertificate Create(bool rsa = false)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = RequestFor("CN=KaceAzureAd emulator", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = DateTimeOffset.UtcNow;
        return new LoopbackCertificate(request.CreateSelfSigned(now.AddYears(-1), now.AddYears(1)), rsa);
    }

    /// <summary>A further server certificate, which ends after this many days from now; below 0 for one that has ended.</summary>
    public X509Certificate2 CreateServer(double days)
    {
        var end = DateTimeOffset.UtcNow.AddDays(days);
        using AsymmetricAlgorithm key = _rsaServerKey is null ? ECDsa.Create() : RSA.Create();
        key.ImportPkcs8PrivateKey(_rsaServerKey ?? ServerKey, out _);
        var request = RequestFor("CN=localhost", key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(_authority, end.AddDays(-90), end, RandomNumberGenerator.GetBytes(8));
        using var withKey = key is RSA rsa ? signed.CopyWithPrivateKey(rsa) : signed.CopyWithPrivateKey((ECDsa)key);

        // Through PKCS#12, because Schannel does not serve TLS with a key that lives in memory only. There is no password to protect
        // with many iterations, which take longer than all else here.
        var pkcs12 = withKey.ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1), null);
        var server = X509CertificateLoader.LoadPkcs12(pkcs12, null);
        _servers.Add(server);
        return server;
    }

    public void Dispose()
    {
        _authority.Dispose();
        Authority.Dispose();
        _servers.ForEach(s => s.Dispose());
    }

    private static CertificateRequest RequestFor(string name, AsymmetricAlgorithm key) => key is RSA rsa
        ? new(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : new(name, (ECDsa)key, HashAlgorithmName.SHA256);

    private static byte[] CreateKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    private static string HashOf(byte[] privateKey)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(privateKey, out _);
        return Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }
}
