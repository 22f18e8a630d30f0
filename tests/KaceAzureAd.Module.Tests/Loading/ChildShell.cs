using System.Diagnostics;

namespace KaceAzureAd.Module.Tests.Loading;

/// <summary>Runs a script by the bare engine in a process of its own: what is loaded there is loaded by the script.</summary>
internal static class ChildShell
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, params (string Name, string Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "script.ps1");
        await File.WriteAllTextAsync(path, script, TestContext.Current.CancellationToken);

        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "KaceAzureAd.Shell.dll"), path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KACEAAD_TEST_MANIFEST"] = Paths.Manifest;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
