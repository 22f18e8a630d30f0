namespace KaceAzureAd.Module.Tests.Loading;

/// <summary>The module's public types can be named once it is imported, though the load context that holds them is its own.</summary>
public sealed class TypeNameTests
{
    // Get-CoreType finds a type as the module has it, whatever the engine finds by the name.
    private const string Helpers = """
        function Get-CoreType([string] $Name) { (Get-Command Get-KaceAadSession).OutputType[0].Type.Assembly.GetType($Name, $true) }
        function New-Setting {
            New-KaceAadSetting https://a.example/t https://a.example/d https://a.example/o -AppId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01
        }
        function Use-Version($Manifest, $Other) {
            Import-Module $Manifest
            $global:setting = New-Setting
            $type = $setting.GetType()
            "$($type.Assembly.GetName().Version) found $(($type.AssemblyQualifiedName -as [type]) -eq $type)"
            $proxy = [System.Management.Automation.ProxyCommand]::Create((Get-Command Compare-KaceMdmUri))
            . ([scriptblock]::Create("function Invoke-Proxy { $proxy }"))
            "a proxy's parameter is of $((Get-Command Invoke-Proxy).Parameters['Setting'].ParameterType.Assembly.GetName().Version)"
            foreach ($given in @($setting; if ($Other) { $Other })) {
                $end = try { Invoke-Proxy $given -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
                "given one of $($given.GetType().Assembly.GetName().Version): $end"
            }
        }

        """;

    [Fact]
    public async Task Every_public_type_of_Core_is_found_by_its_name()
    {
        var lines = await RunAsync("""
            Import-Module $env:KACEAAD_TEST_MANIFEST
            $types = (Get-CoreType KaceAzureAd.Sessions.KaceAadSession).Assembly.GetExportedTypes()
            "more than a hundred $($types.Count -gt 100)"
            foreach ($type in $types) { if (($type.FullName -as [type]) -ne $type) { "add it to TypeForwards.cs: $type" } }
            """);

        Assert.Equal(["more than a hundred True"], lines);
    }

    [Fact]
    public async Task A_name_may_stand_wherever_PowerShell_takes_one()
    {
        var lines = await RunAsync("""
            Import-Module $env:KACEAAD_TEST_MANIFEST
            $setting = New-Setting
            & ([scriptblock]::Create(@'
            using namespace KaceAzureAd.Kace
            using namespace KaceAzureAd.Mobility
            class Customer {
                [KaceAadSetting] $Setting
                [KaceAzureAd.Sessions.KaceAadSession[]] $Sessions
                [System.Collections.Generic.List[KaceAadSetting]] $All = [System.Collections.Generic.List[KaceAadSetting]]::new()
                [MdmUserScope] Scope([MdmUserScope] $scope) { return $scope }
            }
            function Test-Customer {
                [OutputType([KaceAadSetting])]
                param(
                    [KaceAadSetting] $Setting, [KaceAadSetting[]] $Settings,
                    [Nullable[MdmUserScope]] $Scope, [KaceAzureAd.Checks.CheckStatus] $Status = 'Passed'
                )
                "parameters $($null -ne $Setting) $($Settings.Count) $Scope $Status"
            }
            Test-Customer $setting -Settings $setting, $setting -Scope All
            $customer = [Customer] @{ Setting = $setting }
            $customer.All.Add($setting)
            "class $($customer.All[0] -eq $customer.Setting) $($customer.Scope('some'))"
            "is $($setting -is [KaceAadSetting]) $($setting -isnot [MdmUserScope]) $([KaceAadSetting[]] @($setting) -is [KaceAadSetting[]])"
            "as $($null -ne ($setting -as [KaceAadSetting])) $('none' -as [MdmUserScope]) $($null -eq ('nobody' -as [MdmUserScope]))"
            "cast $(([KaceAadSetting[]] $setting).Count) $([MdmUserScope] 'some') $([MdmUserScope]::All)"
            "lower case $('kaceazuread.kace.kaceaadsetting' -as [type])"
            "with an assembly $('KaceAzureAd.Kace.KaceAadSetting, KaceAzureAd.Core' -as [type])"
            foreach ($type in [KaceAadSetting], [KaceAzureAd.Commands.EnvironmentArgument]) {
                "with its assembly $(($type.AssemblyQualifiedName -as [type]) -eq $type)"
            }
            try { New-KaceAadSetting http://a.example/t https://a.example/d https://a.example/o -ErrorAction Stop }
            catch [KaceAzureAd.Errors.KaceAadException] { "catch $($_.Exception.Code.Id)" }
            '@))
            """);

        Assert.Equal(
            [
                "parameters True 2 All Passed", "class True Some", "is True True True", "as True None True", "cast 1 Some All",
                "lower case KaceAzureAd.Kace.KaceAadSetting", "with an assembly KaceAzureAd.Kace.KaceAadSetting",
                "with its assembly True", "with its assembly True", "catch KaceAad.InvalidSettingUri",
            ],
            lines);
    }

    [Theory]
    [InlineData("Import-Module $env:KACEAAD_TEST_MANIFEST")]
    [InlineData("Import-Module $env:KACEAAD_TEST_MANIFEST -Force")]
    [InlineData("Remove-Module KaceAzureAd; Import-Module $env:KACEAAD_TEST_MANIFEST")]
    public async Task Importing_again_names_the_same_types(string again)
    {
        var lines = await RunAsync($$"""
            Import-Module $env:KACEAAD_TEST_MANIFEST
            $setting = New-Setting
            $before = [KaceAzureAd.Kace.KaceAadSetting]
            {{again}}
            "used $($before -eq [KaceAzureAd.Kace.KaceAadSetting]) $((New-Setting) -is $before)"
            "not used $([KaceAzureAd.Checks.KaceAadCheck] -eq (Get-CoreType KaceAzureAd.Checks.KaceAadCheck))"
            """);

        Assert.Equal(["used True True", "not used True"], lines);
    }

    [Fact]
    public async Task Removing_takes_the_names_away_but_those_that_were_used_stay_what_they_were()
    {
        var lines = await RunAsync("""
            "before '$('KaceAzureAd.Kace.KaceAadSetting' -as [type])'"
            Import-Module $env:KACEAAD_TEST_MANIFEST
            $setting = New-Setting
            $used = [KaceAzureAd.Kace.KaceAadSetting]
            Remove-Module KaceAzureAd
            "used $($used -eq [KaceAzureAd.Kace.KaceAadSetting]) $($setting -is [KaceAzureAd.Kace.KaceAadSetting])"
            "not used '$('KaceAzureAd.Checks.KaceAadCheck' -as [type])'"
            """);

        Assert.Equal(["before ''", "used True True", "not used ''"], lines);
    }

    [Fact]
    public async Task Only_a_session_that_imported_the_module_knows_its_names_and_the_default_context_never_holds_Core()
    {
        var lines = await RunAsync("""
            Import-Module $env:KACEAAD_TEST_MANIFEST
            $other = [powershell]::Create([initialsessionstate]::CreateDefault2())
            "other '$($other.AddScript("'KaceAzureAd.Checks.KaceAadCheck' -as [type]").Invoke())'"
            "own $('KaceAzureAd.Checks.KaceAadCheck' -as [type]) $([KaceAzureAd.Checks.KaceAadDrift].AssemblyQualifiedName -as [type])"
            $own = @([AppDomain]::CurrentDomain.GetAssemblies()).Where({ $_.GetName().Name -in 'KaceAzureAd', 'KaceAzureAd.Core' })
            foreach ($assembly in $own) {
                "$($assembly.GetName().Name) in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name)"
            }
            foreach ($name in 'Microsoft.Identity.Client', 'Microsoft.Graph', 'Microsoft.Kiota.Abstractions', 'CsvHelper',
                'KaceAzureAd.Core, Version=99.0.0.0', 'KaceAzureAd.Core, Version=0.0.0.1',
                'KaceAzureAd.Core, PublicKeyToken=b77a5c561934e089', 'KaceAzureAd.Core, Culture=de') {
                try { "answered for $([System.Reflection.Assembly]::Load($name))" } catch [System.IO.FileNotFoundException] { }
            }
            """);

        Assert.Equal(
            [
                "other ''", "own KaceAzureAd.Checks.KaceAadCheck KaceAzureAd.Checks.KaceAadDrift",
                "KaceAzureAd in KaceAzureAd", "KaceAzureAd.Core in KaceAzureAd",
            ],
            lines);
    }

    [Fact]
    public async Task Runspaces_that_import_at_once_name_the_same_types()
    {
        var lines = await RunAsync("""
            $runs = foreach ($number in 1..6) {
                $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
                $null = $shell.AddScript('Import-Module $env:KACEAAD_TEST_MANIFEST; [KaceAzureAd.Kace.KaceAadSetting]')
                @{ Shell = $shell; Run = $shell.BeginInvoke() }
            }
            $types = foreach ($run in $runs) { $run.Shell.EndInvoke($run.Run) }
            Import-Module $env:KACEAAD_TEST_MANIFEST
            "$($types.Count) $(@($types).Where({ $_ -eq (Get-CoreType KaceAzureAd.Kace.KaceAadSetting) }).Count)"
            """);

        Assert.Equal(["6 6"], lines);
    }

    // One after the other in a session, and each in a session of its own.
    [Theory]
    [InlineData("""
        Use-Version $env:OLDER
        $old = $setting
        Remove-Module KaceAzureAd
        Use-Version $env:NEWER $old
        """)]
    [InlineData("""
        $older, $newer = foreach ($number in 0, 1) { [powershell]::Create([initialsessionstate]::CreateDefault2()) }
        $older.AddScript($env:HELPERS + 'Use-Version $env:OLDER').Invoke()
        $old = $older.Runspace.SessionStateProxy.GetVariable('setting')
        $newer.AddScript($env:HELPERS + 'Use-Version $env:NEWER $args[0]').AddArgument($old).Invoke()
        """)]
    public async Task Of_two_versions_each_has_its_own_types_in_proxies_too(string script)
    {
        using var older = new TemporaryFolder();
        using var newer = new TemporaryFolder();

        var lines = await RunAsync(
            script,
            ("HELPERS", Helpers), ("OLDER", OtherVersion.Copy(older.Path, 77)), ("NEWER", OtherVersion.Copy(newer.Path, 78)));

        Assert.Equal(
            [
                "0.77.0.0 found True", "a proxy's parameter is of 0.77.0.0", "given one of 0.77.0.0: KaceAad.NoSession",
                "0.78.0.0 found True", "a proxy's parameter is of 0.78.0.0", "given one of 0.78.0.0: KaceAad.NoSession",
                "given one of 0.77.0.0: ParameterArgumentTransformationError",
            ],
            lines);
    }

    private static async Task<string[]> RunAsync(string script, params (string Name, string Value)[] environment)
    {
        var (exitCode, output) = await ChildShell.RunAsync(Helpers + script, environment);
        Assert.True(exitCode == 0, output);
        return output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
