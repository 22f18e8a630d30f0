using KaceAzureAd.RealShells.Shells;

namespace KaceAzureAd.RealShells.Legs;

/// <summary>A part of the tests, run in one shell.</summary>
internal abstract class Leg(Shell shell, string name)
{
    /// <summary>The shell, and what is run in it.</summary>
    public string Name { get; } = $"{shell.Name}, {name}";

    protected Shell Shell { get; } = shell;

    /// <summary>Runs all of it.</summary>
    public async Task<LegResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Shell.PrepareAsync(cancellationToken);
            var tests = await RunTestsAsync(cancellationToken);
            return new LegResult(Name, tests.Any(t => t.Outcome != Outcome.LeftOut) ? tests : [.. tests, new(Name, Outcome.Failed, "Nothing was run.")], TriedAgain);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new LegResult(Name, [new(Name, Outcome.Failed, $"{e.Message}. The packages that it takes are in .ci/run.")]);
        }
        finally
        {
            await Shell.DisposeAsync();
        }
    }

    private int TriedAgain { get; set; }

    /// <summary>Shows how far it is.</summary>
    protected void Tell(string text) => Console.WriteLine($"  {Name}: {text}");

    protected abstract Task<IReadOnlyList<TestResult>> RunTestsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Runs a process that leaves a file of results. Where it leaves none, for the runtime itself failed (which happens under Wine, and there only), it is tried
    /// once more.
    /// </summary>
    /// <returns>The run, and whether the file is there.</returns>
    protected async Task<(ShellRun Run, bool HasResults)> RunForResultsAsync(Func<Task<ShellRun>> process, string results)
    {
        for (var tries = 1; ; tries++)
        {
            File.Delete(results);
            var run = await process();
            if (File.Exists(results))
                return (run, true);
            if (tries > 1 || Shell is not WindowsShell || !IsRuntimeFailure(run))
                return (run, false);
            Tell($"the runtime ended the process; it is tried again:\n{run.Output}");
            TriedAgain++;
        }
    }

    private static bool IsRuntimeFailure(ShellRun run) =>
        run.Output.Contains("Internal CLR error", StringComparison.Ordinal) || run.Output.Contains("Fatal error.", StringComparison.Ordinal);
}
