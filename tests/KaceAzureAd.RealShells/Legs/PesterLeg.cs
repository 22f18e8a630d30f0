using System.Diagnostics;
using System.Text.Json;
using KaceAzureAd.RealShells.Shells;

namespace KaceAzureAd.RealShells.Legs;

/// <summary>Files of tests/Pester with one version of Pester, each in a process of its own.</summary>
internal sealed class PesterLeg(Shell shell, string version, string filter) : Leg(shell, $"Pester {version}")
{
    protected override async Task<IReadOnlyList<TestResult>> RunTestsAsync(CancellationToken cancellationToken)
    {
        var tests = new List<TestResult>();
        foreach (var file in Directory.GetFiles(Repository.PesterFolder, filter).Order(StringComparer.Ordinal))
        {
            var (name, clock) = (Path.GetFileName(file), Stopwatch.StartNew());
            var results = Path.Combine(Path.GetTempPath(), $"kaceaad-pester-{Guid.NewGuid()}.json");
            var (run, hasResults) = await RunForResultsAsync(
                () => Shell.RunScriptAsync(
                    Path.Combine(Repository.PesterFolder, "Support", "Invoke-Suite.ps1"),
                    [Pester, Shell.PathOf(file), Shell.PathOf(results)],
                    cancellationToken),
                results);
            Tell($"{name}, {clock.Elapsed.TotalSeconds:0} s");
            if (!hasResults)
            {
                tests.Add(new(name, Outcome.Failed, $"It left no results; exit code {run.ExitCode}.\n{run.Output}"));
                continue;
            }

            // Names of files stand in names of tests.
            tests.AddRange(JsonSerializer.Deserialize<PesterTest[]>(await File.ReadAllTextAsync(results, cancellationToken))!
                .Select(t => new TestResult($"{name}: {t.Name.Replace('\\', '/')}", t.Outcome, t.Message, $"{name}: {t.Template}")));
            File.Delete(results);
        }

        return tests;
    }

    private string Pester => Shell.PathOf(Path.Combine(Repository.ShellsFolder, "pester", version, "Pester", "Pester.psd1"));

    private sealed record PesterTest(string Name, string Template, string Result, string Message)
    {
        public Outcome Outcome => Result switch { "Passed" => Outcome.Passed, "Skipped" or "NotRun" => Outcome.LeftOut, _ => Outcome.Failed };
    }
}
