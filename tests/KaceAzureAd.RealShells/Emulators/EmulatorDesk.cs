using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KaceAzureAd.RealShells.Emulators;

/// <summary>
/// Starts and ends emulators for shells that ask, over HTTP on loopback: a shell of another system (under Wine) cannot start one, and none pays for a process.
/// <c>POST /?scenario=NAME&amp;tenants=N</c> starts one, <c>GET /ID</c> describes it, <c>POST /ID/MEMBER</c> with a JSON array of texts is <c>$Rehearsal.MEMBER(...)</c>,
/// <c>DELETE /ID</c> ends it.
/// </summary>
internal sealed class EmulatorDesk : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RunningEmulator> _emulators = new(StringComparer.Ordinal);
    private readonly WebApplication _service;
    private int _last;

    private EmulatorDesk()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _service = builder.Build();
        _service.MapPost("/", StartAsync);
        _service.MapGet("/{id}", DescribeAsync);
        _service.MapPost("/{id}/{member}", InvokeAsync);
        _service.MapDelete("/{id}", EndAsync);
    }

    /// <summary>Where it is asked.</summary>
    public Uri Address => new(_service.Urls.First());

    public static async Task<EmulatorDesk> StartAsync(CancellationToken cancellationToken)
    {
        var desk = new EmulatorDesk();
        await desk._service.StartAsync(cancellationToken);
        return desk;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        foreach (var emulator in _emulators.Values)
            await emulator.DisposeAsync();
    }

    /// <summary>Starts an emulator.</summary>
    /// <returns>Its id, which stands behind <see cref="Address"/>.</returns>
    public async Task<string> StartEmulatorAsync(string scenario, int? tenants, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        _emulators[id] = await RunningEmulator.StartAsync(scenario, tenants, cancellationToken);
        return id;
    }

    /// <summary>An emulator that was started and not ended.</summary>
    public RunningEmulator Find(string id) => _emulators[id];

    private async Task StartAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var tenants = int.TryParse(query["tenants"], CultureInfo.InvariantCulture, out var number) && number > 0 ? number : (int?)null;
        var id = await StartEmulatorAsync(query["scenario"].FirstOrDefault() ?? "default", tenants, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new { Address = new Uri(Address, id).AbsoluteUri }, Json, context.RequestAborted);
    }

    private async Task DescribeAsync(HttpContext context) =>
        await context.Response.WriteAsJsonAsync(Find($"{context.Request.RouteValues["id"]}").Describe(), Json, context.RequestAborted);

    private async Task InvokeAsync(HttpContext context)
    {
        var emulator = Find($"{context.Request.RouteValues["id"]}");
        var arguments = await context.Request.ReadFromJsonAsync<string[]>(context.RequestAborted) ?? [];
        try
        {
            var value = await Task.Run(() => emulator.Invoke($"{context.Request.RouteValues["member"]}", arguments));
            await context.Response.WriteAsJsonAsync(new { Value = value }, Json, context.RequestAborted);
        }
        catch (Exception e) when (e is ArgumentException or TargetInvocationException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(e.InnerException?.Message ?? e.Message, context.RequestAborted);
        }
    }

    private async Task EndAsync(HttpContext context)
    {
        if (_emulators.TryRemove($"{context.Request.RouteValues["id"]}", out var emulator))
            await emulator.DisposeAsync();
    }

    // Names as they are in the scripts.
    private static JsonSerializerOptions Json { get; } = new();
}
