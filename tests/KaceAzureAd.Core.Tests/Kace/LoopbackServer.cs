using System.Collections.Concurrent;
using System.Net;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace KaceAzureAd.Kace;

/// <summary>A real HTTPS server on loopback that answers as a test says and remembers what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    /// <summary>Method, path and query, and every header of each request.</summary>
    public ConcurrentQueue<(string Line, IHeaderDictionary Headers)> Requests { get; } = new();

    /// <summary>As in https://localhost:1234.</summary>
    public string Origin => $"https://localhost:{new Uri(_app.Urls.First()).Port}";

    public static async Task<LoopbackServer> StartAsync(LoopbackCertificate certificate, RequestDelegate answer, IPAddress? address = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, 0, listen => listen.UseHttps(certificate.Server)));
        var server = new LoopbackServer(builder.Build());
        server._app.Run(http =>
        {
            // A copy: Kestrel clears its own for the next request.
            server.Requests.Enqueue(($"{http.Request.Method} {http.Request.GetEncodedPathAndQuery()}", new HeaderDictionary(http.Request.Headers.ToDictionary())));
            return answer(http);
        });
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>A server whose paths redirect to where the table says (a leading tilde stands for its own origin); others answer 200.</summary>
    public static Task<LoopbackServer> RedirectingAsync(LoopbackCertificate certificate, params (string Path, string Location)[] redirects) =>
        StartAsync(certificate, http =>
        {
            var target = redirects.FirstOrDefault(r => r.Path == http.Request.Path).Location;
            if (target is not null)
            {
                http.Response.StatusCode = 302;
                http.Response.Headers.Location = target;
                http.Response.Headers.SetCookie = "session=1; Path=/";
            }

            return Task.CompletedTask;
        });

    /// <summary>An environment whose sign-in pages are on this server.</summary>
    public KaceAadEnvironment AsSignIn(LoopbackCertificate certificate) =>
        KaceAadEnvironment.Create("Loopback", new Uri(Origin), new Uri(Origin), certificate.Authority);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
