using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Security;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Module.Tests.TestSupport;
using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>An emulator and an engine that run one case after another, each from its own start.</summary>
internal sealed class FaultStage : IAsyncDisposable
{
    private const string Administrator = "admin@contoso.example";
    private const string Automation = "7f3c2a10-5b7e-4c55-9d64-0c0a70500502";

    private readonly RehearsalSession _session;
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<Start, string> _starts = [];
    private int _runs;
    private byte[] _journal = [];
    private string _refresh = "";

    private FaultStage(RehearsalSession session) => _session = session;

    public EmulatorHost Emulator => _session.Emulator;

    public PowerShellEngine Engine => _session.Engine;

    /// <summary>What no output may hold.</summary>
    public IReadOnlyList<string> Secrets => [_refresh, "contoso-automation-demo-secret", World.KaceCloud.AppSecret, .. World.Tenants.SelectMany(t => t.Users).Select(u => u.Password).Where(p => p.Length > 0)];

    public string JournalPath => Path.Combine(_folder.Path, "contoso.journal.jsonl");

    private World World => Emulator.World;

    private Emulator.State.Tenant Contoso => World.FindTenant(_session.Stage.TenantId)!;

    public static async Task<FaultStage> OpenAsync(CancellationToken cancellationToken)
    {
        var stage = new FaultStage(await RehearsalSession.StartAsync(Scenario.Load("app-only"), TextWriter.Null, new(), cancellationToken));
        stage.Prepare();
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Puts everything back, signs in and, under a fault, runs.</summary>
    /// <param name="disturb">Brings the fault about.</param>
    /// <param name="condition">Brings about what holds already while the session is made.</param>
    public Outcome Run(CmdletCase @case, Action<EmulatorHost>? disturb = null, Action<EmulatorHost>? condition = null)
    {
        Restore(@case.Start);
        return Continue(@case, disturb, condition);
    }

    /// <summary>Signs in anew and runs again, from where things are.</summary>
    public Outcome Continue(CmdletCase @case, Action<EmulatorHost>? disturb = null, Action<EmulatorHost>? condition = null)
    {
        SignIn(@case, condition);
        disturb?.Invoke(Emulator);
        return Invoke(@case.Script);
    }

    /// <summary>Puts everything back.</summary>
    public void Restore(Start start)
    {
        Calm();
        TenantStates.Restore(World, _starts[start]);
        File.WriteAllBytes(JournalPath, start == Start.Connected ? _journal : []);
        if (start != Start.Connected)
        {
            File.Delete(JournalPath);
        }
    }

    /// <summary>Ends whatever was wrong with the services.</summary>
    public void Calm()
    {
        Emulator.Faults.Clear();
        Emulator.SignIn.ClockOffset = TimeSpan.Zero;
        (World.Behaviour.ReplicaLagMs, World.Behaviour.ReplicationDelayMs) = (0, 0);
    }

    /// <summary>Makes the session that a case begins with.</summary>
    public void SignIn(CmdletCase @case, Action<EmulatorHost>? condition = null)
    {
        condition?.Invoke(Emulator);
        _refresh = Emulator.RefreshToken(Contoso.Id, Administrator, WellKnown.CommandLineToolsAppId);
        Engine.Runspace.SessionStateProxy.SetVariable("refresh", Secure(_refresh));
        Well("Get-KaceAadSession -All | Disconnect-KaceAad");
        if (@case.SignsIn)
        {
            UseAnotherDomain();
        }
        else
        {
            Well("Connect-KaceAad contoso.example -Environment Emulator -RefreshToken $refresh > $null");
        }
    }

    /// <summary>Runs a script with all that it has to say.</summary>
    public Outcome Invoke(string script)
    {
        Emulator.Log.Clear();
        var clock = Stopwatch.StartNew();
        var result = Engine.Invoke($"& {{ $VerbosePreference = $DebugPreference = 'Continue'; {script} }}");
        return new Outcome(result, Steady(TenantStates.Of(World, Contoso)), Emulator.Log.Entries, clock.Elapsed, Steady);
    }

    public EngineResult Well(string script)
    {
        var result = Engine.Invoke(script);
        Assert.True(result.Errors.Count == 0, string.Join(Environment.NewLine, result.Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}")));
        return result;
    }

    // Each emulator has ports of its own.
    private string Steady(string text) => text
        .Replace(Emulator.Origins.SignIn, "(sign-in)", StringComparison.Ordinal).Replace(Emulator.Origins.Graph, "(Graph)", StringComparison.Ordinal).Replace(Emulator.Origins.KaceCloud, "(KACE Cloud)", StringComparison.Ordinal);

    /// <summary>The sign-in library asks no more of an address that throttled it, in the whole process: each run has one of its own.</summary>
    private void UseAnotherDomain()
    {
        var domain = $"run{++_runs}.contoso.example";
        lock (World.Gate)
        {
            Contoso.Domains.Add(new Domain { Name = domain });
        }

        Engine.Runspace.SessionStateProxy.SetVariable("domain", domain);
    }

    private void Prepare()
    {
        var variables = Engine.Runspace.SessionStateProxy;
        variables.SetVariable("journal", JournalPath);
        variables.SetVariable("settings", Path.Combine(_folder.Path, "settings.csv"));
        variables.SetVariable("planFile", Path.Combine(_folder.Path, "plan.json"));
        variables.SetVariable("report", Path.Combine(_folder.Path, "report.html"));
        variables.SetVariable("credential", new PSCredential(Automation, Secure("contoso-automation-demo-secret")));

        // An administrator consents to what the sign-in asks for: the refresh tokens are for that.
        Well("$setting = $Rehearsal.SettingText | ConvertFrom-KaceAadSetting -AppId $Rehearsal.State.KaceCloud.AppId; Connect-KaceAad contoso.example -Environment Emulator -DeviceCode > $null");
        Well(ConsentOf(World));
        Well("[System.IO.File]::WriteAllText($settings, \"MDM Terms Of Use URI,MDM Discovery URI,MDM On-Board URI`n$($setting.TermsOfUseUri),$($setting.DiscoveryUri),$($setting.OnBoardUri)\")");
        _starts[Start.Empty] = TenantStates.Copy(World);
        Well("Add-KaceMobilityApp $setting > $null");
        lock (World.Gate)
        {
            // As an administrator may have left it.
            Contoso.MobileDeviceManagementPolicies.Single(p => p.Id == World.KaceCloud.AppId).DiscoveryUrl = "https://other.example/Discovery.svc";
        }

        _starts[Start.Added] = TenantStates.Copy(World);
        TenantStates.Restore(World, _starts[Start.Empty]);
        Well("Set-KaceAadConnection $setting -ReferenceConsent $reference -JournalPath $journal -Confirm:$false > $null");
        (_starts[Start.Connected], _journal) = (TenantStates.Copy(World), File.ReadAllBytes(JournalPath));
        Well("$checks = @(Test-KaceAadConnection $setting); $plan = Get-KaceAadPlan $setting");
    }

    private static string ConsentOf(World world) => Connection.ConnectionTest.Reference(world);

    private static SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;
}
