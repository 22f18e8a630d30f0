using System.Diagnostics;
using System.Globalization;

namespace KaceAzureAd.Benchmarks.Import;

/// <summary>The same in a real shell, where there is one, beside modules that everybody knows.</summary>
internal static class ShellImport
{
    private static readonly string[] Others = ["PSScriptAnalyzer", "Pester"];

    /// <param name="shell">Path of pwsh, or its name on the path.</param>
    /// <param name="samples">How many processes for each module.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(string shell, int samples, CancellationToken cancellationToken)
    {
        string version;
        try
        {
            version = await AskAsync(shell, "\"$($PSVersionTable.PSVersion)\"", cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"There is no {shell} here: not compared with PSScriptAnalyzer and Pester.");
            return;
        }

        var times = new Dictionary<string, List<double>>(StringComparer.Ordinal) { [Modules.Empty] = [], [Modules.Own] = [] };
        foreach (var other in Others)
        {
            if (await AskAsync(shell, $"[bool](Get-Module -ListAvailable {other})", cancellationToken) == "True")
            {
                times[other] = [];
            }
            else
            {
                Console.WriteLine($"The shell has no {other}.");
            }
        }

        for (var i = 0; i < samples; i++)
        {
            foreach (var (module, list) in times)
            {
                list.Add(double.Parse(
                    await AskAsync(shell, $"$clock = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{module}'; $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)", cancellationToken),
                    CultureInfo.InvariantCulture));
            }
        }

        Console.WriteLine($"In PowerShell {version}, medians of {samples} processes each; KaceAzureAd's import by the module's");
        var own = times[Modules.Own].Median();
        foreach (var (module, list) in times)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(module),-25} {list.Median(),8:0.0} ms {own / list.Median(),6:0.00}"));
        }
    }

    private static async Task<string> AskAsync(string shell, string script, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(shell, ["-NoProfile", "-NonInteractive", "-Command", script]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"The shell ended with exit code {process.ExitCode}.");
    }
}
