using System.Management.Automation.Language;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Documentation;

/// <summary>
/// Somebody who types an example's commands at a prompt: an engine with the emulator for the clouds, in a folder of its own that has a tenants.csv. Questions are
/// answered with Yes, and whoever is shown KACE Cloud's MDM On-Board URI opens it and accepts.
/// </summary>
internal sealed class ExampleSession : IAsyncDisposable
{
    private const string Prepare = """
        $PSDefaultParameterValues = @{ 'Connect-KaceAad:Environment' = $Rehearsal.Environment; 'Set-KaceAadConnection:JournalPath' = './Journals/'; 'Test-KaceAadPrerequisite:DnsServer' = $Rehearsal.DnsServer }
        function global:Get-Clipboard ([switch] $Raw) { $Rehearsal.SettingText }
        $permissions = 'User.Read', 'LicenseAssignment.Read.All', 'Policy.Read.DeviceConfiguration', 'GroupMember.Read.All', 'Policy.ReadWrite.MobilityManagement', 'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'
        $token = $Rehearsal.AccessToken('admin', $permissions)
        $credential = [pscredential]::new('7f3c2a10-5b7e-4c55-9d64-0c0a70500502', [System.Net.NetworkCredential]::new('', 'contoso-automation-demo-secret').SecurePassword)
        $consent = foreach ($resource in $Rehearsal.State.FindApplication($Rehearsal.State.KaceCloud.AppId).Item2.RequiredResourceAccess) {
            foreach ($name in $resource.Scopes) { @{ TenantId = 'reference'; AppId = $Rehearsal.State.KaceCloud.AppId; Permission = $name; Type = 'Delegated'; ResourceAppId = $resource.ResourceAppId; IsTenantWide = $true } }
            foreach ($name in $resource.Roles) { @{ TenantId = 'reference'; AppId = $Rehearsal.State.KaceCloud.AppId; Permission = $name; Type = 'Application'; ResourceAppId = $resource.ResourceAppId; IsTenantWide = $true } }
        }
        $setting = $Rehearsal.SettingText | ConvertFrom-KaceAadSetting -AppId $Rehearsal.State.KaceCloud.AppId
        """;

    private const string SignIn = "$null = Connect-KaceAad -AccessToken $token";

    private const string SignInToAll = "$sessions = foreach ($tenant in $Rehearsal.Tenants) { Connect-KaceAad $tenant.Id -AccessToken $Rehearsal.AccessTokenIn($tenant.Id, 'admin', $permissions) }";

    /// <summary>All that may be prepared, to be read as a script.</summary>
    public const string Prepared = Prepare + "\n" + SignInToAll;

    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30);

    private readonly RehearsalSession _session;
    private readonly TemporaryFolder _folder;
    private readonly Screen _screen;
    private readonly SteadyText _steady;

    private ExampleSession(RehearsalSession session, TemporaryFolder folder, Screen screen, SteadyText steady)
    {
        _session = session;
        _folder = folder;
        _screen = screen;
        _steady = steady;
    }

    public static async Task<ExampleSession> StartAsync(Example example, CancellationToken cancellationToken)
    {
        var folder = new TemporaryFolder();
        var world = Scenario.Load(example.Scenario, example.Tenants);
        var screen = new Screen();
        var session = await RehearsalSession.StartAsync(world, TextWriter.Null, new EngineOptions { Choose = screen.Ask }, cancellationToken);
        screen.Stage = session.Stage;
        await WriteTenantsAsync(session, folder.Path, cancellationToken);
        session.Engine.Runspace.SessionStateProxy.Path.SetLocation(folder.Path);
        var started = new ExampleSession(session, folder, screen, new SteadyText(session.Emulator.Origins, folder.Path, example.Scenario, example.Tenants));
        started.Run(Prepare);
        if (!example.IsSignedOut)
            started.Run(example.Tenants is null ? SignIn : SignInToAll);

        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>
    /// Types a block's commands one after the other; what then stands on the screen, with steady ids, times and addresses. What waits for somebody for ever, as a
    /// sign-in in the browser does, is ended.
    /// </summary>
    public string Type(string commands, out bool failed)
    {
        failed = false;
        using var limit = new CancellationTokenSource(AtMost);
        using var stop = limit.Token.Register(_session.Engine.Stop);
        foreach (var statement in Parser.ParseInput(commands, out _, out _).EndBlock.Statements)
            failed |= _session.Engine.Run(statement.Extent.Text, _screen) != 0;

        if (limit.IsCancellationRequested)
            _screen.WriteLine($"Ended after {AtMost.TotalSeconds} seconds.");

        return _steady.Of(_screen.Take());
    }

    private void Run(string script)
    {
        var result = _session.Engine.Invoke(script);
        Assert.True(result.Errors.Count == 0, string.Join(Environment.NewLine, result.Errors));
    }

    private static Task WriteTenantsAsync(RehearsalSession session, string folder, CancellationToken cancellationToken)
    {
        var rows = session.Stage.Tenants.Select(t =>
        {
            var uris = session.Stage.SettingTextOf(t.Id).Split('\n', '\t', ' ').Where(w => w.StartsWith("https://", StringComparison.Ordinal)).Select(w => w.Trim()).ToArray();
            return $"{t.Id},{string.Join(',', uris)}";
        });
        return File.WriteAllLinesAsync(Path.Combine(folder, "tenants.csv"), ["TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri", .. rows], cancellationToken);
    }

    /// <summary>What is shown, in the order in which it comes, with the questions as PowerShell's console asks them.</summary>
    private sealed class Screen : StringWriter
    {
        private bool _accepted;

        public RehearsalStage? Stage { get; set; }

        public int Ask(ChoiceQuestion question)
        {
            WriteLine($"\n{question.Caption}\n{question.Message}\n{string.Join("  ", question.Choices.Select(c => $"[{Key(c.Label)}] {c.Label.Replace("&", "", StringComparison.Ordinal)}"))}  [?] Help (default is \"Y\"): y");
            return 0;

            static char Key(string label) => char.ToUpperInvariant(label[label.IndexOf('&', StringComparison.Ordinal) + 1]);
        }

        public override void Write(string? value)
        {
            base.Write(value);
            if (!_accepted && Stage is not null && value?.Contains("in a browser", StringComparison.Ordinal) == true
                && value.Split(' ', '\n', '\r').FirstOrDefault(w => w.StartsWith("https://", StringComparison.Ordinal)) is { } address)
            {
                _accepted = true;
                Stage.AcceptInBrowser(new Uri(address));
            }
        }

        public string Take()
        {
            var text = ToString();
            GetStringBuilder().Clear();
            // The engine's own last line, which PowerShell does not write.
            return string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Where(l => !l.StartsWith("Errors that the script left:", StringComparison.Ordinal)));
        }
    }
}
