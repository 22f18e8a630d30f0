using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>Certificates to sign in with. Keys take long to make, so there are two.</summary>
internal static class TestCertificate
{
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly RSA OtherKey = RSA.Create(2048);

    public static X509Certificate2 Create(TimeSpan? validFrom = null, TimeSpan? validTo = null, bool withOtherKey = false)
    {
        var now = DateTimeOffset.UtcNow;
        var request = new CertificateRequest("CN=app", withOtherKey ? OtherKey : Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(now + (validFrom ?? TimeSpan.FromDays(-1)), now + (validTo ?? TimeSpan.FromDays(1)));
    }
}
