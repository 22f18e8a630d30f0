using System.Diagnostics;
using System.Text;
using KaceAzureAd.Core.Tests.Checks;
using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Kace;

/// <summary>The Discover request against endpoints that answer as they should, and as none should: in bounded time and memory.</summary>
public sealed class DiscoverProbeTests : IDisposable
{
    private readonly LoopbackCertificate _certificate = LoopbackCertificate.Create();

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task A_device_is_imitated_and_its_answer_read()
    {
        var request = "";
        var headers = ("", "");
        await using var server = await LoopbackServer.StartAsync(_certificate, async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            request = await reader.ReadToEndAsync(http.RequestAborted);
            headers = (http.Request.ContentType!, http.Request.Headers.AcceptEncoding.ToString());
            await WriteAsync(http, Snapshots.Envelope());
        });

        var answer = await ProbeAsync(server);

        Assert.Equal(("Federated", "https://a.example/p", "https://a.example/e", "https://a.example/a"), (answer.AuthPolicy, answer.EnrollmentPolicyServiceUrl, answer.EnrollmentServiceUrl, answer.AuthenticationServiceUrl));
        Assert.True(answer is { IsChunked: false, Objection: null, Fault: null, Probe.Answers: true });
        Assert.Contains("IDiscoveryService/Discover</a:Action>", request, StringComparison.Ordinal);
        Assert.Contains("<EmailAddress>enrollment-check@contoso.example</EmailAddress>", request, StringComparison.Ordinal);
        Assert.Equal(("application/soap+xml; charset=utf-8", ""), headers);
    }

    [Fact]
    public async Task An_answer_in_chunks_is_noticed()
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, async http =>
        {
            await http.Response.StartAsync(http.RequestAborted);
            await http.Response.WriteAsync(Snapshots.Envelope(), http.RequestAborted);
        });

        Assert.True((await ProbeAsync(server)).IsChunked);
    }

    [Fact]
    public async Task Fifty_megabytes_are_left_after_the_first_few_kilobytes()
    {
        var sent = 0L;
        await using var server = await LoopbackServer.StartAsync(_certificate, async http =>
        {
            var block = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
            http.Response.ContentLength = 800L * block.Length;
            for (var i = 0; i < 800 && !(await http.Response.BodyWriter.WriteAsync(block, http.RequestAborted)).IsCompleted; i++)
            {
                Interlocked.Add(ref sent, block.Length);
            }
        });
        var answer = await ProbeAsync(server);

        Assert.Equal("it is longer than 64 KB", answer.Objection);
        Assert.InRange(Interlocked.Read(ref sent), 0, 16 * 1024 * 1024);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task An_endpoint_that_never_ends_is_left_after_the_time_given(int paceMs)
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, async http =>
        {
            // Says nothing at all, or a byte now and then.
            while (paceMs > 0)
            {
                await http.Response.WriteAsync(" ", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(paceMs, http.RequestAborted);
            }

            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        var clock = Stopwatch.StartNew();

        var answer = await ProbeAsync(server, TimeSpan.FromSeconds(0.5));

        Assert.Equal(ProbeFailure.Timeout, answer.Probe.Reason);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_XML_bomb_is_not_expanded()
    {
        var bomb = "<!DOCTYPE b [<!ENTITY e0 \"word\">" + string.Concat(Enumerable.Range(1, 10).Select(i => $"<!ENTITY e{i} \"{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}\">"))
            + "]><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">&e10;</s:Envelope>";
        await using var server = await LoopbackServer.StartAsync(_certificate, http => WriteAsync(http, bomb));

        Assert.Contains("DTD", (await ProbeAsync(server)).Objection, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_said_so()
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("<s:Envelope", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);

            // Time for the headers to arrive: it is the body that breaks off.
            await Task.Delay(200, http.RequestAborted);
            http.Abort();
        });

        var answer = await ProbeAsync(server);

        Assert.Equal((false, ProbeFailure.Protocol), (answer.Probe.Answers, answer.Probe.Reason));
        Assert.Contains("its answer broke off", answer.Probe.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_is_read_though_it_comes_with_HTTP_500()
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, http =>
        {
            http.Response.StatusCode = 500;
            return WriteAsync(http, """<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Reason><s:Text>Unknown user.</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>""");
        });

        var answer = await ProbeAsync(server);

        Assert.Equal(("Unknown user.", 500), (answer.Fault, answer.Probe.Status));
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_result()
    {
        await using var server = await LoopbackServer.StartAsync(_certificate, http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var stop = new CancellationTokenSource(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DiscoverProbe.ProbeAsync(new Uri(server.Origin), "a@b.example", server.AsSignIn(_certificate), TimeSpan.FromSeconds(10), stop.Token));
    }

    private Task<DiscoverAnswer> ProbeAsync(LoopbackServer server, TimeSpan? limit = null) => DiscoverProbe.ProbeAsync(
        new Uri(server.Origin + "/EnrollmentServer/Discovery.svc"), "enrollment-check@contoso.example", server.AsSignIn(_certificate), limit ?? TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private static Task WriteAsync(HttpContext http, string body)
    {
        http.Response.ContentType = "application/soap+xml; charset=utf-8";
        http.Response.ContentLength = Encoding.UTF8.GetByteCount(body);
        return http.Response.WriteAsync(body, http.RequestAborted);
    }
}
