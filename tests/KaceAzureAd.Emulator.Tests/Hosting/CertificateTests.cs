using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;

namespace KaceAzureAd.Emulator.Tests.Hosting;

/// <summary>Each service shows a certificate of its own, which ends when the scenario says.</summary>
public sealed class CertificateTests
{
    [Theory]
    [InlineData("connected", 89)]
    [InlineData("expiring-tls", 5)]
    [InlineData("expired-tls", -2)]
    public async Task KACE_Clouds_certificate_ends_when_told_and_no_other(string scenario, int days)
    {
        await using var host = await EmulatorHost.StartAsync(Scenario.Load(scenario), TestContext.Current.CancellationToken);
        var (end, errors) = await HandshakeAsync(host, host.Origins.KaceCloud);
        Assert.Equal(days, (end - DateTime.UtcNow).TotalDays, 0.1);
        Assert.Equal(days < 0 ? SslPolicyErrors.RemoteCertificateChainErrors : SslPolicyErrors.None, errors);
        Assert.Equal(89, ((await HandshakeAsync(host, host.Origins.Graph)).NotAfter - DateTime.UtcNow).TotalDays, 0.1);
    }

    private static async Task<(DateTime NotAfter, SslPolicyErrors Errors)> HandshakeAsync(EmulatorHost host, string origin)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(host.TrustedCertificate);
        var seen = (default(DateTime), default(SslPolicyErrors));
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", new Uri(origin).Port, TestContext.Current.CancellationToken);
        await using var stream = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                seen = (((X509Certificate2)certificate!).NotAfter.ToUniversalTime(), errors);
                return errors == SslPolicyErrors.None;
            },
        };
        try
        {
            await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            // What was seen says why.
        }

        return seen;
    }
}
