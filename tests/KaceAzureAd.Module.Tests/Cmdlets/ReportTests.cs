using System.Text.Json;
using System.Xml.Linq;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Export-KaceAadReport, of what the other cmdlets really return.</summary>
public sealed class ReportTests : CmdletTest
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Everything_that_the_cmdlets_return_has_its_place_with_the_changes_of_the_journal()
    {
        Contoso.DisplayName = "Contoso \u202E<script>alert(1)</script>";
        RunWell(Connect + Setting + $"$journal = '{At("journal.jsonl")}'");

        var file = RunWell($$"""
            $plan = Get-KaceAadPlan $setting
            $result = Set-KaceAadConnection $setting -JournalPath $journal -Confirm:$false 6>&1 | ForEach-Object {
                if ($_ -isnot [System.Management.Automation.InformationRecord]) { return $_ }
                if ("$_".Contains($setting.OnBoardUri.AbsoluteUri)) { $Rehearsal.AcceptInBrowser($setting.OnBoardUri) }
            }
            $undo = $result | Undo-KaceAadChange -WhatIf
            $drift = Compare-KaceAadConnection @() (Test-KaceAadConnection $setting -Name Consent)
            & { $plan; $result; Test-KaceAadPrerequisite $setting -Name TenantReachable; Test-KaceAadConnection $setting; $undo; $drift; Compare-KaceMdmUri $setting
                Get-KaceMobilityApp $setting; Get-KaceMdmUserScope $setting; Get-KaceConsent $setting } | Export-KaceAadReport '{{At("r.json")}}' -PassThru
            """).Output.Single();

        Assert.Equal(At("r.json"), ((FileInfo)file.BaseObject).FullName);
        using var json = Json("r.json");
        var tenant = json.RootElement.GetProperty("tenants").EnumerateArray().Single();
        Assert.Equal("Contoso \\u202E<script>alert(1)</script>", tenant.GetProperty("name").GetString());
        Assert.Equal(
            ["Connection", "PrerequisiteChecks", "ConnectionChecks", "MdmUris", "Plan", "Steps", "Changes", "Undone", "Drift", "Application", "Consent"],
            tenant.GetProperty("sections").EnumerateArray().Select(s => s.GetProperty("kind").GetString()));
        var changes = tenant.GetProperty("sections")[6].GetProperty("entries").EnumerateArray().ToList();
        Assert.Contains(changes, c => c.GetProperty("after").GetString() == "scope: All" && c.TryGetProperty("at", out _));
        Assert.Equal("All", tenant.GetProperty("mdmUserScopes")[0].GetProperty("scope").GetString());
    }

    [Fact]
    public void Many_tenants_are_one_report_in_every_format_and_no_secret_is_in_any()
    {
        RunWell("""
            $sessions = foreach ($tenant in $Rehearsal.Tenants) { Connect-KaceAad -Environment Emulator -AccessToken $Rehearsal.AccessTokenIn($tenant.Id, 'admin', 'User.Read', 'Policy.Read.All', 'Application.Read.All', 'Directory.Read.All') }
            $checks = $sessions | Test-KaceAadConnection -AppId $Rehearsal.State.KaceCloud.AppId -Name EnterpriseApplication, MobilityPolicy, MdmUserScope
            """);

        foreach (var extension in new[] { "html", "xml", "md", "json", "csv" })
        {
            Assert.Empty(RunWell($"$checks | Export-KaceAadReport '{At("r." + extension)}'").Output);
            var text = File.ReadAllText(At("r." + extension));
            Assert.All(Session.Stage.Tenants, t => Assert.Contains(t.Id, text, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotMatch(SecretSearch.Token(), text);
        }

        Assert.Equal(Session.Stage.Tenants.Count, XDocument.Load(At("r.xml")).Root!.Elements("testsuite").Count());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("r.html")));
    }

    [Fact]
    public void A_file_that_is_there_is_refused_before_anything_else_is_done_and_replaced_with_Force()
    {
        File.WriteAllText(At("r.md"), "mine");
        RunWell(Connect + Setting);
        Session.Stage.ClearLog();

        Assert.Contains("-Force", RunIntoError($"Test-KaceAadConnection $setting | Export-KaceAadReport '{At("r.md")}'", "ReportExists"), StringComparison.Ordinal);
        Assert.Empty(Session.Stage.Log);
        Assert.Equal("mine", File.ReadAllText(At("r.md")));

        RunWell($"Test-KaceAadConnection $setting -Name Consent | Export-KaceAadReport '{At("r.md")}' -Title 'Of today' -Force");
        Assert.StartsWith("# Of today", File.ReadAllText(At("r.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing_and_Format_overrules_the_extension()
    {
        RunWell(Connect + Setting + "$checks = Test-KaceAadConnection $setting -Name Consent");
        Assert.Empty(RunWell($"$checks | Export-KaceAadReport '{At("r.html")}' -WhatIf -PassThru").Output);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));

        RunWell($"$checks | Export-KaceAadReport '{At("report.txt")}' -Format Json");
        using var json = Json("report.txt");
        Assert.Equal(1, json.RootElement.GetProperty("schema").GetInt32());
    }

    [Theory]
    [InlineData("report.pdf", "ReportFormatUnknown")]
    [InlineData("missing/report.html", "ReportNotWritable")]
    [InlineData("", "ReportFormatUnknown")]
    public void A_path_that_cannot_be_is_one_error(string name, string code) => RunIntoError($"1 | Export-KaceAadReport '{At(name)}'", code);

    [Fact]
    public void What_is_no_file_system_is_no_path() => RunIntoError("1 | Export-KaceAadReport 'Variable:report.html'", "ReportNotWritable");

    [Theory]
    [InlineData("7", "System.Int32")]
    [InlineData("'text'", "System.String")]
    [InlineData("$true", "System.Boolean")]
    [InlineData("[pscustomobject]@{ TenantId = 'a' }", "PSCustomObject")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($checks[0]))", "Deserialized.KaceAzureAd.Checks.KaceAadCheck")]
    public void Anything_else_ends_it_with_its_type_and_leaves_no_file(string value, string type)
    {
        RunWell(Connect + Setting + "$checks = Test-KaceAadConnection $setting -Name Consent");
        Assert.Contains(type, RunIntoError($"& {{ $checks; {value} }} | Export-KaceAadReport '{At("r.csv")}'", "NotReportable"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Nothing_at_all_is_no_report() => RunIntoError($"@() | Export-KaceAadReport '{At("r.csv")}'", "NothingToReport");

    [Fact]
    public void A_journal_that_is_gone_is_warned_of_and_in_the_report()
    {
        RunWell(Connect + Setting + $"$result = Set-KaceAadConnection $setting -JournalPath '{At("j.jsonl")}' -Confirm:$false 6>&1 | ForEach-Object {{ if ($_ -isnot [System.Management.Automation.InformationRecord]) {{ return $_ }}; if (\"$_\".Contains($setting.OnBoardUri.AbsoluteUri)) {{ $Rehearsal.AcceptInBrowser($setting.OnBoardUri) }} }}");
        File.Delete(At("j.jsonl"));

        var result = RunWell($"$result | Export-KaceAadReport '{At("r.csv")}'");

        Assert.Contains("cannot be read", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("JournalNotFound", File.ReadAllText(At("r.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_shown_of_many_results_and_ended()
    {
        var progress = RunWell(Connect + Setting + $"$checks = Test-KaceAadConnection $setting; & {{ 1..30 | ForEach-Object {{ $checks }} }} | Export-KaceAadReport '{At("r.csv")}'").Progress.Where(p => p.Activity == "Making the report").ToList();

        Assert.Contains(progress, p => p.StatusDescription.StartsWith("200 results", StringComparison.Ordinal));
        Assert.Equal(System.Management.Automation.ProgressRecordType.Completed, progress[^1].RecordType);
    }

    protected override World LoadWorld() => Scenario.Load("default", tenants: 3);

    private string At(string name) => Path.Combine(_folder.Path, name);

    private JsonDocument Json(string name) => JsonDocument.Parse(File.ReadAllText(At(name)));
}
