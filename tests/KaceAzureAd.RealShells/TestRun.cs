using System.Diagnostics;
using System.IO.Enumeration;
using KaceAzureAd.RealShells.Emulators;
using KaceAzureAd.RealShells.Legs;
using KaceAzureAd.RealShells.Shells;

namespace KaceAzureAd.RealShells;

/// <summary>All legs, or those that were asked for, and what came of them.</summary>
internal sealed class TestRun(string legs, string files, bool lists, TextWriter output)
{
    /// <summary>The exit code: 0 only where something was run, and none of it failed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var desk = await EmulatorDesk.StartAsync(cancellationToken);
        var leftOut = LeftOut.Load();
        var all = Legs(desk, leftOut);
        var chosen = all.Where(l => FileSystemName.MatchesSimpleExpression(legs, l.Name)).ToList();
        if (lists)
        {
            chosen.ForEach(l => output.WriteLine(l.Name));
            return 0;
        }

        if (!await BringShellsAsync(cancellationToken))
            return 1;

        // Two at a time: a shell uses one core.
        var results = new List<LegResult>();
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken }, async (leg, token) =>
        {
            var clock = Stopwatch.StartNew();
            var result = await leg.RunAsync(token);
            lock (results)
            {
                results.Add(result);
                Show(result.Failed);
                output.WriteLine($"{result} ({clock.Elapsed.TotalSeconds:0} s)");
            }
        });

        var isWhole = chosen.Count == all.Count && files == Options.AllFiles;
        results = [.. results.OrderBy(r => r.Name, StringComparer.Ordinal)];
        var notRun = leftOut.Check(results, isWhole).ToList();
        Show(notRun);

        output.WriteLine("Legs:");
        results.ForEach(r => output.WriteLine(r));
        if (notRun.Count > 0)
            output.WriteLine($"neither run nor left out with a reason: {notRun.Count} failed");
        var (passed, failed) = (results.Sum(r => r.Passed), results.Sum(r => r.Failed.Count) + notRun.Count);
        output.WriteLine($"real shells: {passed} passed, {failed} failed");
        return passed > 0 && failed == 0 ? 0 : 1;
    }

    private List<Leg> Legs(EmulatorDesk desk, LeftOut leftOut)
    {
        Shell Linux() => WithTests(new LinuxShell(), desk);
        WindowsShell Windows(int minutes = 5) => WithTests(new WindowsShell { Limit = TimeSpan.FromMinutes(minutes) }, desk);
        return
        [
            new PesterLeg(Windows(), "5.7.1", files),
            new PesterLeg(Linux(), "5.7.1", files),
            new PesterLeg(Windows(), "6.2.0", files),
            new PesterLeg(Linux(), "5.9.1", files),
            new CoreTestsLeg(Windows(minutes: 2), leftOut),
            new PesterLeg(Linux(), "6.2.0", files),
            new RehearsalLeg(Windows(), desk),
            new RehearsalLeg(Linux(), desk),
        ];
    }

    private static T WithTests<T>(T shell, EmulatorDesk desk)
        where T : Shell
    {
        shell.Variables["KACEAAD_TESTS_EMULATORS"] = desk.Address.AbsoluteUri;
        if (Environment.GetEnvironmentVariable("KACEAAD_TESTS_MODULE") is { Length: > 0 } module)
            shell.Variables["KACEAAD_TESTS_MODULE"] = shell.PathOf(Path.GetFullPath(module));
        return shell;
    }

    private async Task<bool> BringShellsAsync(CancellationToken cancellationToken)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", Path.Combine(Repository.Root, "tests", "Shells"), "-v", "quiet", "-nologo"]))!;
        await build.WaitForExitAsync(cancellationToken);
        if (build.ExitCode != 0)
            output.WriteLine("The shells could not be brought: tests/Shells.");
        return build.ExitCode == 0;
    }

    private void Show(IEnumerable<TestResult> failures)
    {
        foreach (var failure in failures)
        {
            output.WriteLine($"FAILED {failure.Name}");
            output.WriteLine($"    {failure.Message.Trim().ReplaceLineEndings($"{Environment.NewLine}    ")}");
        }
    }
}
