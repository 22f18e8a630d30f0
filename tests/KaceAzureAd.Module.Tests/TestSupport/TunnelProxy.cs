using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KaceAzureAd.Module.Tests.TestSupport;

/// <summary>A proxy that tunnels for whoever gives its user name and password, and answers 407 to all others.</summary>
internal sealed class TunnelProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _expected;

    public TunnelProxy(string user, string password)
    {
        _expected = "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>As in 127.0.0.1:8080.</summary>
    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Whom each tunnel led to.</summary>
    public ConcurrentQueue<string> Tunnels { get; } = new();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        var stream = client.GetStream();
        while (await ReadHeadAsync(stream) is { Length: > 0 } head)
        {
            if (!head.Contains(_expected, StringComparison.OrdinalIgnoreCase))
            {
                await WriteAsync(stream, "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"corp\"\r\nContent-Length: 0\r\n\r\n");
                continue;
            }

            var target = head.Split(' ')[1];
            Tunnels.Enqueue(target);
            using var server = new TcpClient();
            await server.ConnectAsync(target.Split(':')[0], int.Parse(target.Split(':')[1], CultureInfo.InvariantCulture), _stop.Token);
            await WriteAsync(stream, "HTTP/1.1 200 Connection established\r\n\r\n");
            await Task.WhenAny(stream.CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(stream, _stop.Token));
            return;
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) == 1)
            head.Append((char)one[0]);

        return head.ToString();
    }

    private async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), _stop.Token);
}
