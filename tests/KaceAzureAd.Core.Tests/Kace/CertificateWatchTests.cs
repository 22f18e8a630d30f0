using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KaceAzureAd.Kace;

/// <summary>Why a certificate is not believed, in words.</summary>
public sealed class CertificateWatchTests : IDisposable
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable, "it shows none")]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch, "it is for kace.example, not for this host")]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors, "its certificate authority is not trusted")]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors, "it is for kace.example, not for this host; its certificate authority is not trusted")]
    public void Each_fault_is_named(SslPolicyErrors errors, string words) => Assert.Equal(words, InWords(DateTimeOffset.UtcNow.AddDays(10), errors));

    [Fact]
    public void One_that_has_ended_is_said_to_have_and_when() => Assert.Equal(
        "it, or one above it, is outside its time of validity (it ends 2026-01-02); its certificate authority is not trusted",
        InWords(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), SslPolicyErrors.RemoteCertificateChainErrors));

    [Fact]
    public void A_fault_that_has_no_words_of_its_own_keeps_its_name() => Assert.Equal(
        "its certificate authority is not trusted; NotValidForUsage", InWords(DateTimeOffset.UtcNow.AddDays(10), SslPolicyErrors.RemoteCertificateChainErrors, ClientAuthentication));

    [Fact]
    public void Where_there_is_no_chain_nothing_is_made_up() => Assert.Equal("", CertificateWatch.InWords(null, null, SslPolicyErrors.RemoteCertificateChainErrors));

    private string InWords(DateTimeOffset end, SslPolicyErrors errors, string? usage = null)
    {
        var request = new CertificateRequest("CN=kace.example", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], true));
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), end);
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (usage is not null)
        {
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid(usage));
        }

        Assert.False(chain.Build(certificate));
        return CertificateWatch.InWords(certificate, chain, errors);
    }
}
