using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Settings of many tenants from a file.</summary>
public sealed class ImportSettingTests : CmdletTest
{
    private const string Import = "Import-KaceAadSetting tenants.csv -Environment Emulator";
    private const string Header = "TenantId,MDM Terms Of Use URI,MDM Discovery URI,MDM On-Board URI";

    private readonly TemporaryFolder _folder = new();

    protected override World LoadWorld() => Scenario.Load("connected", tenants: 12);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        RunWell($"$ExecutionContext.SessionState.Path.SetLocation('{_folder.Path}') > $null");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Each_row_gives_the_settings_of_a_tenant_with_the_app_id_behind_its_on_board_uri_in_the_order_of_the_file()
    {
        WriteTenants();

        var settings = RunWell(Import).Output;

        Assert.Equal(Session.Stage.Tenants.Select(t => t.Id), settings.Select(s => s.Properties["TenantId"].Value));
        Assert.Equal(Session.Stage.Tenants.Select(t => $"{Session.Emulator.Origins.KaceCloud}/{t.Subdomain}/TermsOfUse"), settings.Select(s => $"{s.Properties["TermsOfUseUri"].Value}"));
        Assert.All(settings, s => Assert.Equal((KaceAppId, "Redirect"), (s.Properties["AppId"].Value, $"{s.Properties["AppIdSource"].Value}")));
    }

    [Fact]
    public void As_many_app_ids_as_allowed_are_looked_for_at_a_time()
    {
        WriteTenants();
        World.Behaviour.LatencyMs = 200;
        Session.Stage.ClearLog();

        var tenants = Values(Import + " -ThrottleLimit 4", "TenantId");

        var requests = Session.Stage.Log.Where(e => e.Origin == "KaceCloud").ToList();
        Assert.Equal(Session.Stage.Tenants.Select(t => t.Id), tenants);
        Assert.Equal(12, requests.Count);
        Assert.InRange(requests.Max(r => requests.Count(o => o.Started <= r.Started && r.Started < o.Ended)), 2, 4);
    }

    [Fact]
    public void The_app_id_of_a_row_counts_before_the_one_given_for_all()
    {
        Write($"{Header},AppId\na.example,{Uris},8d5f6b72-3a94-4c1e-b0d7-6b6163656d0a\nb.example,{Uris},\n");
        Session.Stage.ClearLog();

        Assert.Equal(["8d5f6b72-3a94-4c1e-b0d7-6b6163656d0a", KaceAppId], Values($"{Import} -AppId {KaceAppId}", "AppId"));
        Assert.Empty(Session.Stage.Log);
    }

    [Fact]
    public void Further_columns_are_taken_by_name_by_what_comes_next()
    {
        Write($"{Header},Scope,Group,JournalPath\na.example,{Uris},Some,Windows Pilot; Sales,a.json\nb.example,{Uris},All,,\n");
        RunWell("""
            function Take { param([Parameter(ValueFromPipeline)] $Setting, [Parameter(ValueFromPipelineByPropertyName)][string] $Scope,
                [Parameter(ValueFromPipelineByPropertyName)][string[]] $Group, [Parameter(ValueFromPipelineByPropertyName)][string] $JournalPath)
                process { "$($Setting.TenantId) $Scope $($Group.Count) $($Group -join '|') $JournalPath" } }
            """);

        Assert.Equal(
            ["a.example Some 2 Windows Pilot|Sales a.json", "b.example All 0  "],
            RunWell($"{Import} -AppId {KaceAppId} | Take").Output.Select(o => o.ToString()));
    }

    [Fact]
    public void A_row_that_cannot_be_used_names_itself_and_leaves_the_others_alone()
    {
        Write($"{Header},AppId\na.example,{Uris},\nb.example,https://x.example/,/Discovery.svc,https://x.example/,\nc.example,{Uris},nonsense\nd.example,{Uris},\n");

        var result = Run(Import);

        Assert.Equal(["a.example", "d.example"], result.Output.Select(o => o.Properties["TenantId"].Value));
        Assert.Equal(["KaceAad.InvalidSettingUri", "KaceAad.InvalidAppId"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.StartsWith("tenants.csv, line 3, tenant b.example: '/Discovery.svc' cannot be the MDM Discovery URI: ", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("tenants.csv, line 4, tenant c.example: 'nonsense' ", result.Errors[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_id_that_is_not_found_names_the_row()
    {
        Write($"{Header}\na.example,{Uris[..Uris.LastIndexOf('/')]}/nowhere\n");

        Assert.Contains("tenants.csv, line 2, tenant a.example: ", RunIntoError(Import, "AppIdNotFound"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-KaceAadSetting nowhere.csv", "SettingFileNotFound")]
    [InlineData("Import-KaceAadSetting *.csv", "SettingFileNotFound")]
    [InlineData("Import-KaceAadSetting Nowhere:x.csv", "SettingFileNotFound")]
    [InlineData("Import-KaceAadSetting .", "SettingFileUnreadable")]
    [InlineData("Import-KaceAadSetting Env:PATH", "SettingFileNotFound")]
    [InlineData("Import-KaceAadSetting tenants.csv", "SettingColumnMissing")]
    [InlineData("Import-KaceAadSetting tenants.csv -Environment Nowhere", "EnvironmentNotFound")]
    [InlineData("Import-KaceAadSetting tenants.csv -AppId nonsense", "InvalidAppId")]
    public void What_cannot_be_read_is_one_error(string script, string code)
    {
        Write("TenantId,DiscoveryUri\na.example,https://a.example\nb.example,https://a.example\n");

        RunIntoError(script, code);
    }

    [Fact]
    public void A_column_that_powershell_keeps_for_itself_is_said_to_be_one()
    {
        Write($"{Header},PSObject\na.example,{Uris},1\n");

        Assert.Contains("line 2, tenant a.example: Its PSObject", RunIntoError($"{Import} -AppId {KaceAppId}", "SettingRowInvalid"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[System.IO.FileInfo]::new(\"$PWD/tenants.csv\")")]
    [InlineData("[pscustomobject]@{ PSPath = 'Microsoft.PowerShell.Core\\FileSystem::' + $PWD + '/tenants.csv' }")]
    [InlineData("'nowhere.csv', 'tenants.csv'")]
    public void Files_may_come_through_the_pipeline(string files)
    {
        Write($"{Header}\na.example,{Uris}\n");

        var result = Run($"{files} | Import-KaceAadSetting -AppId {KaceAppId}");

        Assert.Equal("a.example", Assert.Single(result.Output).Properties["TenantId"].Value);
        Assert.All(result.Errors, e => Assert.StartsWith("KaceAad.SettingFileNotFound", e.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void The_view_shows_the_tenant_where_there_is_one()
    {
        Write($"{Header}\na.example,{Uris}\n,{Uris}\n");
        using var screen = new StringWriter();

        Session.Engine.Run($"{Import} -AppId {KaceAppId}", screen);

        var lines = screen.ToString().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal("Tenant               : a.example", Assert.Single(lines, l => l.StartsWith("Tenant", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(l => l.StartsWith("MDM On-Board URI", StringComparison.Ordinal)));
    }

    /// <summary>The three URIs of the first tenant, as values of a row.</summary>
    private string Uris => UrisOf(Session.Stage.Tenants[0].Subdomain);

    private string UrisOf(string subdomain) =>
        string.Join(',', new[] { "TermsOfUse", "EnrollmentServer/Discovery.svc", "onboard" }.Select(p => $"{Session.Emulator.Origins.KaceCloud}/{subdomain}/{p}"));

    private void WriteTenants() => Write($"{Header}\n" + string.Join('\n', Session.Stage.Tenants.Select(t => $"{t.Id},{UrisOf(t.Subdomain)}")));

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.Path, "tenants.csv"), text);
}
