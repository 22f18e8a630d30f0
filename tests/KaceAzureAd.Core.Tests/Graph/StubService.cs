using System.Collections.Concurrent;
using System.Net;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KaceAzureAd.Core.Tests.Graph;

/// <summary>A request as it came over the wire.</summary>
internal sealed record StubRequest(string Method, string Target, string Body, string Authorization, string ConsistencyLevel);

/// <summary>An HTTPS service on loopback that answers as told: for what the emulator, which behaves, never answers.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly ConcurrentQueue<StubRequest> _requests = new();
    private readonly WebApplication _app;
    private readonly LoopbackCertificate _certificate;

    private StubService(LoopbackCertificate certificate, WebApplication app) => (_certificate, _app) = (certificate, app);

    /// <summary>Answers a request, given how many came before it.</summary>
    public Func<HttpContext, StubRequest, int, Task> Answer { get; set; } = (_, _, _) => Task.CompletedTask;

    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    public Uri Address => new($"https://localhost:{new Uri(_app.Urls.First()).Port}");

    public LoopbackCertificate Certificate => _certificate;

    public static async Task<StubService> StartAsync(LoopbackCertificate? certificate = null)
    {
        certificate ??= LoopbackCertificate.Create();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate.Server)));
        var app = builder.Build();
        var stub = new StubService(certificate, app);
        app.Run(stub.ServeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    /// <summary>This service as a Graph, reached through the real transport.</summary>
    public KaceAadEnvironment Environment(string? host = null) => KaceAadEnvironment.Create(
        "Stub", Address, host is null ? Address : new UriBuilder(Address) { Host = host }.Uri, Certificate.Authority);

    public GraphTransport Transport(ITokenSource? tokens = null, RetryPolicy? retry = null, TimeSpan? answerLimit = null) =>
        new(Environment(), tokens ?? new StubTokens(), retry ?? Quick, answerLimit);

    /// <summary>As the default, but without the pauses.</summary>
    public static RetryPolicy Quick { get; } = new(3, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));

    public static async Task WriteAsync(HttpContext http, int status, string body, string contentType = "application/json")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        await http.Response.WriteAsync(body, http.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task ServeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var request = new StubRequest(
            http.Request.Method, http.Features.Get<IHttpRequestFeature>()!.RawTarget, await reader.ReadToEndAsync(http.RequestAborted),
            http.Request.Headers.Authorization.ToString(), http.Request.Headers["ConsistencyLevel"].ToString());
        int before;
        lock (_requests)
        {
            before = _requests.Count;
            _requests.Enqueue(request);
        }

        await Answer(http, request, before);
    }
}
