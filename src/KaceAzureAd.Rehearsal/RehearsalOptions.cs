using System.CommandLine;

namespace KaceAzureAd.Rehearsal;

/// <summary>What the command line asks for.</summary>
/// <param name="Script">A script to run instead of the whole job.</param>
/// <param name="Scenario">Name or file of the emulator's scenario; null for the usual one.</param>
/// <param name="Tenants">How many customers of KACE Cloud there are, copies of the scenario's; null for those alone.</param>
/// <param name="Latency">How long the emulator waits before each answer.</param>
/// <param name="Keep">True to leave the emulator up at the end.</param>
/// <param name="Module">The manifest of the module to rehearse, such as a packaged one; null for the clone's own.</param>
public sealed record RehearsalOptions(FileInfo? Script, string? Scenario, int? Tenants, TimeSpan Latency, bool Keep, FileInfo? Module)
{
    /// <summary>The command that parses them and hands them to <paramref name="run"/>, whose result is the exit code.</summary>
    public static RootCommand CreateCommand(Func<RehearsalOptions, CancellationToken, Task<int>> run)
    {
        var script = new Option<FileInfo>("--script") { HelpName = "FILE", Description = "Run this script, with $Rehearsal in scope, instead of the whole job." }.AcceptExistingOnly();
        var scenario = new Option<string?>("--scenario") { HelpName = "NAME|FILE", Description = "What the emulator starts with: a built-in scenario or a JSON file." };
        var tenants = new Option<int?>("--tenants") { HelpName = "N", Description = "Make N customers of KACE Cloud out of those in the scenario." };
        var latency = new Option<int>("--latency") { HelpName = "MS", Description = "How long the emulator waits before each answer, in milliseconds." };
        var keep = new Option<bool>("--keep") { Description = "Leave the emulator up at the end and print how a shell connects to it." };
        var module = new Option<FileInfo>("--module") { HelpName = "PSD1", Description = "Rehearse the module of this manifest, such as a packaged one, instead of the clone's." }.AcceptExistingOnly();
        tenants.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
                result.AddError("--tenants takes a number from 1.");
        });
        latency.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
                result.AddError("--latency takes a number of milliseconds that is not negative.");
        });

        var command = new RootCommand("Rehearses connecting a tenant with KACE Cloud, in the real PowerShell engine against the emulator.") { script, scenario, tenants, latency, keep, module };
        command.SetAction((parsed, cancellationToken) => run(
            new(parsed.GetValue(script), parsed.GetValue(scenario), parsed.GetValue(tenants), TimeSpan.FromMilliseconds(parsed.GetValue(latency)), parsed.GetValue(keep),
                parsed.GetValue(module)),
            cancellationToken));
        return command;
    }
}
