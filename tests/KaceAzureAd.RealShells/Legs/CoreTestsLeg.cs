using System.Diagnostics;
using System.Xml.Linq;
using KaceAzureAd.RealShells.Shells;

namespace KaceAzureAd.RealShells.Legs;

/// <summary>Core's own tests in .NET for Windows, but for those that are left out.</summary>
internal sealed class CoreTestsLeg(WindowsShell shell, LeftOut leftOut) : Leg(shell, Title)
{
    private const string Title = "Core's tests";

    protected override async Task<IReadOnlyList<TestResult>> RunTestsAsync(CancellationToken cancellationToken)
    {
        var published = Path.Combine(Repository.ShellsFolder, "core-tests");
        var built = await RunHereAsync(
            "dotnet", ["publish", Path.Combine(Repository.Root, "tests", "KaceAzureAd.Core.Tests"), "-r", "win-x64", "--self-contained", "false", "-o", published], cancellationToken);
        if (built.ExitCode != 0)
            return [new("dotnet publish", Outcome.Failed, built.Output)];

        var listed = await RunHereAsync("dotnet", [Repository.CoreTests, "-list", "methods"], cancellationToken);
        var methods = listed.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l.StartsWith("KaceAzureAd.", StringComparison.Ordinal) && !l.Contains(' ', StringComparison.Ordinal)).ToArray();

        // What is tried here is another platform; more inputs of the same kind are tried on this one.
        Shell.Variables["KACEAAD_TESTS_SAMPLES"] = "50";
        var results = Path.Combine(Path.GetTempPath(), $"kaceaad-core-{Guid.NewGuid()}.xml");
        string[] left = [.. leftOut.PatternsOf(Name).SelectMany(p => new[] { "-method-", p })];
        var (run, hasResults) = await RunForResultsAsync(
            () => Shell.RunAsync(Path.Combine(published, "KaceAzureAd.Core.Tests.exe"), ["-noColor", "-xml", Shell.PathOf(results), .. left], cancellationToken), results);
        if (!hasResults)
            return [new("KaceAzureAd.Core.Tests.exe", Outcome.Failed, $"It left no results; exit code {run.ExitCode}.\n{run.Output}")];

        // By method: what a theory's rows are called may differ from one system to the next.
        var ended = XDocument.Load(results).Descendants("test").Select(t => new TestResult(
            $"{(string?)t.Attribute("type")}.{(string?)t.Attribute("method")}",
            (string?)t.Attribute("result") switch { "Pass" => Outcome.Passed, "Skip" => Outcome.LeftOut, _ => Outcome.Failed },
            $"{(string?)t.Attribute("name")}\n{t.Element("failure")?.Value}")).ToList();
        File.Delete(results);
        var seen = ended.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        return [.. ended, .. methods.Where(m => !seen.Contains(m)).Select(m => new TestResult(m, Outcome.LeftOut))];
    }

    private static async Task<ShellRun> RunHereAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new ShellRun(process.ExitCode, output);
    }
}
