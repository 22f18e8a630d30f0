using System.Management.Automation;
using System.Reflection;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Rehearsal;

/// <summary>One run: the emulator, an engine with the module imported, and a script.</summary>
internal sealed class RehearsalRun(RehearsalOptions options, TextWriter output)
{
    /// <summary>Top folder of the clone, where KaceAzureAd.psd1 is.</summary>
    private static string RepositoryRoot => typeof(RehearsalRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The exit code: 0 only where all went well and, for the whole job, the services themselves say that the tenant is connected.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var world = Scenario.Load(options.Scenario ?? "default");
        await using var emulator = await EmulatorHost.StartAsync(world, cancellationToken);
        world.Behaviour.LatencyMs = (int)options.Latency.TotalMilliseconds is > 0 and var latency ? latency : world.Behaviour.LatencyMs;
        var rehearsal = new RehearsalStage(emulator, output);
        emulator.SignIn.AutoApproveDeviceCodeAs = rehearsal.Administrator;
        emulator.SignIn.DeviceCodeInterval = TimeSpan.FromSeconds(1);

        using var engine = new PowerShellEngine(EngineOptions.ForConsole());
        using var stop = cancellationToken.Register(engine.Stop);
        engine.ImportModule(Path.Combine(RepositoryRoot, "KaceAzureAd.psd1"));
        rehearsal.Environment = MakeEnvironment(engine, emulator);
        var variables = new Dictionary<string, object?> { ["Rehearsal"] = rehearsal };
        var exitCode = await Task.Run(
            () => options.Script is { } script ? engine.RunFile(script.FullName, output, variables) : RunWholeJob(engine, rehearsal, variables), CancellationToken.None);
        if (options.Keep)
        {
            await KeepAsync(emulator, rehearsal, cancellationToken);
        }

        return exitCode;
    }

    private int RunWholeJob(PowerShellEngine engine, RehearsalStage rehearsal, Dictionary<string, object?> variables)
    {
        var tenant = rehearsal.Tenants[0];
        output.WriteLine($"{tenant.DisplayName} ({tenant.Id}) is to be connected with KACE Cloud.");
        using var script = new StreamReader(typeof(RehearsalRun).Assembly.GetManifestResourceStream("KaceAzureAd.Rehearsal.Scripts.ConnectTenant.ps1")!);
        var exitCode = engine.Run(script.ReadToEnd(), output, variables);
        var objections = rehearsal.Objections();
        output.WriteLine();
        output.WriteLine((exitCode, objections.Count) switch
        {
            (0, 0) => $"{tenant.DisplayName} is connected: KACE Cloud's Verify and the state of the services agree.",
            (_, 0) => "The run failed, though the services hold nothing against the tenant being connected.",
            _ => $"{tenant.DisplayName} is NOT connected:{string.Concat(objections.Select(o => $"{Environment.NewLine}  - {o}"))}",
        });
        return exitCode != 0 ? exitCode : objections.Count == 0 ? 0 : 1;
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

    private async Task KeepAsync(EmulatorHost emulator, RehearsalStage rehearsal, CancellationToken cancellationToken)
    {
        var certificate = Path.Combine(Path.GetTempPath(), $"KaceAzureAd-emulator-{System.Environment.ProcessId}.cer");
        await File.WriteAllBytesAsync(certificate, emulator.TrustedCertificate.RawData, cancellationToken);
        output.WriteLine($"""

            The emulator stays up until Ctrl+C. In a shell of your own:
              Import-Module '{Path.Combine(RepositoryRoot, "KaceAzureAd.psd1")}'
              $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new('{certificate}')
              $emulator = New-KaceAadEnvironment Emulator {emulator.Origins.SignIn} {emulator.Origins.Graph} -TrustedCertificate $certificate
              Connect-KaceAad {rehearsal.TenantId} -Environment $emulator -DeviceCode
            KACE Cloud's settings page: {rehearsal.KaceSettingUri}
            On its pages sign in as {rehearsal.Administrator} with the password {rehearsal.AdministratorPassword} (there is nobody behind it).
            """);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            output.WriteLine("Stopped.");
        }
        finally
        {
            File.Delete(certificate);
        }
    }
}
