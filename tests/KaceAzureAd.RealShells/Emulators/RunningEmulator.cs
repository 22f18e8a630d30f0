using System.Net;
using System.Reflection;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Rehearsal;

namespace KaceAzureAd.RealShells.Emulators;

/// <summary>An emulator that a shell asked for, and the people at its pages.</summary>
internal sealed class RunningEmulator : IAsyncDisposable
{
    // All that the job takes of an administrator.
    private static readonly string[] Scopes =
    [
        "User.Read", "LicenseAssignment.Read.All", "Policy.Read.DeviceConfiguration", "GroupMember.Read.All", "Policy.ReadWrite.MobilityManagement",
        "Application.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All", "AppRoleAssignment.ReadWrite.All",
    ];

    private readonly EmulatorHost _host;
    private readonly RehearsalStage _stage;

    private RunningEmulator(EmulatorHost host)
    {
        _host = host;
        _stage = new RehearsalStage(host, Console.Out);
        host.SignIn.AutoApproveDeviceCodeAs = _stage.Administrator;
        host.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);
    }

    public static async Task<RunningEmulator> StartAsync(string scenario, int? tenants, CancellationToken cancellationToken) =>
        new(await EmulatorHost.StartAsync(Scenario.Load(scenario, tenants), cancellationToken));

    /// <summary>What a shell needs to reach it.</summary>
    public object Describe() => new
    {
        _host.Origins.SignIn,
        _host.Origins.Graph,
        Certificate = Convert.ToBase64String(_host.TrustedCertificate.RawData),
        _stage.DnsServer,
        _host.World.KaceCloud.AppId,
        _stage.Administrator,
        Tenants = _stage.Tenants.Select(t => new
        {
            t.Id,
            SettingText = _stage.SettingTextOf(t.Id),
            AccessToken = new NetworkCredential("", _stage.AccessTokenIn(t.Id, "admin", Scopes)).Password,
        }),
    };

    /// <summary>What holds against the first tenant being connected; empty where it is.</summary>
    public IReadOnlyList<string> Objections() => _stage.Objections();

    /// <summary>Reads a property of <see cref="RehearsalStage"/>, or calls a method of it.</summary>
    /// <param name="member">Its name.</param>
    /// <param name="arguments">Its arguments, all of them text.</param>
    /// <exception cref="ArgumentException">There is no such member.</exception>
    /// <exception cref="TargetInvocationException">It failed.</exception>
    public object? Invoke(string member, IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 && typeof(RehearsalStage).GetProperty(member) is { } property)
            return property.GetValue(_stage);

        var method = typeof(RehearsalStage).GetMethods().FirstOrDefault(m => m.Name == member && m.GetParameters().Length == arguments.Count)
            ?? throw new ArgumentException($"$Rehearsal has no {member} with {arguments.Count} arguments.", nameof(member));
        return method.Invoke(_stage, [.. method.GetParameters().Select((p, i) => p.ParameterType == typeof(Uri) ? new Uri(arguments[i]) : (object)arguments[i])]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
