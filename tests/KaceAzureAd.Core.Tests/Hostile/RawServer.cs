using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>A TLS server on loopback that answers each request with bytes, which need not be HTTP.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly LoopbackCertificate _certificate = LoopbackCertificate.Create();
    private readonly Task _serving;

    public RawServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Origin => $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What the next requests are answered with.</summary>
    public byte[] Answer { get; set; } = [];

    /// <summary>An environment that trusts this server, and whose sign-in pages are elsewhere.</summary>
    public KaceAadEnvironment Trust => KaceAadEnvironment.Create("Raw", new Uri("https://login.raw.invalid"), new Uri("https://graph.raw.invalid"), _certificate.Authority);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving; // It accepts no more; a listener that ends under it would be its failure.
        _listener.Dispose();
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(_certificate.Server);
            _ = await stream.ReadAsync(new byte[8192], _stop.Token);
            await stream.WriteAsync(Answer, _stop.Token);
            await stream.ShutdownAsync();
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client had enough of it.
        }
    }
}
