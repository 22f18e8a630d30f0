using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Benchmarks.Emulator;

namespace KaceAzureAd.Benchmarks.PlainScript;

/// <summary>The reads of Test-KaceAadConnection against the same reads done as a plain script does them: raw HTTP, one request after another, one tenant after another.</summary>
internal static class PlainScriptBenchmark
{
    private const int Tenants = 20;
    private const int Samples = 5;
    private static readonly int[] LatenciesMs = [20, 100, 300];

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var emulator = await EmulatorProcess.StartAsync("connected", Tenants, cancellationToken);
        using var module = new ModuleSession(emulator.Address);
        using var client = ClientOf(emulator.Address);
        module.ConnectAll();
        module.Run($"$null = $sessions[0] | Test-KaceAadConnection -AppId {emulator.Address.AppId}");
        await emulator.RequestsAsync();

        // What it asked Graph for is what the script asks for; only the tenant's token makes the difference.
        module.Run($"$null = $sessions[0] | Test-KaceAadConnection -AppId {emulator.Address.AppId}");
        var reads = (await emulator.RequestsAsync()).Where(r => r.IsBatchItem).Select(r => r.Path).ToList();

        Console.WriteLine($"{reads.Count} reads of Microsoft Graph a tenant; medians of {Samples} runs");
        Console.WriteLine("latency  tenants   plain script    module  ratio");
        foreach (var latency in LatenciesMs)
        {
            await emulator.SetLatencyAsync(TimeSpan.FromMilliseconds(latency));
            foreach (var tenants in new[] { 1, Tenants })
            {
                var (plain, own) = (new List<double>(), new List<double>());
                for (var i = 0; i < (tenants == 1 ? Samples : 1); i++)
                {
                    plain.Add(await TimeAsync(() => ReadAsync(client, emulator.Address, reads, tenants, cancellationToken)));
                    own.Add(await TimeAsync(() => Task.Run(() => module.Run($"$null = $sessions[0..{tenants - 1}] | Test-KaceAadConnection -AppId {emulator.Address.AppId}"), cancellationToken)));
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{latency,4} ms {tenants,8} {plain.Median(),11:0} ms {own.Median(),6:0} ms {plain.Median() / own.Median(),6:0.0}"));
            }
        }

        return 0;
    }

    private static HttpClient ClientOf(EmulatorAddress address)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificate(Convert.FromBase64String(address.Authority)) },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return new HttpClient(handler) { BaseAddress = new Uri(address.Graph) };
    }

    private static async Task ReadAsync(HttpClient client, EmulatorAddress address, IReadOnlyList<string> reads, int tenants, CancellationToken cancellationToken)
    {
        foreach (var customer in address.Customers.Take(tenants))
        {
            foreach (var path in reads)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", customer.AccessToken);
                request.Headers.Add("ConsistencyLevel", "eventual");
                using var response = await client.SendAsync(request, cancellationToken);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsStringAsync(cancellationToken);
            }
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }
}
