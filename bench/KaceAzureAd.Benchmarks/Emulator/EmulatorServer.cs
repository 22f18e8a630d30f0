using System.Globalization;
using System.Text.Json;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;

namespace KaceAzureAd.Benchmarks.Emulator;

/// <summary>The other side of <see cref="EmulatorProcess"/>: says where it is, and answers until its input ends.</summary>
internal static class EmulatorServer
{
    public const string Latency = "latency";
    public const string Time = "time";
    public const string Requests = "requests";

    /// <summary>All that onboarding needs, and checking.</summary>
    private static readonly string[] Permissions =
    [
        "User.Read", "LicenseAssignment.Read.All", "Policy.Read.DeviceConfiguration", "Policy.Read.All", "Policy.ReadWrite.MobilityManagement", "Application.ReadWrite.All", "Directory.Read.All",
        "DelegatedPermissionGrant.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "GroupMember.Read.All", "AuditLog.Read.All", "Device.Read.All",
    ];

    public static async Task<int> ServeAsync(string scenario, int tenants, CancellationToken cancellationToken)
    {
        await using var emulator = await EmulatorHost.StartAsync(Scenario.Load(scenario, tenants), cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(AddressOf(emulator)));
        while (await Console.In.ReadLineAsync(cancellationToken) is { } question)
        {
            if (question.StartsWith(Latency, StringComparison.Ordinal))
            {
                emulator.World.Behaviour.LatencyMs = int.Parse(question[Latency.Length..], CultureInfo.InvariantCulture);
            }

            Console.WriteLine(question == Requests ? JsonSerializer.Serialize(emulator.Log.Entries) : Environment.CpuUsage.TotalTime.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
            emulator.Log.Clear();
        }

        return 0;
    }

    private static EmulatorAddress AddressOf(EmulatorHost emulator)
    {
        var (world, origins) = (emulator.World, emulator.Origins);
        var customers = world.KaceCloud.Subscriptions.Select(subscription =>
        {
            var tenant = world.FindTenant(subscription.TenantId)!;
            return new Customer(tenant.Id, emulator.AccessToken(tenant.Id, tenant.Users[0].UserPrincipalName, Permissions), emulator.KaceCloud.SettingsText(subscription.Subdomain));
        });
        var asked = world.FindApplication(world.KaceCloud.AppId)!.Value.App.RequiredResourceAccess.SelectMany(r =>
            r.Scopes.Select(s => new AskedPermission(s, "Delegated", r.ResourceAppId)).Concat(r.Roles.Select(s => new AskedPermission(s, "Application", r.ResourceAppId))));
        return new EmulatorAddress(
            origins.SignIn, origins.Graph, emulator.Dns.ToString(), Convert.ToBase64String(emulator.TrustedCertificate.RawData), world.KaceCloud.AppId, [.. customers], [.. asked]);
    }
}
