using System.CommandLine;
using System.Text.Json;
using KaceAzureAd.Benchmarks;
using KaceAzureAd.Benchmarks.Checks;
using KaceAzureAd.Benchmarks.Emulator;
using KaceAzureAd.Benchmarks.Import;
using KaceAzureAd.Benchmarks.Onboarding;

var counts = new Option<int[]>("--tenants") { DefaultValueFactory = _ => [1, 10, 100, 500, 1000], AllowMultipleArgumentsPerToken = true, Description = "How many tenants to check." };
var latencies = new Option<int[]>("--latency") { DefaultValueFactory = _ => [100, 400], AllowMultipleArgumentsPerToken = true, Description = "Milliseconds until the services answer." };
var checks = new Command("checks", "Checks many connected tenants: the time against the ideal, the processor time of module and emulator apart, and memory.") { counts, latencies };
checks.SetAction((parsed, cancellationToken) => ChecksBenchmark.RunAsync(parsed.GetValue(counts)!, parsed.GetValue(latencies)!, cancellationToken));

var timeline = new Option<bool>("--timeline") { Description = "Show each request of the last run." };
var onboarding = new Command("onboarding", "Connects tenants from nothing to proven, against the round trips that have to follow one another.") { timeline };
onboarding.SetAction((parsed, cancellationToken) => OnboardingBenchmark.RunAsync(parsed.GetValue(timeline), cancellationToken));

var samples = new Option<int>("--samples") { DefaultValueFactory = _ => 15, Description = "How many processes." };
var import = new Command("import", "Imports the module and an empty one of the same shape, and uses the module for the first time.") { samples };
import.SetAction((parsed, cancellationToken) => ImportBenchmark.RunAsync(parsed.GetValue(samples), cancellationToken));

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

return await new RootCommand("Measures the module in the real PowerShell engine against the emulator in a process of its own.") { import, onboarding, checks, importOnce, checksOnce, emulator }.Parse(args).InvokeAsync();
