using System.Diagnostics;
using System.Globalization;
using KaceAzureAd.Benchmarks.Emulator;

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
            Console.WriteLine($"From nothing to proven; critical path of {CriticalPath.RoundTrips.Count} round trips; medians of {Samples} tenants");
            Console.WriteLine("latency  critical path     time  ratio");
            foreach (var latency in LatenciesMs)
            {
                await emulator.SetLatencyAsync(TimeSpan.FromMilliseconds(latency));
                var times = new List<double>();
                for (var i = 0; i < Samples; i++)
                {
                    await emulator.RequestsAsync();
                    times.Add(Connect());
                }

                var ideal = (double)latency * CriticalPath.RoundTrips.Count;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{latency,4} ms {ideal,11:0} ms {times.Median(),5:0} ms {times.Median() / ideal,6:0.00}"));
            }

            if (timeline)
            {
                await PrintAsync(emulator);
            }

            return 0;

            double Connect()
            {
                var clock = Stopwatch.StartNew();
                var status = module.Run(Script, new Dictionary<string, object?> { ["number"] = number++, ["folder"] = folder }).Output[^1].ToString();
                if (status != "Connected")
                {
                    throw new InvalidOperationException($"The tenant is not connected but {status}.");
                }

                return clock.Elapsed.TotalMilliseconds;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PrintAsync(EmulatorProcess emulator)
    {
        Console.WriteLine("What has to follow one another:");
        foreach (var trip in CriticalPath.RoundTrips)
        {
            Console.WriteLine($"  {trip}");
        }

        Console.WriteLine("The last tenant's requests, begin and end in milliseconds:");
        var requests = await emulator.RequestsAsync();
        var began = requests.Min(r => r.Started);
        foreach (var request in requests.OrderBy(r => r.Started))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {(request.Started - began).TotalMilliseconds,6:0} {(request.Ended - began).TotalMilliseconds,6:0}  {request.Status} {request.Method,-6} {request.Origin}{(request.IsBatchItem ? "  in a batch" : "")} {request.Path[..Math.Min(120, request.Path.Length)]}"));
        }
    }
}
