using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>A certificate authority made for one run, and the loopback server certificate it signed.</summary>
public sealed class LoopbackCertificate : IDisposable
{
    // One for each process: a browser can be told once which key to trust, whatever emulators are started later.
    private static readonly byte[] ServerKey = CreateKey();

    private LoopbackCertificate(X509Certificate2 authority, X509Certificate2 server)
    {
        Authority = authority;
        Server = server;
    }

    /// <summary>What a client has to trust; no private key.</summary>
    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server { get; }

    /// <summary>SHA-256 of the server's public key in Base64: how Chromium is told to trust this key alone.</summary>
    public static string ServerKeyHash { get; } = HashOf(ServerKey);

    public static LoopbackCertificate Create()
    {
        var from = DateTimeOffset.UtcNow.AddDays(-1);
        var to = from.AddDays(90);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=KaceAzureAd emulator", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, false));
        using var authority = authorityRequest.CreateSelfSigned(from, to);

        using var serverKey = ECDsa.Create();
        serverKey.ImportPkcs8PrivateKey(ServerKey, out _);
        var request = new CertificateRequest("CN=localhost", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(authority, from, to, RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(serverKey);

        // Through PKCS#12, because Schannel does not serve TLS with a key that lives in memory only. There is no password to protect
        // with many iterations, which take longer than all else here.
        var pkcs12 = withKey.ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1), null);
        return new LoopbackCertificate(
            X509CertificateLoader.LoadCertificate(authority.RawData),
            X509CertificateLoader.LoadPkcs12(pkcs12, null));
    }

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
    }

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
