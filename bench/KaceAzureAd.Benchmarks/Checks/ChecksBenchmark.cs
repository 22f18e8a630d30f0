using System.Diagnostics;
using System.Globalization;
using KaceAzureAd.Benchmarks.Emulator;

namespace KaceAzureAd.Benchmarks.Checks;

/// <summary>Test-KaceAadConnection for many tenants, as a compliance run does it: each number of tenants in a process of its own.</summary>
internal static class ChecksBenchmark
{
    /// <summary>Both batches of a tenant go out at once, and the endpoints' probes beside them: one round trip after another is one.</summary>
    private const int RoundTrips = 1;

    private const int ThrottleLimit = 16;

    /// <summary>So many tenants are checked before any is measured, whatever their number.</summary>
    private const int WarmUp = 300;

    public static async Task<int> RunAsync(IReadOnlyList<int> tenants, IReadOnlyList<int> latenciesMs, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Test-KaceAadConnection, -ThrottleLimit {ThrottleLimit}, {Environment.ProcessorCount} cores for module and emulator together");
        Console.WriteLine("latency  tenants     time    ideal  ratio  ms of processor/tenant: module  emulator  allocated KB/tenant  kept KB/tenant  working set MB (peak)");
        foreach (var latency in latenciesMs)
        {
            foreach (var count in tenants)
            {
                var result = await ChildProcess.RunAsync<ChecksResult>(["checks-once", "--tenants", $"{count}", "--latency", $"{latency}"], cancellationToken);
                var ideal = Math.Ceiling((double)count / ThrottleLimit) * RoundTrips * latency;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{latency,4} ms {count,8} {result.Ms / 1000,7:0.00} s {ideal / 1000,6:0.00} s {result.Ms / ideal,6:0.00} {result.ModuleMs / count,31:0.0} {result.EmulatorMs / count,9:0.0} {result.AllocatedBytes / 1024.0 / count,20:0} {result.KeptBytes / 1024.0 / count,15:0.0} {result.WorkingSetBytes / 1e6,15:0} ({result.PeakWorkingSetBytes / 1e6:0})"));
            }
        }

        return 0;
    }

    /// <summary>The child's side.</summary>
    public static async Task<ChecksResult> MeasureAsync(int tenants, int latencyMs, CancellationToken cancellationToken)
    {
        using var emulator = await EmulatorProcess.StartAsync("connected", tenants, cancellationToken);
        using var module = new ModuleSession(emulator.Address);
        module.ConnectAll();
        for (var i = 0; i < WarmUp; i += tenants)
        {
            Check(module, "$work", tenants); // Compiles and connects.
        }

        await emulator.SetLatencyAsync(TimeSpan.FromMilliseconds(latencyMs));
        var (processor, other, allocated, kept) = (Environment.CpuUsage.TotalTime, await emulator.TimeAsync(), GC.GetTotalAllocatedBytes(precise: true), GC.GetTotalMemory(forceFullCollection: true));
        var time = Check(module, "$work", tenants);
        (processor, other, allocated) = (Environment.CpuUsage.TotalTime - processor, await emulator.TimeAsync() - other, GC.GetTotalAllocatedBytes(precise: true) - allocated);
        var workingSet = Environment.WorkingSet;
        kept = GC.GetTotalMemory(forceFullCollection: true) - kept;
        using var self = Process.GetCurrentProcess();
        return new ChecksResult(time.TotalMilliseconds, processor.TotalMilliseconds, other.TotalMilliseconds, allocated, kept, workingSet, self.PeakWorkingSet64);
    }

    /// <summary>The time of a run whose results are only counted; each tenant has to be among them and all has to be well.</summary>
    private static TimeSpan Check(ModuleSession module, string work, int tenants)
    {
        var clock = Stopwatch.StartNew();
        var result = module.Run(
            $"$seen = 0; $last = ''; $bad = 0; {work} | Test-KaceAadConnection -ThrottleLimit {ThrottleLimit} | ForEach-Object {{ if ($_.TenantId -ne $last) {{ $seen++; $last = $_.TenantId }}; if ($_.Status -eq 'Failed') {{ $bad++ }} }}; $seen; $bad");
        clock.Stop();
        return result.Output is [var seen, var bad] && (int)seen.BaseObject == tenants && (int)bad.BaseObject == 0
            ? clock.Elapsed
            : throw new InvalidOperationException($"Not every tenant was checked and found well: {string.Join(", ", result.Output)}.");
    }
}
