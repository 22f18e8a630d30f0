using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KaceAzureAd.Emulator.Hosting;

namespace KaceAzureAd.Benchmarks.Emulator;

/// <summary>The emulator in a process of its own, so that its processor time and memory are not counted as the module's; asked through its standard input.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private readonly Process _process;

    private EmulatorProcess(Process process, EmulatorAddress address)
    {
        _process = process;
        Address = address;
    }

    public EmulatorAddress Address { get; }

    public static async Task<EmulatorProcess> StartAsync(string scenario, int tenants, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(EmulatorProcess).Assembly.Location, "emulator", "--scenario", scenario, "--tenants", tenants.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,

            // It stands for services that have been running for long: it compiles once, not again and again while it is measured.
            Environment = { ["DOTNET_TieredCompilation"] = "0" },
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The emulator did not start.");
        return new EmulatorProcess(process, JsonSerializer.Deserialize<EmulatorAddress>(line)!);
    }

    /// <summary>How long it waits before each answer, from now on.</summary>
    public Task SetLatencyAsync(TimeSpan latency) => AskAsync(string.Create(CultureInfo.InvariantCulture, $"{EmulatorServer.Latency} {latency.TotalMilliseconds:0}"));

    /// <summary>Processor time that it has used.</summary>
    public async Task<TimeSpan> TimeAsync() => TimeSpan.FromMilliseconds(double.Parse(await AskAsync(EmulatorServer.Time), CultureInfo.InvariantCulture));

    /// <summary>What it was asked since this was last called.</summary>
    public async Task<IReadOnlyList<RequestLogEntry>> RequestsAsync() => JsonSerializer.Deserialize<RequestLogEntry[]>(await AskAsync(EmulatorServer.Requests))!;

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator ended.");
    }
}
