using System.Management.Automation;
using System.Reflection;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Rehearsal;

/// <summary>A running emulator, and a PowerShell engine that has the module imported and <c>$Rehearsal</c> in scope.</summary>
public sealed class RehearsalSession : IAsyncDisposable
{
    private RehearsalSession(EmulatorHost emulator, PowerShellEngine engine, RehearsalStage stage)
    {
        Emulator = emulator;
        Engine = engine;
        Stage = stage;
    }

    /// <summary>The folder of the clone that this was built in.</summary>
    public static string Repository { get; } = typeof(RehearsalSession).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>
    /// The manifest of the module that is rehearsed and tested: the clone's own, or that of a packaged module, where the environment variable
    /// KACEAAD_TESTS_MODULE names one.
    /// </summary>
    public static string Manifest { get; } = Environment.GetEnvironmentVariable("KACEAAD_TESTS_MODULE") is { Length: > 0 } packaged
        ? Path.GetFullPath(packaged)
        : Path.Combine(Repository, "KaceAzureAd.psd1");

    public EmulatorHost Emulator { get; }

    public PowerShellEngine Engine { get; }

    /// <summary>What scripts find as <c>$Rehearsal</c>.</summary>
    public RehearsalStage Stage { get; }

    /// <summary>Starts both. Device codes are approved by the tenant's administrator at once.</summary>
    /// <param name="module">Path of the manifest to import; null for <see cref="Manifest"/>.</param>
    public static async Task<RehearsalSession> StartAsync(
        World world, TextWriter output, EngineOptions options, CancellationToken cancellationToken, string? module = null)
    {
        var emulator = await EmulatorHost.StartAsync(world, cancellationToken);
        var stage = new RehearsalStage(emulator, output);
        emulator.SignIn.AutoApproveDeviceCodeAs = stage.Administrator;
        emulator.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);

        var engine = new PowerShellEngine(options);
        engine.ImportModule(module ?? Manifest);
        stage.Environment = MakeEnvironment(engine, emulator);
        engine.Runspace.SessionStateProxy.SetVariable("Rehearsal", stage);
        return new RehearsalSession(emulator, engine, stage);
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        await Emulator.DisposeAsync();
    }

    /// <summary>Made by the module's own cmdlet: its types live in its own load context.</summary>
    private static object MakeEnvironment(PowerShellEngine engine, EmulatorHost emulator)
    {
        using var shell = PowerShell.Create(engine.Runspace);
        return shell.AddCommand("New-KaceAadEnvironment")
            .AddParameter("Name", "Emulator")
            .AddParameter("SignInEndpoint", emulator.Origins.SignIn)
            .AddParameter("GraphEndpoint", emulator.Origins.Graph)
            .AddParameter("TrustedCertificate", emulator.TrustedCertificate)
            .Invoke()[0];
    }
}
