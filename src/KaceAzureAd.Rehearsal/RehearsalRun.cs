using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Rehearsal;

/// <summary>What the command line asks for: one script, by default the whole job, and what came of it.</summary>
internal sealed class RehearsalRun(RehearsalOptions options, TextWriter output)
{
    /// <summary>The exit code: 0 only where all went well and, for the whole job, the services themselves say that the tenant is connected.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var world = Scenario.Load(options.Scenario ?? "default", options.Tenants);
        if (options.Latency > TimeSpan.Zero)
        {
            world.Behaviour.LatencyMs = (int)options.Latency.TotalMilliseconds;
        }

        await using var session = await RehearsalSession.StartAsync(world, output, EngineOptions.ForConsole(), cancellationToken, options.Module?.FullName);
        using var stop = cancellationToken.Register(session.Engine.Stop);
        var exitCode = await Task.Run(
            () => options.Script is { } script ? session.Engine.RunFile(script.FullName, output) : RunWholeJob(session), CancellationToken.None);
        if (options.Keep)
        {
            await KeepAsync(session.Emulator, session.Stage, cancellationToken);
        }

        return exitCode;
    }

    private int RunWholeJob(RehearsalSession session)
    {
        var tenant = session.Stage.Tenants[0];
        output.WriteLine($"{tenant.DisplayName} ({tenant.Id}) is to be connected with KACE Cloud.");
        using var script = new StreamReader(typeof(RehearsalRun).Assembly.GetManifestResourceStream("KaceAzureAd.Rehearsal.Scripts.ConnectTenant.ps1")!);
        var exitCode = session.Engine.Run(script.ReadToEnd(), output);
        var objections = session.Stage.Objections();
        output.WriteLine();
        output.WriteLine((exitCode, objections.Count) switch
        {
            (0, 0) => $"{tenant.DisplayName} is connected: KACE Cloud's Verify and the state of the services agree.",
            (_, 0) => "The run failed, though the services hold nothing against the tenant being connected.",
            _ => $"{tenant.DisplayName} is NOT connected:{string.Concat(objections.Select(o => $"{Environment.NewLine}  - {o}"))}",
        });
        return exitCode != 0 ? exitCode : objections.Count == 0 ? 0 : 1;
    }

    private async Task KeepAsync(EmulatorHost emulator, RehearsalStage stage, CancellationToken cancellationToken)
    {
        var certificate = Path.Combine(Path.GetTempPath(), $"KaceAzureAd-emulator-{Environment.ProcessId}.cer");
        await File.WriteAllBytesAsync(certificate, emulator.TrustedCertificate.RawData, cancellationToken);
        output.WriteLine($"""

            The emulator stays up until Ctrl+C. In a shell of your own:
              Import-Module '{options.Module?.FullName ?? RehearsalSession.Manifest}'
              $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new('{certificate}')
              $emulator = New-KaceAadEnvironment Emulator {emulator.Origins.SignIn} {emulator.Origins.Graph} -TrustedCertificate $certificate
              Connect-KaceAad {stage.TenantId} -Environment $emulator -DeviceCode
            KACE Cloud's settings page: {stage.KaceSettingUri}
            On its pages sign in as {stage.Administrator} with the password {stage.AdministratorPassword} (there is nobody behind it).
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
