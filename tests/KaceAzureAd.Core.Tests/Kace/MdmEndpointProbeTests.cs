using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Identity;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Kace;

public sealed class MdmEndpointProbeTests : IDisposable
{
    private readonly LoopbackCertificate _certificate = LoopbackCertificate.Create();

    public void Dispose() => _certificate.Dispose();

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Any_answer_but_a_failure_of_the_server_will_do(int status)
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, Status(status));

        var probe = await ProbeAsync(server.Origin + "/EnrollmentServer/Discovery.svc?x=1", server.AsSignIn(_certificate));

        Assert.True(probe.Answers, probe.Message);
        Assert.Equal(status, probe.Status);
        Assert.Null(probe.Reason);
        Assert.Null(probe.Location);
        Assert.Equal(new DateTimeOffset(_certificate.Server.NotAfter), probe.CertificateNotAfter);
        Assert.True(probe.Elapsed > TimeSpan.Zero);
        Assert.Equal($"localhost answers with HTTP {status} over valid TLS.", probe.Message);
        Assert.Equal("GET /EnrollmentServer/Discovery.svc?x=1", Assert.Single(server.Requests).Line);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(299, false)]
    [InlineData(300, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public async Task Only_a_redirect_leads_elsewhere(int status, bool leads)
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "https://sso.kacecloud.example/x";
            return Task.CompletedTask;
        });

        var probe = await ProbeAsync(server.Origin + "/", server.AsSignIn(_certificate));

        Assert.Equal(leads, probe.Location is not null);
        Assert.Equal(leads, probe.Message.Contains(", redirecting to sso.kacecloud.example over", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/login?state=hidden", "/login", "localhost")]
    [InlineData("https://sso.kacecloud.example/x?state=hidden", "/x", "sso.kacecloud.example")]
    [InlineData("ms-device-enrollment:?mode=mdm", null, null)]
    public async Task A_redirect_is_noted_and_not_followed(string location, string? path, string? host)
    {
        await using var server = await LoopbackServer.RedirectingAsync(_certificate, ("/TermsOfUse", location));

        var probe = await ProbeAsync(server.Origin + "/TermsOfUse", server.AsSignIn(_certificate));

        Assert.True(probe.Answers, probe.Message);
        Assert.Equal(302, probe.Status);
        Assert.Equal(path, probe.Location?.PathAndQuery);
        Assert.Equal(host, probe.Location?.Host);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failing_server_does_not_count_as_an_answer(int status)
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, Status(status));

        var probe = await ProbeAsync(server.Origin, server.AsSignIn(_certificate));

        AssertFailed(ProbeFailure.Server, $"HTTP {status}", probe);
        Assert.Equal(status, probe.Status);
    }

    [Fact]
    public async Task An_endless_body_is_not_read()
    {
        var sent = 0L;
        await using var server = await LoopbackServer.StartAsync(_certificate, async http =>
        {
            var block = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(block, http.RequestAborted);
                Interlocked.Add(ref sent, block.Length);
            }
        });

        var probe = await ProbeAsync(server.Origin, server.AsSignIn(_certificate));

        Assert.True(probe.Answers, probe.Message);

        // What the system's socket buffers take counts as sent, though nobody reads it.
        Assert.InRange(Interlocked.Read(ref sent), 0, 16 * 1024 * 1024);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_no_valid_TLS()
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, Status(200));
        using var other = LoopbackCertificate.Create();

        foreach (var trust in new[] { null, server.AsSignIn(other) })
        {
            var probe = await ProbeAsync(server.Origin, trust);

            AssertFailed(ProbeFailure.Tls, "its certificate authority is not trusted", probe);
            Assert.Equal(new DateTimeOffset(_certificate.Server.NotAfter), probe.CertificateNotAfter);
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_no_valid_TLS()
    {
        // The certificate names localhost and 127.0.0.1.
        await using var server = await LoopbackServer.StartAsync(_certificate, Status(200), IPAddress.Parse("127.0.0.2"));

        var probe = await ProbeAsync($"https://127.0.0.2:{new Uri(server.Origin).Port}/", server.AsSignIn(_certificate));

        AssertFailed(ProbeFailure.Tls, "it is for localhost, not for this host", probe);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_name_that_DNS_does_not_know_is_said_so() =>
        AssertFailed(ProbeFailure.Dns, "kace.invalid has no address in DNS", await ProbeAsync("https://kace.invalid/", null));

    [Fact]
    public async Task A_port_where_nothing_listens_is_said_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        AssertFailed(ProbeFailure.Connection, "127.0.0.1 cannot be connected to", await ProbeAsync($"https://127.0.0.1:{port}/", null));
    }

    [Theory]
    [InlineData("http://acme.kacecloud.example/")]
    [InlineData("/Discovery.svc")]
    public async Task What_is_no_https_address_is_not_asked(string endpoint) =>
        AssertFailed(ProbeFailure.Protocol, $"{endpoint} is not an https address", await ProbeAsync(endpoint, null));

    [Fact]
    public async Task A_connection_that_breaks_off_is_said_so()
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

        AssertFailed(ProbeFailure.Protocol, "does not answer in HTTP", await ProbeAsync(server.Origin, server.AsSignIn(_certificate)));
    }

    [Fact]
    public async Task A_server_that_stays_silent_is_left_after_the_time_given()
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        var clock = Stopwatch.StartNew();

        var probe = await MdmEndpointProbe.ProbeAsync(
            new Uri(server.Origin), server.AsSignIn(_certificate), TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);

        AssertFailed(ProbeFailure.Timeout, "does not answer within 0.5 seconds", probe);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_result()
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var stop = new CancellationTokenSource(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => MdmEndpointProbe.ProbeAsync(new Uri(server.Origin), server.AsSignIn(_certificate), TimeSpan.FromSeconds(10), stop.Token));
    }

    private static Task<EndpointProbe> ProbeAsync(string endpoint, KaceAadEnvironment? trust) =>
        MdmEndpointProbe.ProbeAsync(new Uri(endpoint, UriKind.RelativeOrAbsolute), trust, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private static RequestDelegate Status(int status) => http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static void AssertFailed(ProbeFailure reason, string message, EndpointProbe probe)
    {
        Assert.False(probe.Answers, probe.Message);
        Assert.Equal(reason, probe.Reason);
        Assert.Contains(message, probe.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", probe.Message, StringComparison.Ordinal);
    }
}
