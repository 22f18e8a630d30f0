using System.Diagnostics;
using System.Text.Json;

namespace KaceAzureAd.Benchmarks;

/// <summary>This program once more, so that one measurement does not warm up the next.</summary>
internal static class ChildProcess
{
    /// <summary>Runs one of its hidden commands, which says its result as JSON on its last line.</summary>
    public static async Task<T> RunAsync<T>(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<T>(output.TrimEnd().Split('\n')[^1])!
            : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with exit code {process.ExitCode}.");
    }

    /// <summary>The child's side.</summary>
    public static async Task<int> AnswerAsync<T>(Task<T> result)
    {
        Console.WriteLine(JsonSerializer.Serialize(await result));
        return 0;
    }
}
