using System.Globalization;
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
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>
/// The running emulator: Entra sign-in, Microsoft Graph and KACE Cloud on three loopback HTTPS ports, on a fourth, plain HTTP as in
/// Azure, the endpoint for managed identities, and a DNS server.
/// </summary>
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

    /// <summary>What a resource of Azure finds in IDENTITY_ENDPOINT and IDENTITY_HEADER.</summary>
    public ManagedIdentityEndpoint ManagedIdentity => Context.ManagedIdentity;

    /// <summary>An issuer outside of Entra, for apps that trust it.</summary>
    public OutsideIdentityProvider OutsideIdentityProvider { get; } = new();

    /// <summary>The certificate authority that clients of this emulator have to trust.</summary>
    public X509Certificate2 TrustedCertificate => _certificate.Authority;

    /// <summary>Where the emulated DNS answers, over UDP and TCP.</summary>
    public IPEndPoint Dns => _dns.Endpoint;

    public static async Task<EmulatorHost> StartAsync(World world, CancellationToken cancellationToken = default)
    {
        var faults = world.Faults.ConvertAll(FaultRule.Parse);
        var certificate = LoopbackCertificate.Create(world.Behaviour.RsaCertificates);

        // A route can only be added before the server starts, and an origin is only known after: routes reach the context through this.
        EmulatorContext? context = null;
        WebApplication[] services =
        [
            CreateService("SignIn", certificate.CreateServer(world.CertificateDays.SignIn), () => context!),
            CreateService("Graph", certificate.CreateServer(world.CertificateDays.Graph), () => context!),
            CreateService("KaceCloud", certificate.CreateServer(world.CertificateDays.KaceCloud), () => context!),
            CreateService("ManagedIdentity", certificate: null, () => context!),
        ];
        SignInService.Map(services[0], () => context!);
        GraphService.Map(services[1], () => context!);
        KaceCloudService.Map(services[2], () => context!);
        ManagedIdentityService.Map(services[3], () => context!);
        foreach (var service in services)
        {
            await service.StartAsync(cancellationToken);
        }

        var ports = services.Select(s => new Uri(s.Urls.First()).Port).ToArray();
        var origins = new Origins($"https://localhost:{ports[0]}", $"https://localhost:{ports[1]}", $"https://localhost:{ports[2]}");
        world.BindOrigins(origins);
        var clock = new SignInOptions();
        context = new EmulatorContext(world, origins)
        {
            SignIn = clock,
            Tokens = new TokenIssuer(origins, clock),
            KaceCloud = new KaceBackEnd(world, origins, certificate.Authority),
            ManagedIdentity = new ManagedIdentityEndpoint(ports[3]),
        };
        faults.ForEach(context.Faults.Add);
        return new EmulatorHost(certificate, context, services, DnsService.Start(world, context.Log));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
        {
            await service.DisposeAsync();
        }

        _dns.Dispose();
        Context.KaceCloud.Dispose();
        _certificate.Dispose();
    }

    private static WebApplication CreateService(string name, X509Certificate2? certificate, Func<EmulatorContext> context)
    {
        // No configuration files, environment variables or log of the machine: nothing but what is said here.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }

            listen.KeepWire();
        }));
        var app = builder.Build();
        app.Use(async (HttpContext http, RequestDelegate next) =>
        {
            var emulator = context();
            var started = DateTimeOffset.UtcNow;
            if (emulator.World.Behaviour.LatencyMs > 0)
            {
                await Task.Delay(emulator.World.Behaviour.LatencyMs, http.RequestAborted);
            }

            try
            {
                http.Response.Headers.Date = emulator.SignIn.Now.ToString("r", CultureInfo.InvariantCulture);
                if (!await FaultMiddleware.TryFailAsync(emulator, http, name, next))
                {
                    await next(http);
                }
            }
            finally
            {
                var path = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
                emulator.Log.Add(new RequestLogEntry(http.Request.Method, path, http.Response.StatusCode, started, DateTimeOffset.UtcNow, name, IsBatchItem: false));
            }
        });
        return app;
    }
}
