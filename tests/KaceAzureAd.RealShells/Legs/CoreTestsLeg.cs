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
        // A restore for Windows has a lock file of its own: the projects' own knows no platform.
        string[] publish =
        [
            "publish", Path.Combine(Repository.Root, "tests", "KaceAzureAd.Core.Tests"), "-r", "win-x64", "--self-contained", "false", "-o", published,
            "-p:RestoreLockedMode=false", "-p:NuGetLockFilePath=obj/windows.lock.json",
        ];
        var built = await RunHereAsync("dotnet", publish, cancellationToken);
        if (built.ExitCode != 0)
            return [new("dotnet publish", Outcome.Failed, built.Output)];

        var listed = await RunHereAsync("dotnet", [Repository.CoreTests, "-list", "methods"], cancellationToken);
        var methods = listed.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l.StartsWith("KaceAzureAd.", StringComparison.Ordinal) && !l.Contains(' ', StringComparison.Ordinal)).ToArray();

        // What is tried here is another platform; more inputs of the same kind are tried on this one.
        Shell.Variables["KACEAAD_TESTS_SAMPLES"] = "50";
        var patterns = leftOut.PatternsOf(Name).ToList();
        var tests = new List<TestResult>();

        // A process for each class: under Wine the runtime fails in those that live long.
        foreach (var type in methods.GroupBy(m => m[..m.LastIndexOf('.')], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var ended = type.All(m => patterns.Exists(p => LeftOut.Matches(p, m))) ? [] : await RunClassAsync(published, type.Key, patterns);
            tests.AddRange(ended);
            var seen = ended.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
            tests.AddRange(type.Where(m => !seen.Contains(m)).Select(m => new TestResult(m, Outcome.LeftOut)));
        }

        return tests;

        async Task<IReadOnlyList<TestResult>> RunClassAsync(string folder, string type, List<string> without)
        {
            var clock = Stopwatch.StartNew();
            var results = Path.Combine(Path.GetTempPath(), $"kaceaad-core-{Guid.NewGuid()}.xml");
            string[] filter = ["-class", type, .. without.SelectMany(p => new[] { "-method-", p })];
            var (run, hasResults) = await RunForResultsAsync(
                () => Shell.RunAsync(
                    Path.Combine(folder, "KaceAzureAd.Core.Tests.exe"), ["-noColor", "-result-xml", Shell.PathOf(results), .. filter], cancellationToken),
                results);
            Tell($"{type}, {clock.Elapsed.TotalSeconds:0} s");
            if (!hasResults)
                return [new(type, Outcome.Failed, $"It left no results; exit code {run.ExitCode}.\n{run.Output}")];

            // By method: what a theory's rows are called may differ from one system to the next.
            var ended = XDocument.Load(results).Descendants("test").Select(t => new TestResult(
                $"{(string?)t.Attribute("type")}.{(string?)t.Attribute("method")}",
                (string?)t.Attribute("result") switch { "Pass" => Outcome.Passed, "Skip" => Outcome.LeftOut, _ => Outcome.Failed },
                $"{(string?)t.Attribute("name")}\n{t.Element("failure")?.Value}")).ToList();
            File.Delete(results);
            return ended;
        }
    }

    private static async Task<ShellRun> RunHereAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new ShellRun(process.ExitCode, output);
    }
}
