using System.Globalization;
using System.Text.Json;
using KaceAzureAd.Benchmarks.Emulator;

namespace KaceAzureAd.Benchmarks.Import;

/// <summary>Importing the module against an empty one of the same shape, in turns, each time in a process of its own; then its first use.</summary>
internal static class ImportBenchmark
{
    public static async Task<int> RunAsync(int samples, string shell, CancellationToken cancellationToken)
    {
        using var emulator = await EmulatorProcess.StartAsync("connected", 1, cancellationToken);
        var address = JsonSerializer.Serialize(emulator.Address);
        var (empty, own) = (new List<ImportResult>(), new List<ImportResult>());
        for (var i = 0; i < samples; i++)
        {
            empty.Add(await ChildProcess.RunAsync<ImportResult>(["import-once", Modules.Empty], cancellationToken));
            own.Add(await ChildProcess.RunAsync<ImportResult>(["import-once", Modules.Own, "--address", address], cancellationToken));
        }

        var unit = empty.Select(r => r.ImportMs).Median();
        Console.WriteLine($"Import, medians of {samples} processes each; times an empty module's import");
        Line("empty binary module", empty.Select(r => r.ImportMs), empty.Select(r => r.ImportBytes));
        Line("KaceAzureAd", own.Select(r => r.ImportMs), own.Select(r => r.ImportBytes));
        Line("  first Connect-KaceAad (access token)", own.Select(r => r.ConnectMs!.Value));
        Line("  first object of Get-KaceAadSession", own.Select(r => r.FirstObjectMs!.Value));
        Line("  first call of Microsoft Graph (Get-KaceMobilityApp)", own.Select(r => r.FirstCallMs!.Value));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"working set, imported and used: {own.Select(r => (double)r.UsedBytes).Median() / 1e6:0} MB more than before"));
        await ShellImport.RunAsync(shell, samples, cancellationToken);
        return 0;

        void Line(string what, IEnumerable<double> times, IEnumerable<long>? bytes = null) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-55} {times.Median(),7:0.0} ms {times.Median() / unit,6:0.00} x{(bytes is null ? "" : $" {bytes.Select(b => (double)b).Median() / 1e6,8:0.0} MB")}"));
    }
}
