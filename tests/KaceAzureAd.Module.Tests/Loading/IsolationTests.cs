using System.Reflection;
using System.Reflection.Emit;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.Scenarios;
using KaceAzureAd.Emulator.SignIn;

namespace KaceAzureAd.Module.Tests.Loading;

/// <summary>Other modules' copies of our libraries do not matter, and ours do not matter to them.</summary>
public sealed class IsolationTests
{
    // The context, and in it the MSAL that the module's code gets when it asks for one.
    private const string UseMsal = """
        Import-Module $env:KACEAAD_TEST_MANIFEST
        $cmdlets = (Get-Command Get-KaceAadEnvironment).ImplementingType.Assembly
        $context = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($cmdlets)
        $msal = $context.LoadFromAssemblyName([System.Reflection.AssemblyName]::new('Microsoft.Identity.Client'))
        $client = $msal.GetType('Microsoft.Identity.Client.PublicClientApplicationBuilder')::Create('14d82eec-204b-4c2f-b7e8-296a70dab67e').Build()
        "context $($context.Name)"
        "client $($client.AppConfig.ClientId)"
        "beside $([System.IO.Path]::GetDirectoryName($msal.Location) -eq [System.IO.Path]::GetDirectoryName($cmdlets.Location))"
        """;

    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("99.0.0.0")]
    public async Task Another_MSAL_in_the_default_context_does_not_matter(string version)
    {
        using var folder = new TemporaryFolder();
        var other = Path.Combine(folder.Path, "Microsoft.Identity.Client.dll");
        new PersistedAssemblyBuilder(new AssemblyName("Microsoft.Identity.Client") { Version = new Version(version) }, typeof(object).Assembly).SaveWithModule(other);

        var (exitCode, output) = await ChildShell.RunAsync(
            """
            "other $([System.Reflection.Assembly]::LoadFrom($env:OTHER_MSAL).GetName().Version)"
            """ + Environment.NewLine + UseMsal,
            ("OTHER_MSAL", other));

        Assert.Equal(0, exitCode);
        Assert.Equal(
            [$"other {version}", "context KaceAzureAd", "client 14d82eec-204b-4c2f-b7e8-296a70dab67e", "beside True"],
            output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Others_are_not_given_our_libraries()
    {
        var (exitCode, output) = await ChildShell.RunAsync(UseMsal + Environment.NewLine + """
            try { [System.Reflection.Assembly]::Load('Microsoft.Identity.Client').Location } catch [System.IO.FileNotFoundException] { 'not found' }
            """);

        Assert.Equal(0, exitCode);
        Assert.EndsWith("not found" + Environment.NewLine, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Importing_loads_neither_MSAL_nor_Graph_nor_the_network()
    {
        var (exitCode, output) = await ChildShell.RunAsync("""
            $before = [AppDomain]::CurrentDomain.GetAssemblies()
            Import-Module $env:KACEAAD_TEST_MANIFEST
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
                if ($assembly -notin $before -and -not $assembly.IsDynamic) { $assembly.GetName().Name }
            }
            """);

        var loaded = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(0, exitCode);
        Assert.Contains("KaceAzureAd", loaded);
        Assert.DoesNotContain(loaded, n => n.StartsWith("Microsoft.Graph", StringComparison.Ordinal) || n.StartsWith("Microsoft.Identity", StringComparison.Ordinal)
            || n.StartsWith("Microsoft.Kiota", StringComparison.Ordinal) || n.StartsWith("System.Net.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_DNS_library_is_loaded_when_DNS_is_asked_and_not_before()
    {
        await using var host = await EmulatorHost.StartAsync(Scenario.Load("connected"), TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        var authority = Path.Combine(folder.Path, "authority.cer");
        await File.WriteAllBytesAsync(authority, host.TrustedCertificate.RawData, TestContext.Current.CancellationToken);

        var (exitCode, output) = await ChildShell.RunAsync(
            """
            Import-Module $env:KACEAAD_TEST_MANIFEST
            $authority = [System.Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadCertificateFromFile($env:AUTHORITY)
            $environment = New-KaceAadEnvironment -Name Emulator -SignInEndpoint $env:SIGN_IN -GraphEndpoint $env:GRAPH -TrustedCertificate $authority
            $null = Connect-KaceAad -Environment $environment -AccessToken ([System.Net.NetworkCredential]::new('', $env:TOKEN).SecurePassword)
            function Test-Loaded { @([AppDomain]::CurrentDomain.GetAssemblies()).Where({ $_.GetName().Name -eq 'DnsClient' }).Count }
            (Test-KaceAadConnection -AppId $env:APP_ID -Name EnterpriseApplication).Status
            (Test-KaceAadPrerequisite -Name TenantReachable).Status
            "loaded $(Test-Loaded)"
            (Test-KaceAadPrerequisite -Name EnrollmentDns -DnsServer $env:DNS).Status
            "loaded $(Test-Loaded)"
            """,
            ("AUTHORITY", authority), ("SIGN_IN", host.Origins.SignIn), ("GRAPH", host.Origins.Graph), ("DNS", host.Dns.ToString()), ("APP_ID", host.World.KaceCloud.AppId),
            ("TOKEN", host.AccessToken(host.World.KaceCloud.Subscriptions[0].TenantId, "admin@contoso.example", ["User.Read", "Application.Read.All"])));

        Assert.Equal(["Passed", "Passed", "loaded 0", "Passed", "loaded 1"], output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData(77, true)]
    [InlineData(null, false)]
    public async Task Another_version_follows_in_the_same_process_and_the_same_version_is_loaded_once(int? minorVersion, bool isOther)
    {
        using var folder = new TemporaryFolder();
        var other = minorVersion is { } minor ? OtherVersion.Copy(folder.Path, (ushort)minor) : Paths.CopyModule(folder.Path, withCmdlets: true);

        var (exitCode, output) = await ChildShell.RunAsync(
            """
            foreach ($manifest in $env:KACEAAD_TEST_MANIFEST, $env:OTHER_MANIFEST, $env:KACEAAD_TEST_MANIFEST) {
                Import-Module $manifest
                "$((Get-KaceAadEnvironment Global).Name) $([System.IO.Path]::GetDirectoryName((Get-Command Get-KaceAadEnvironment).ImplementingType.Assembly.Location))"
                Remove-Module KaceAzureAd
            }
            """,
            ("OTHER_MANIFEST", other));

        Assert.Equal(0, exitCode);
        Assert.Equal(
            new[] { Paths.Module, isOther ? folder.Path : Paths.Module, Paths.Module }.Select(f => $"Global {Path.Combine(f, "bin", "net8.0")}"),
            output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}

file static class PersistedAssemblyBuilderExtensions
{
    /// <summary>An assembly must have a module to be saved.</summary>
    public static void SaveWithModule(this PersistedAssemblyBuilder assembly, string path)
    {
        assembly.DefineDynamicModule(Path.GetFileNameWithoutExtension(path));
        assembly.Save(path);
    }
}
