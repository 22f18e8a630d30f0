using System.Net;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Emulator.Dns;
using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Emulator.Graph;
using KaceAzureAd.Emulator.KaceCloud;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>The running emulator: Entra sign-in, Microsoft Graph and KACE Cloud on three loopback HTTPS ports, and a DNS server.</summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly LoopbackCertificate _certificate;
    private readonly WebApplication[] _services;
    private readonly DnsService _dns;

    private EmulatorHost(LoopbackCertificate certificate, EmulatorContext context, WebApplication[] services, DnsService dns)
    {
        _certificate = certificate;
        _services = services;
        _dns = dns;
        Context = context;
    }

    public EmulatorContext Context { get; }

    public World World => Context.World;

    public Origins Origins => Context.Origins;

    public RequestLog Log => Context.Log;

    public FaultSet Faults => Context.Faults;

    public SignInOptions SignIn => Context.SignIn;

    public KaceBackEnd KaceCloud => Context.KaceCloud;

    /// <summary>The certificate authority that clients of this emulator have to trust.</summary>
    public X509Certificate2 TrustedCertificate => _certificate.Authority;

    /// <summary>Where the emulated DNS answers, over UDP and TCP.</summary>
    public IPEndPoint Dns => _dns.Endpoint;

    public static async Task<EmulatorHost> StartAsync(World world, CancellationToken cancellationToken = default)
    {
        var certificate = LoopbackCertificate.Create();
        var log = new RequestLog();
        var faults = new FaultSet();
        world.Faults.ForEach(spec => faults.Add(FaultRule.Parse(spec)));
        WebApplication[] services =
        [
            CreateService("SignIn", certificate.CreateServer(world.CertificateDays.SignIn), world, log, faults),
            CreateService("Graph", certificate.CreateServer(world.CertificateDays.Graph), world, log, faults),
            CreateService("KaceCloud", certificate.CreateServer(world.CertificateDays.KaceCloud), world, log, faults),
        ];

        // A route can only be added before the server starts, and an origin is only known after: routes reach the context through this.
        EmulatorContext? context = null;
        SignInService.Map(services[0], () => context!);
        GraphService.Map(services[1], () => context!);
        KaceCloudService.Map(services[2], () => context!);
        foreach (var service in services)
        {
            await service.StartAsync(cancellationToken);
        }

        var urls = services.Select(s => $"https://localhost:{new Uri(s.Urls.First()).Port}").ToArray();
        var origins = new Origins(urls[0], urls[1], urls[2]);
        world.BindOrigins(origins);
        context = new EmulatorContext(world, origins, new TokenIssuer(origins), log)
        {
            Faults = faults,
            KaceCloud = new KaceBackEnd(world, origins, certificate.Authority),
        };
        return new EmulatorHost(certificate, context, services, DnsService.Start(world, log));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
        {
            await service.DisposeAsync();
        }

        _dns.Dispose();
        Context.KaceCloud.Dispose();
        Context.Tokens.Dispose();
        _certificate.Dispose();
    }

    private static WebApplication CreateService(string name, X509Certificate2 certificate, World world, RequestLog log, FaultSet faults)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Use(async (http, next) =>
        {
            var started = DateTimeOffset.UtcNow;
            if (world.Behaviour.LatencyMs > 0)
            {
                await Task.Delay(world.Behaviour.LatencyMs, http.RequestAborted);
            }

            try
            {
                if (!await faults.TryFailAsync(http, name))
                {
                    await next(http);
                }
            }
            finally
            {
                var path = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
                log.Add(new RequestLogEntry(http.Request.Method, path, http.Response.StatusCode, started, DateTimeOffset.UtcNow, name, IsBatchItem: false));
            }
        });
        return app;
    }
}
