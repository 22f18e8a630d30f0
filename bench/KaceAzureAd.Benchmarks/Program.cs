using System.CommandLine;
using KaceAzureAd.Benchmarks;

var tenants = new Option<int>("--tenants") { DefaultValueFactory = _ => 500, Description = "How many tenants to check." };
var checks = new Command("checks", "Checks many connected tenants: the time against the ideal, the processor time of module and emulator apart, and memory.") { tenants };
checks.SetAction((parsed, cancellationToken) => ChecksBenchmark.RunAsync(parsed.GetValue(tenants), cancellationToken));

// What the benchmarks start beside themselves, so that its processor time and memory are not counted as the module's.
var emulator = new Command("emulator") { tenants };
emulator.Hidden = true;
emulator.SetAction((parsed, cancellationToken) => EmulatorProcess.ServeAsync(parsed.GetValue(tenants), cancellationToken));

return await new RootCommand("Measures the module in the real PowerShell engine against the emulator in a process of its own.") { checks, emulator }.Parse(args).InvokeAsync();
