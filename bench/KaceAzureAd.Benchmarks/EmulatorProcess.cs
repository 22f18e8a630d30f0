using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;

namespace KaceAzureAd.Benchmarks;

/// <summary>A connected customer of the emulated KACE Cloud, with a token of its administrator.</summary>
internal sealed record Customer(string TenantId, string AccessToken, string TermsOfUseUri, string DiscoveryUri, string OnBoardUri);

/// <summary>What a client of the emulator has to know.</summary>
internal sealed record EmulatorAddress(string SignIn, string Graph, string Authority, string AppId, Customer[] Customers);

/// <summary>The emulator in a process of its own, asked through its standard input: <c>latency MS</c> and <c>time</c>.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private static readonly string[] Permissions =
    [
        "User.Read", "LicenseAssignment.Read.All", "Policy.Read.DeviceConfiguration", "Policy.Read.All", "Application.Read.All", "Directory.Read.All",
        "GroupMember.Read.All", "AuditLog.Read.All", "Device.Read.All",
    ];

    private readonly Process _process;

    private EmulatorProcess(Process process, EmulatorAddress address)
    {
        _process = process;
        Address = address;
    }

    public EmulatorAddress Address { get; }

    public static async Task<EmulatorProcess> StartAsync(int tenants, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(EmulatorProcess).Assembly.Location, "emulator", "--tenants", tenants.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The emulator did not start.");
        return new EmulatorProcess(process, JsonSerializer.Deserialize<EmulatorAddress>(line)!);
    }

    /// <summary>How long it waits before each answer, from now on.</summary>
    public Task SetLatencyAsync(TimeSpan latency) => AskAsync(string.Create(CultureInfo.InvariantCulture, $"latency {latency.TotalMilliseconds:0}"));

    /// <summary>Processor time that it has used.</summary>
    public async Task<TimeSpan> TimeAsync() => TimeSpan.FromMilliseconds(double.Parse(await AskAsync("time"), CultureInfo.InvariantCulture));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The other side: answers until its input ends.</summary>
    public static async Task<int> ServeAsync(int tenants, CancellationToken cancellationToken)
    {
        await using var emulator = await EmulatorHost.StartAsync(Scenario.Load("connected", tenants), cancellationToken);
        var world = emulator.World;
        var customers = world.KaceCloud.Subscriptions.Take(tenants).Select(subscription =>
        {
            var tenant = world.FindTenant(subscription.TenantId)!;
            var policy = tenant.MobileDeviceManagementPolicies.Single(p => p.Id == world.KaceCloud.AppId);
            return new Customer(
                tenant.Id, emulator.AccessToken(tenant.Id, tenant.Users[0].UserPrincipalName, Permissions), policy.TermsOfUseUrl!, policy.DiscoveryUrl!,
                $"{emulator.Origins.KaceCloud}/{subscription.Subdomain}/onboard");
        });
        Console.WriteLine(JsonSerializer.Serialize(new EmulatorAddress(
            emulator.Origins.SignIn, emulator.Origins.Graph, Convert.ToBase64String(emulator.TrustedCertificate.RawData), world.KaceCloud.AppId, [.. customers])));
        while (await Console.In.ReadLineAsync(cancellationToken) is { } question)
        {
            if (question.StartsWith("latency ", StringComparison.Ordinal))
            {
                world.Behaviour.LatencyMs = int.Parse(question[8..], CultureInfo.InvariantCulture);
            }

            emulator.Log.Clear();
            Console.WriteLine(Environment.CpuUsage.TotalTime.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator ended.");
    }
}
