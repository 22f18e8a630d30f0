using System.CommandLine;
using System.Text.Json;
using KaceAzureAd.Benchmarks;
using KaceAzureAd.Benchmarks.Checks;
using KaceAzureAd.Benchmarks.Emulator;
using KaceAzureAd.Benchmarks.Import;
using KaceAzureAd.Benchmarks.Onboarding;
using KaceAzureAd.Benchmarks.PlainScript;
using KaceAzureAd.Benchmarks.Trimming;

var counts = new Option<int[]>("--tenants") { DefaultValueFactory = _ => [1, 10, 100, 500, 1000], AllowMultipleArgumentsPerToken = true, Description = "How many tenants to check." };
var latencies = new Option<int[]>("--latency") { DefaultValueFactory = _ => [100, 400], AllowMultipleArgumentsPerToken = true, Description = "Milliseconds until the services answer." };
var checks = new Command("checks", "Checks many connected tenants: the time against the ideal, the processor time of module and emulator apart, and memory.") { counts, latencies };
checks.SetAction((parsed, cancellationToken) => ChecksBenchmark.RunAsync(parsed.GetValue(counts)!, parsed.GetValue(latencies)!, cancellationToken));

var timeline = new Option<bool>("--timeline") { Description = "Show each request of the last run." };
var onboarding = new Command("onboarding", "Connects tenants from nothing to proven, against the round trips that have to follow one another.") { timeline };
onboarding.SetAction((parsed, cancellationToken) => OnboardingBenchmark.RunAsync(parsed.GetValue(timeline), cancellationToken));

var samples = new Option<int>("--samples") { DefaultValueFactory = _ => 15, Description = "How many processes." };
var shell = new Option<string>("--shell") { DefaultValueFactory = _ => "pwsh", Description = "A PowerShell to compare in as well." };
var import = new Command("import", "Imports the module and an empty one of the same shape, and uses the module for the first time.") { samples, shell };
import.SetAction((parsed, cancellationToken) => ImportBenchmark.RunAsync(parsed.GetValue(samples), parsed.GetValue(shell)!, cancellationToken));

var plain = new Command("plain-script", "The reads of a check against the same reads one after another.");
plain.SetAction((_, cancellationToken) => PlainScriptBenchmark.RunAsync(cancellationToken));

var trimming = new Command("trimming", "The module as it is released against the clone's own.") { samples };
trimming.SetAction((parsed, cancellationToken) => TrimmingBenchmark.RunAsync(parsed.GetValue(samples), cancellationToken));

// What the benchmarks start beside themselves.
var tenants = new Option<int>("--tenants");
var latency = new Option<int>("--latency");
var checksOnce = new Command("checks-once") { tenants, latency };
checksOnce.Hidden = true;
checksOnce.SetAction((parsed, cancellationToken) => ChildProcess.AnswerAsync(ChecksBenchmark.MeasureAsync(parsed.GetValue(tenants), parsed.GetValue(latency), cancellationToken)));
var manifest = new Argument<string>("manifest");
var address = new Option<string?>("--address");
var importOnce = new Command("import-once") { manifest, address };
importOnce.Hidden = true;
importOnce.SetAction((parsed, _) => ChildProcess.AnswerAsync(Task.FromResult(ImportMeasurement.Measure(
    parsed.GetValue(manifest)!, parsed.GetValue(address) is { } json ? JsonSerializer.Deserialize<EmulatorAddress>(json) : null))));
var scenario = new Option<string>("--scenario") { DefaultValueFactory = _ => "connected" };
var emulator = new Command("emulator") { scenario, tenants };
emulator.Hidden = true;
emulator.SetAction((parsed, cancellationToken) => EmulatorServer.ServeAsync(parsed.GetValue(scenario)!, parsed.GetValue(tenants), cancellationToken));

var root = new RootCommand("Measures the module in the real PowerShell engine against the emulator in a process of its own. Without a command: all of it.")
{
    import, onboarding, checks, plain, trimming, samples, shell, importOnce, checksOnce, emulator,
};
root.SetAction(async (parsed, cancellationToken) =>
{
    string[][] all = [["import", "--samples", $"{parsed.GetValue(samples)}", "--shell", parsed.GetValue(shell)!], ["onboarding"], ["checks"], ["plain-script"], ["trimming", "--samples", $"{parsed.GetValue(samples)}"]];
    var worst = 0;
    foreach (var command in all)
    {
        worst = Math.Max(worst, await root.Parse(command).InvokeAsync(cancellationToken: cancellationToken));
        Console.WriteLine();
    }

    return worst;
});
return await root.Parse(args).InvokeAsync();
