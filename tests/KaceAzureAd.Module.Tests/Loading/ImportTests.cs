using System.Management.Automation;
using System.Management.Automation.Runspaces;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Loading;

public sealed class ImportTests
{
    private static readonly Dictionary<string, object?> Variables = new() { ["manifest"] = Paths.Manifest };

    [Fact]
    public void Every_cmdlet_is_exported_and_listed_in_the_manifest()
    {
        using var engine = new PowerShellEngine();
        engine.ImportModule(Paths.Manifest);

        var exported = Cmdlets(engine);
        var classes = engine.Invoke("(Get-Command Get-KaceAadEnvironment).ImplementingType.Assembly.GetExportedTypes()").Output
            .Select(o => (Type)o.BaseObject)
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Cmdlet)))
            .Select(t => (CmdletAttribute)t.GetCustomAttributes(typeof(CmdletAttribute), inherit: false).Single())
            .Select(a => $"{a.VerbName}-{a.NounName}").Order(StringComparer.Ordinal);

        Assert.Equal(classes, exported);
        Assert.Equal(ManifestList(engine, "CmdletsToExport"), exported.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_but_cmdlets_is_exported_and_nothing_by_pattern()
    {
        using var engine = new PowerShellEngine();
        engine.ImportModule(Paths.Manifest);

        Assert.DoesNotContain(ManifestList(engine, "CmdletsToExport"), n => n.Contains('*', StringComparison.Ordinal));
        Assert.Equal(["Cmdlet"], engine.Invoke("Get-Command -Module KaceAzureAd | ForEach-Object { [string]$_.CommandType }").Output.Select(o => o.ToString()).Distinct());
        Assert.Equal(0, Assert.Single(engine.Invoke("(Get-Module KaceAzureAd).ExportedVariables.Count").Output).BaseObject);
        Assert.DoesNotContain(engine.Invoke("$folder; $cmdlets; $loader").Output, o => o is not null);
    }

    [Theory]
    [InlineData("Import-Module $manifest -Force")]
    [InlineData("Remove-Module KaceAzureAd; Import-Module $manifest")]
    [InlineData("Import-Module $manifest -Force; Remove-Module KaceAzureAd; Import-Module $manifest -Force; Import-Module $manifest -Force")]
    public void Importing_again_brings_back_every_cmdlet(string again)
    {
        using var engine = new PowerShellEngine();
        engine.ImportModule(Paths.Manifest);
        var before = Cmdlets(engine);

        Assert.Empty(engine.Invoke(again, Variables).Errors);

        Assert.NotEmpty(before);
        Assert.Equal(before, Cmdlets(engine));
        Assert.Equal("Global", Assert.Single(engine.Invoke("Get-KaceAadEnvironment Global | ForEach-Object Name").Output).BaseObject);
    }

    [Fact]
    public void Removing_leaves_no_cmdlet_and_no_module_behind()
    {
        using var engine = new PowerShellEngine();
        engine.ImportModule(Paths.Manifest);

        Assert.Empty(engine.Invoke("Remove-Module KaceAzureAd").Errors);

        Assert.Empty(Cmdlets(engine));
        Assert.DoesNotContain(engine.Invoke("Get-Module -All").Output, m => ((PSModuleInfo)m.BaseObject).Name.StartsWith("Kace", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Runspaces_import_at_once_and_share_one_assembly()
    {
        using var start = new Barrier(4);
        var assemblies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var engine = new PowerShellEngine();
            start.SignalAndWait(TestContext.Current.CancellationToken);
            engine.ImportModule(Paths.Manifest);
            var result = engine.Invoke("Get-KaceAadEnvironment Global | ForEach-Object { $_.GetType() }; (Get-Command Get-KaceAadEnvironment).ImplementingType");
            Assert.Empty(result.Errors);
            return string.Join(' ', result.Output.Select(o => ((Type)o.BaseObject).Assembly.GetHashCode()));
        })));

        Assert.Single(assemblies.Distinct());
    }

    [Fact]
    public void Importing_works_under_strict_mode_and_with_errors_that_stop()
    {
        using var engine = new PowerShellEngine();

        var result = engine.Invoke(
            "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; Import-Module $manifest; Import-Module $manifest -Force; Remove-Module KaceAzureAd", Variables);

        Assert.Empty(result.Errors);
        Assert.Empty(engine.Invoke("$Error").Output);
    }

    [Fact]
    public void A_clone_that_was_not_built_says_so()
    {
        using var folder = new TemporaryFolder();
        using var engine = new PowerShellEngine();

        var result = engine.Invoke("Import-Module $manifest", new Dictionary<string, object?> { ["manifest"] = Paths.CopyModule(folder.Path, withCmdlets: false) });

        var error = Assert.Single(result.Errors);
        Assert.StartsWith(Errors.ErrorCodes.ModuleNotBuilt.Id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Run 'dotnet build' first", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_core_shell_older_than_7_4_is_told_what_is_needed()
    {
        using var engine = new PowerShellEngine();

        var result = engine.Invoke(
            "$shell = @{ PSVersion = [version]'7.2.0' }; & ([scriptblock]::Create([System.IO.File]::ReadAllText($psm1).Replace('PSVersionTable', 'shell')))",
            new Dictionary<string, object?> { ["psm1"] = Path.Combine(Paths.Module, "bin", "KaceAzureAd.psm1") });

        var error = Assert.Single(result.Errors);
        Assert.StartsWith(Errors.ErrorCodes.PowerShellTooOld.Id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("7.2.0", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_in_constrained_language_is_told_which_mode_is_needed()
    {
        using var engine = new PowerShellEngine();

        var result = engine.Invoke("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; Import-Module $manifest", Variables);

        SaysWhichModeIsNeeded(Assert.Single(result.Errors), engine.Runspace);
    }

    [Fact]
    public void A_session_that_began_in_constrained_language_is_told_the_same()
    {
        var state = InitialSessionState.CreateDefault2();
        state.LanguageMode = PSLanguageMode.ConstrainedLanguage;
        using var shell = PowerShell.Create(state);

        var error = Assert.ThrowsAny<RuntimeException>(() => shell.AddCommand("Import-Module").AddArgument(Paths.Manifest).Invoke()).ErrorRecord;

        Assert.Empty(shell.Streams.Error);
        SaysWhichModeIsNeeded(error, shell.Runspace);
    }

    [Fact]
    public void Once_imported_it_works_in_constrained_language_and_can_be_removed()
    {
        using var engine = new PowerShellEngine();
        engine.ImportModule(Paths.Manifest);

        var result = engine.Invoke(
            "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; (Get-KaceAadEnvironment Global).Name; Remove-Module KaceAzureAd");

        Assert.Empty(result.Errors);
        Assert.Equal("Global", Assert.Single(result.Output).BaseObject);
        Assert.Empty(Modules(engine.Runspace));
    }

    [Fact]
    public void The_format_file_is_in_force()
    {
        using var engine = new PowerShellEngine();

        Assert.Empty(engine.Invoke("Import-Module $manifest", Variables).Errors);

        Assert.Equal(
            Path.Combine(Paths.Module, "bin", "KaceAzureAd.Format.ps1xml"),
            Assert.Single(engine.Invoke("(Get-Module KaceAzureAd).ExportedFormatFiles").Output).BaseObject);
    }

    // Scripts compare what stands before the first comma of the id.
    private static void SaysWhichModeIsNeeded(ErrorRecord error, Runspace runspace)
    {
        Assert.Equal(Errors.ErrorCodes.FullLanguageRequired.Id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("ConstrainedLanguage", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("in a session in FullLanguage", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Modules(runspace));
    }

    private static IEnumerable<string> Modules(Runspace runspace)
    {
        using var shell = PowerShell.Create(runspace);
        return [.. shell.AddCommand("Get-Module").AddParameter("All").Invoke<PSModuleInfo>().Select(m => m.Name).Where(n => n.Contains("Kace", StringComparison.Ordinal))];
    }

    private static List<string> Cmdlets(PowerShellEngine engine) =>
        [.. engine.Invoke("Get-Command -Module KaceAzureAd | ForEach-Object Name").Output.Select(o => o.ToString()).Order(StringComparer.Ordinal)];

    private static SortedSet<string> ManifestList(PowerShellEngine engine, string key) =>
        [.. engine.Invoke($"(& ([scriptblock]::Create([System.IO.File]::ReadAllText($manifest)))).{key}", Variables).Output.Select(o => o.ToString())];
}
