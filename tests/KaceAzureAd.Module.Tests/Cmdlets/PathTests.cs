using KaceAzureAd.Module.Tests.Cmdlets.Connection;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Each path parameter finds its file in one way, and says by its own error why it cannot.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class PathTests : ConnectionTest
{
    private const string SignIn = "Connect-KaceAad contoso.example -Environment Emulator -ClientId 7f3c2a10-5b7e-4c55-9d64-0c0a70500502 ";

    // The bare engine has neither Set-Location nor New-PSDrive.
    private string Begin => $$"""
        $places, $drives = $ExecutionContext.SessionState.Path, $ExecutionContext.SessionState.Drive
        $fileSystem = $ExecutionContext.SessionState.Provider.GetOne('FileSystem')
        $null = $places.SetLocation('{{Folder}}')
        $null = $drives.New([System.Management.Automation.PSDriveInfo]::new('X', $fileSystem, '{{Folder}}', '', $null), 'global')

        """;

    /// <summary>A command with its path in <c>$path</c>, and the error where that is none of a file.</summary>
    public static TheoryData<string, string> Parameters => new()
    {
        { "Get-KaceAadPlan $setting | Export-KaceAadPlan $path", "PlanNotWritable" },
        { "Import-KaceAadPlan $path", "InvalidPlan" },
        { "Import-KaceAadSetting $path", "SettingFileNotFound" },
        { "Test-KaceAadPrerequisite $setting | Export-KaceAadReport $path -Format Html", "ReportNotWritable" },
        { "Undo-KaceAadChange $path", "JournalNotFound" },
        { "Set-KaceAadConnection $setting -JournalPath $path -Confirm:$false > $null", "JournalNotWritable" },
        { "Add-KaceMobilityApp $setting -JournalPath $path", "JournalNotWritable" },
        { "Remove-KaceMobilityApp $setting -JournalPath $path -Confirm:$false", "JournalNotWritable" },
        { "Set-KaceMdmUri $setting -JournalPath $path", "JournalNotWritable" },
        { "Set-KaceMdmUserScope $setting -Scope All -JournalPath $path", "JournalNotWritable" },
        { "Grant-KaceConsent $setting -Permission User.Read -JournalPath $path -Confirm:$false", "JournalNotWritable" },
        { "Revoke-KaceConsent $setting -Permission User.Read -JournalPath $path -Confirm:$false", "JournalNotWritable" },
        { SignIn + "-CertificatePath $path", "CertificateNotFound" },
        { SignIn + "-FederatedTokenFile $path", "FederatedTokenUnavailable" },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void What_is_no_path_of_a_file_is_the_parameters_own_error(string script, string code)
    {
        RunWell(Begin);
        Session.Stage.ClearLog();
        var here = Directory.GetFileSystemEntries(Environment.CurrentDirectory);

        foreach (var (path, reason) in new[]
        {
            (@"Q:\x.json", "'Q'"), ("Function:x.json", "provider Function"), ("Env:/x.json", "provider Environment"),
            ("Nope::/x.json", "'Nope'"), ("FileSystem::x.json", "not a full path"), (" ", "empty"), ("a`0b.json", "null character"),
        })
        {
            var result = Run($"$path = \"{path}\"; {script}");

            Assert.Contains(reason, TheError(result, code), StringComparison.Ordinal);
            Assert.NotNull(result.Errors[0].TargetObject);
            Assert.Empty(result.Output);
        }

        // Where the location is no folder, a name alone is none of a file, and the process's folder is not where it goes.
        foreach (var path in new[] { "x.json", "~/x.json", "./x.json" })
        {
            var result = Run($"$path = '{path}'; $null = $places.SetLocation('Variable:'); {script}");
            RunWell($"$null = $places.SetLocation('{Folder}')");

            Assert.Contains("rovider", TheError(result, code), StringComparison.Ordinal);
        }

        Assert.Empty(Writes);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
        Assert.Equal(here, Directory.GetFileSystemEntries(Environment.CurrentDirectory));
    }

    [Theory]
    [InlineData("x.json")]
    [InlineData("./x.json")]
    [InlineData("X:/x.json")]
    [InlineData("X:x.json")]
    [InlineData("FileSystem::{0}/x.json")]
    [InlineData(@"Microsoft.PowerShell.Core\FileSystem::{0}/x.json")]
    [InlineData("missing/../x.json")]
    [InlineData("{0}/./x.json")]
    [InlineData("~/x.json")]
    public void A_path_of_a_file_is_found_in_every_way_that_PowerShell_has(string path)
    {
        var home = $"$fileSystem.Home = '{Folder}'; ";
        var given = path.Replace("{0}", Folder, StringComparison.Ordinal);

        var saved = RunWell(Begin + home + $"Get-KaceAadPlan $setting | Export-KaceAadPlan '{given}'").Output;

        Assert.Equal(Path.Combine(Folder, "x.json"), $"{Assert.Single(saved)}");
        Assert.True(File.Exists(Path.Combine(Folder, "x.json")));
        Assert.Single(RunWell($"Import-KaceAadPlan '{given}'").Output);
    }

    [Fact]
    public void Of_several_one_that_is_none_leaves_the_others_alone()
    {
        RunWell(Begin + "Get-KaceAadPlan $setting | Export-KaceAadPlan x.json > $null");

        var result = Run(@"Import-KaceAadPlan 'Q:\x.json', 'x.json', 'Env:x.json'");

        Assert.Equal(["KaceAad.InvalidPlan", "KaceAad.InvalidPlan"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_folder_of_journals_may_stand_on_a_drive_of_the_session()
    {
        RunWell(Begin + "Add-KaceMobilityApp $setting -JournalPath X:/journals/ > $null");

        Assert.True(File.Exists(Path.Combine(Folder, "journals", $"{Session.Stage.TenantId}.journal.jsonl")));
        Assert.Equal("Undone", Values("Undo-KaceAadChange X:journals/ -Confirm:$false", "Status")[0]);
    }
}
