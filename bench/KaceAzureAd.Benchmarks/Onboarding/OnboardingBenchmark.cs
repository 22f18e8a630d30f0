using System.Diagnostics;
using System.Globalization;
using KaceAzureAd.Benchmarks.Emulator;
using KaceAzureAd.Emulator.Hosting;

namespace KaceAzureAd.Benchmarks.Onboarding;

/// <summary>A tenant from nothing to proven, as one script does it, against the round trips that have to follow one another.</summary>
internal static class OnboardingBenchmark
{
    private const int Samples = 5;
    private static readonly int[] LatenciesMs = [20, 100, 300];

    private const string Script =
        """
        $customer = $customers[$number]
        $journal = [IO.Path]::Combine($folder, "$number.jsonl")
        $session = Connect-KaceAad -Environment $environment -AccessToken $customer.AccessToken
        $setting = ConvertFrom-KaceAadSetting $customer.SettingText -Environment $environment
        $ready = Test-KaceAadPrerequisite -Session $session -Setting $setting -DnsServer $address.Dns
        $connection = Set-KaceAadConnection -Session $session -Setting $setting -ReferenceConsent $consent -JournalPath $journal -Confirm:$false 6> $null
        $proof = Test-KaceAadConnection -Session $session -Setting $setting
        Disconnect-KaceAad -Session $session
        @($ready; $proof).Where({ -not $_.IsWell }) | ForEach-Object { Write-Error "$($_.Name): $($_.Message)" }
        "$($connection.Status)"
        """;

    public static async Task<int> RunAsync(bool timeline, CancellationToken cancellationToken)
    {
        using var emulator = await EmulatorProcess.StartAsync("default", 2 + (LatenciesMs.Length * Samples), cancellationToken);
        using var module = new ModuleSession(emulator.Address);
        var folder = Directory.CreateTempSubdirectory("KaceAzureAd-").FullName;
        try
        {
            var number = 0;
            Connect();
            Connect(); // Compiles and connects.
            foreach (var latency in LatenciesMs)
            {
                await emulator.SetLatencyAsync(TimeSpan.FromMilliseconds(latency));
                var times = new List<TimeSpan>();
                for (var i = 0; i < Samples; i++)
                {
                    await emulator.RequestsAsync();
                    var began = DateTimeOffset.UtcNow;
                    var clock = Stopwatch.StartNew();
                    Connect();
                    times.Add(clock.Elapsed);
                    if (timeline && i == Samples - 1)
                    {
                        Print(await emulator.RequestsAsync(), began);
                    }
                }

                times.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{latency,4} ms: {times[Samples / 2].TotalMilliseconds:0} ms, {times[Samples / 2].TotalMilliseconds / latency:0.0} round trips"));
            }

            return 0;

            void Connect()
            {
                var status = module.Run(Script, new Dictionary<string, object?> { ["number"] = number++, ["folder"] = folder }).Output[^1].ToString();
                if (status != "Connected")
                {
                    throw new InvalidOperationException($"The tenant is not connected but {status}.");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(IReadOnlyList<RequestLogEntry> requests, DateTimeOffset began)
    {
        foreach (var request in requests.OrderBy(r => r.Started))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(request.Started - began).TotalMilliseconds,6:0} {(request.Ended - began).TotalMilliseconds,6:0} {request.Status} {request.Method,-6} {request.Origin} {(request.IsBatchItem ? "  " : "")}{request.Path[..Math.Min(150, request.Path.Length)]}"));
        }
    }
}
