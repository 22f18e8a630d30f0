using System.Globalization;
using System.Text.Json;
using KaceAzureAd.Benchmarks.Emulator;
using KaceAzureAd.Benchmarks.Import;

namespace KaceAzureAd.Benchmarks.Trimming;

/// <summary>The module as it is released, trimmed, against the clone's own: time, memory and bytes, in turns, each time in a process of its own.</summary>
internal static class TrimmingBenchmark
{
    public static async Task<int> RunAsync(int samples, CancellationToken cancellationToken)
    {
        if (!File.Exists(Modules.Packaged))
        {
            Console.WriteLine($"{Modules.Packaged} is not there: run 'dotnet build src/KaceAzureAd.Package -t:Package' first.");
            return 1;
        }

        using var emulator = await EmulatorProcess.StartAsync("connected", 1, cancellationToken);
        var address = JsonSerializer.Serialize(emulator.Address);
        var (trimmed, whole) = (new List<ImportResult>(), new List<ImportResult>());
        for (var i = 0; i < samples; i++)
        {
            whole.Add(await ChildProcess.RunAsync<ImportResult>(["import-once", Modules.Own, "--address", address], cancellationToken));
            trimmed.Add(await ChildProcess.RunAsync<ImportResult>(["import-once", Modules.Packaged, "--address", address], cancellationToken));
        }

        Console.WriteLine($"Trimmed against untrimmed (net8.0), medians of {samples} processes each");
        Console.WriteLine("                            untrimmed    trimmed  ratio");
        Line("import", "ms", r => r.ImportMs, 1);
        Line("first call of Graph", "ms", r => r.FirstCallMs!.Value, 1);
        Line("working set, used", "MB", r => r.UsedBytes, 1e6);
        Print("on the disk", "MB", Bytes(Modules.Own) / 1e6, Bytes(Modules.Packaged) / 1e6);
        return 0;

        void Line(string what, string unit, Func<ImportResult, double> figure, double divisor) =>
            Print(what, unit, whole.Select(figure).Median() / divisor, trimmed.Select(figure).Median() / divisor);

        static void Print(string what, string unit, double whole, double trimmed) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-25} {whole,8:0.0} {unit} {trimmed,7:0.0} {unit} {trimmed / whole,6:0.00}"));
    }

    /// <summary>What PowerShell 7 may load of it.</summary>
    private static double Bytes(string manifest) =>
        new DirectoryInfo(Path.Combine(Path.GetDirectoryName(manifest)!, "bin", "net8.0")).EnumerateFiles("*.dll").Sum(f => (double)f.Length);
}
