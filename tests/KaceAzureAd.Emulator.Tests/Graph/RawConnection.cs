using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KaceAzureAd.Emulator.Tests.Graph;

/// <summary>A connection over TLS whose bytes no HTTP client interprets.</summary>
public sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);

    private readonly TcpClient _tcp = new();
    private readonly CancellationToken _stop;
    private SslStream _stream = null!;

    private RawConnection(CancellationToken stop) => _stop = stop;

    public static async Task<RawConnection> OpenAsync(Uri service, X509Certificate2 authority, CancellationToken stop)
    {
        var connection = new RawConnection(stop);
        await connection._tcp.ConnectAsync(service.Host, service.Port, stop);
        connection._stream = new SslStream(connection._tcp.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        await connection._stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = service.Host, CertificateChainPolicy = policy }, stop);
        return connection;
    }

    public Task SendAsync(string text) => _stream.WriteAsync(Encoding.ASCII.GetBytes(text), _stop).AsTask();

    /// <summary>All that comes until nothing comes for a while.</summary>
    public async Task<string> ReadToSilenceAsync()
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        var read = _stream.ReadAsync(buffer, _stop).AsTask();
        await read.WaitAsync(TimeSpan.FromSeconds(20), _stop);
        while (read.IsCompleted && await read is > 0 and var count)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            read = _stream.ReadAsync(buffer, _stop).AsTask();
            await Task.WhenAny(read, Task.Delay(Silence, _stop));
        }

        return text.ToString();
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _tcp.Dispose();
    }
}
