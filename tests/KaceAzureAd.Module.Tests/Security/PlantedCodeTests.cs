using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Module.Tests.Security;

/// <summary>Code that somebody left in the current folder, or in a folder of the path, is not loaded: not on import, nor in use.</summary>
public sealed class PlantedCodeTests
{
    private static readonly string[] Libraries = ["KaceAzureAd", "KaceAzureAd.Core", "KaceAzureAd.Loader", "Microsoft.Graph", "Microsoft.Graph.Core", "Microsoft.Identity.Client", "Microsoft.Kiota.Abstractions", "CsvHelper", "DnsClient", "libsecret-1", "msalruntime"];

    [Fact]
    public async Task What_lies_in_the_current_folder_and_in_the_path_is_not_loaded()
    {
        using var folder = new TemporaryFolder();
        foreach (var library in Libraries)
        {
            // Loaded, they would fail at once.
            await File.WriteAllTextAsync(Path.Combine(folder.Path, library + ".dll"), "planted", TestContext.Current.CancellationToken);
        }

        foreach (var name in new[] { "KaceAzureAd.psm1", "KaceAzureAd.psd1", "profile.ps1", "Import-Module.ps1", "Connect-KaceAad.ps1", "Get-KaceAadEnvironment.ps1" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, name), "[System.IO.File]::WriteAllText(\"$PSScriptRoot/ran\", 'x'); throw 'planted'", TestContext.Current.CancellationToken);
        }

        var (exitCode, output) = await ChildShell.RunAsync(
            """
            $null = $ExecutionContext.SessionState.Path.SetLocation($env:PLANTED)
            [System.Environment]::CurrentDirectory = $env:PLANTED
            Import-Module $env:KACEAAD_TEST_MANIFEST
            $core = (Get-KaceAadEnvironment)[0].GetType().Assembly
            $setting = New-KaceAadSetting https://a.invalid/t https://a.invalid/d https://a.invalid/o -AppId 6f9619ff-8b86-d011-b42d-00cf4fc964ff
            [System.IO.File]::WriteAllText("$env:PLANTED/t.csv", "TermsOfUseUri,DiscoveryUri,OnBoardUri,AppId`nhttps://a.invalid/t,https://a.invalid/d,https://a.invalid/o,6f9619ff-8b86-d011-b42d-00cf4fc964ff")
            $null = Import-KaceAadSetting t.csv
            $null = try { Connect-KaceAad contoso.invalid -Credential ([pscredential]::new('6f9619ff-8b86-d011-b42d-00cf4fc964ff', [securestring]::new())) -ErrorAction Stop } catch { 'fails' }
            $context = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($core)
            "loaded $(@($context.Assemblies).Count -gt 2)"
            foreach ($assembly in [System.AppDomain]::CurrentDomain.GetAssemblies()) { if ($assembly.Location -like "$env:PLANTED*") { "planted $($assembly.Location)" } }
            """,
            ("PLANTED", folder.Path), ("PATH", folder.Path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH")));

        Assert.Equal("loaded True" + Environment.NewLine, output);
        Assert.Equal(0, exitCode);
        Assert.False(File.Exists(Path.Combine(folder.Path, "ran")), "A script that was planted ran.");
    }
}
