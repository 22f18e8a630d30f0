using System.Diagnostics;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.TestSupport;

/// <summary>
/// Ctrl+C, and whether it ends a script at once. How long that takes says as much of the machine as of the script: it is compared with how long a script takes
/// that only sleeps, right before and after, and an attempt that was slow may be made again. A script that really hangs on is slow each time.
/// </summary>
internal static class CtrlC
{
    private const int Attempts = 10;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(250);
    private static readonly Lazy<PowerShellEngine> Reference = new(() => new PowerShellEngine());

    /// <summary>Stops what runs.</summary>
    public static async Task<Stopped> StopAsync(PowerShellEngine engine, Task<EngineResult> run)
    {
        var before = await StopSleepingAsync();
        var (result, took) = await MeasureAsync(engine, run);
        var after = await StopSleepingAsync();
        return new Stopped(result, took, AtOnce + (before > after ? before : after));
    }

    /// <summary>Asserts that a script is stopped at once and without an error, at the best of some attempts.</summary>
    /// <param name="attempt">Begins the script and stops it.</param>
    public static async Task EndsAtOnceAsync(Func<Task<Stopped>> attempt)
    {
        for (var left = Attempts - 1; ; left--)
        {
            var stopped = await attempt();
            Assert.True(stopped.Result.IsStopped, "The script had ended before it was stopped.");
            Assert.Empty(stopped.Result.Errors);
            if (stopped.Took <= stopped.Limit || left == 0)
            {
                Assert.InRange(stopped.Took, TimeSpan.Zero, stopped.Limit);
                return;
            }

            await Task.Delay(Breath);
        }
    }

    private static async Task<TimeSpan> StopSleepingAsync()
    {
        using var sleeps = new SemaphoreSlim(0);
        var run = Task.Run(() => Reference.Value.Invoke("while ($true) { $null = $sleeps.Release(); [System.Threading.Thread]::Sleep(5) }", new Dictionary<string, object?> { ["sleeps"] = sleeps }));
        await sleeps.WaitAsync();
        return (await MeasureAsync(Reference.Value, run)).Took;
    }

    private static async Task<(EngineResult Result, TimeSpan Took)> MeasureAsync(PowerShellEngine engine, Task<EngineResult> run)
    {
        var clock = Stopwatch.StartNew();
        engine.Stop();
        var result = await run.WaitAsync(TimeSpan.FromSeconds(60));
        return (result, clock.Elapsed);
    }
}

/// <summary>A script that was stopped.</summary>
/// <param name="Took">How long it took.</param>
/// <param name="Limit">How long it may take, on this machine at this moment.</param>
internal sealed record Stopped(EngineResult Result, TimeSpan Took, TimeSpan Limit);
