using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Benchmarks;

/// <summary>Test-KaceAadConnection for many tenants, as a compliance run does it.</summary>
internal static class ChecksBenchmark
{
    /// <summary>Both batches of a tenant go out at once: one round trip after another is one.</summary>
    private const int RoundTrips = 1;

    // Where two cores, shared with the emulator, are the limit, and where they are not.
    private static readonly (int LatencyMs, int Throttle)[] Settings = [(100, 16), (100, 4), (400, 16), (1000, 32)];

    public static async Task<int> RunAsync(int tenants, CancellationToken cancellationToken)
    {
        using var emulator = await EmulatorProcess.StartAsync(tenants, cancellationToken);
        using var engine = new PowerShellEngine();
        engine.ImportModule(RehearsalSession.Manifest);
        Prepare(engine, emulator.Address);
        Measure(engine, "$work[0..31] | Test-KaceAadConnection", 32); // Compiles and connects.

        Console.WriteLine($"{tenants} tenants, {Environment.ProcessorCount} cores for module and emulator together");
        Console.WriteLine("what            latency  throttle     time    ideal  ratio  module ms/tenant  emulator ms/tenant  working set MB");
        foreach (var (latency, throttle) in Settings)
        {
            await emulator.SetLatencyAsync(TimeSpan.FromMilliseconds(latency));
            await ReportAsync("Graph", $"$sessions | Test-KaceAadConnection -AppId '{emulator.Address.AppId}'", latency, throttle);
            await ReportAsync("and endpoints", "$work | Test-KaceAadConnection", latency, throttle);
        }

        return 0;

        async Task ReportAsync(string what, string command, int latency, int throttle)
        {
            var (module, other) = (Environment.CpuUsage.TotalTime, await emulator.TimeAsync());
            var time = Measure(engine, $"{command} -ThrottleLimit {throttle}", tenants);
            (module, other) = (Environment.CpuUsage.TotalTime - module, await emulator.TimeAsync() - other);
            var ideal = TimeSpan.FromMilliseconds(Math.Ceiling((double)tenants / throttle) * RoundTrips * latency);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what,-13} {latency,6} ms {throttle,9} {time.TotalSeconds,7:0.00} s {ideal.TotalSeconds,6:0.00} s {time / ideal,6:0.00} {module.TotalMilliseconds / tenants,17:0.0} {other.TotalMilliseconds / tenants,19:0.0} {Environment.WorkingSet / 1e6,15:0}"));
        }
    }

    private static void Prepare(PowerShellEngine engine, EmulatorAddress address)
    {
        var customers = address.Customers.Select(c => new { c.TenantId, AccessToken = new NetworkCredential("", c.AccessToken).SecurePassword, c.TermsOfUseUri, c.DiscoveryUri, c.OnBoardUri }).ToArray();
        Well(engine.Invoke(
            """
            $environment = New-KaceAadEnvironment Emulator $address.SignIn $address.Graph -TrustedCertificate $authority
            $sessions = foreach ($customer in $customers) { Connect-KaceAad -Environment $environment -AccessToken $customer.AccessToken }
            $byTenant = @{}
            foreach ($session in $sessions) { $byTenant[$session.TenantId] = $session }
            $work = foreach ($customer in $customers) {
                [pscustomobject]@{
                    Session = $byTenant[$customer.TenantId]
                    Setting = New-KaceAadSetting $customer.TermsOfUseUri $customer.DiscoveryUri $customer.OnBoardUri -AppId $address.AppId
                }
            }
            """,
            new Dictionary<string, object?>
            {
                ["address"] = address, ["authority"] = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(address.Authority)), ["customers"] = customers,
            }));
    }

    /// <summary>The time of a command whose results are only counted; each tenant has to be among them and all has to be well.</summary>
    private static TimeSpan Measure(PowerShellEngine engine, string command, int tenants)
    {
        var clock = Stopwatch.StartNew();
        var result = Well(engine.Invoke($"$seen = @{{}}; $bad = 0; {command} | ForEach-Object {{ $seen[$_.TenantId] = $true; if ($_.Status -eq 'Failed') {{ $bad++ }} }}; $seen.Count; $bad"));
        clock.Stop();
        return result.Output is [var seen, var bad] && (int)seen.BaseObject == tenants && (int)bad.BaseObject == 0
            ? clock.Elapsed
            : throw new InvalidOperationException($"Not every tenant was checked and found well: {string.Join(", ", result.Output)}.");
    }

    private static EngineResult Well(EngineResult result) =>
        result.Errors.Count == 0 ? result : throw new InvalidOperationException($"{result.Errors[0]}");
}
