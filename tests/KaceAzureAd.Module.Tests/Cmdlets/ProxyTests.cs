using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>
/// A proxy that is set, gets its password or is taken away while a shell runs. Each in a process of its own, for all of which it holds.
/// </summary>
public sealed class ProxyTests : CmdletTest
{
    private const string Password = "s3cret/of:the@proxy";

    private const string Prepare = """
        Import-Module $env:KACEAAD_TEST_MANIFEST
        $authority = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($env:AUTHORITY))
        $environment = New-KaceAadEnvironment Emulator $env:SIGN_IN $env:GRAPH -TrustedCertificate $authority
        $token = [System.Net.NetworkCredential]::new('', $env:TOKEN).SecurePassword
        $secret = [pscredential]::new($env:CLIENT, [System.Net.NetworkCredential]::new('', $env:SECRET).SecurePassword)
        function Attempt ($what, [scriptblock] $do) {
            try { "$what`: $(& $do)" } catch { "$what`: $($_.FullyQualifiedErrorId.Split(',')[0]) $_ $($_.ErrorDetails.RecommendedAction)" }
        }
        function Connect { (Connect-KaceAad $env:TENANT -Credential $secret -Environment $environment -ErrorAction Stop).TenantId }
        function Read { (Test-KaceAadPrerequisite -Name TenantReachable).Status }
        """;

    private readonly TunnelProxy _proxy = new("corp\\admin", Password);

    protected override string ScenarioName => "app-only";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _proxy.Dispose();
    }

    [Fact]
    public async Task The_proxy_that_is_set_holds_for_the_next_command()
    {
        var lines = await RunAsync("""
            $without = [System.Net.WebProxy]::new("http://$env:PROXY", $false)
            $with = [System.Net.WebProxy]::new("http://$env:PROXY", $false)
            $with.Credentials = [System.Net.NetworkCredential]::new('admin', $env:PASSWORD, 'corp')
            [System.Net.Http.HttpClient]::DefaultProxy = $without
            Attempt 'no password' { Connect }
            [System.Net.Http.HttpClient]::DefaultProxy = $with
            Attempt 'a password' { Connect }
            Attempt 'the session' { Read }
            $null = Connect
            [System.Net.Http.HttpClient]::DefaultProxy = [System.Net.WebProxy]::new()
            Attempt 'no proxy' { Connect }
            Attempt 'its session' { Read }
            """);

        Assert.StartsWith("no password: KaceAad.ProxyRefused The sign-in service", lines[0], StringComparison.Ordinal);
        Assert.Contains($"The proxy http://{_proxy.Address} wants a user name and a password", lines[0], StringComparison.Ordinal);
        Assert.Contains("[Net.Http.HttpClient]::DefaultProxy = $proxy", lines[0], StringComparison.Ordinal);
        Assert.Equal([$"a password: {Contoso.Id}", "the session: Passed", $"no proxy: {Contoso.Id}", "its session: Passed"], lines.Skip(1));

        // One tunnel to each service: connections are shared, whoever asks for the proxy.
        string[] services = [Session.Emulator.Origins.SignIn, Session.Emulator.Origins.Graph];
        Assert.Equal(services.Select(o => new Uri(o).Authority).Order(), _proxy.Tunnels.Order());
    }

    [Fact]
    public async Task The_environment_variables_hold_as_they_are_now()
    {
        var lines = await RunAsync("""
            Attempt 'none' { Connect }
            $env:HTTPS_PROXY = "http://$env:PROXY"
            Attempt 'no password' { Connect }
            $env:HTTPS_PROXY = "http://corp%5Cadmin:$([Uri]::EscapeDataString($env:PASSWORD))@$env:PROXY"
            Attempt 'a password' { Connect }
            Attempt 'the session' { Read }
            $env:NO_PROXY = 'localhost'
            Attempt 'not for this host' { Connect }
            $env:NO_PROXY = ''
            $env:HTTPS_PROXY = 'http://127.0.0.1:1'
            Attempt 'another' { Connect }
            $env:HTTPS_PROXY = ''
            Attempt 'none any more' { Connect }
            """);

        var id = Contoso.Id;
        Assert.Equal(
            [$"none: {id}", $"a password: {id}", "the session: Passed", $"not for this host: {id}", $"none any more: {id}"],
            lines.Where(l => !l.Contains("KaceAad.", StringComparison.Ordinal)));
        Assert.StartsWith("no password: KaceAad.ProxyRefused", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("another: KaceAad.ConnectionFailed", lines[5], StringComparison.Ordinal);
        Assert.Equal(2, _proxy.Tunnels.Count);
    }

    [Fact]
    public async Task Graph_and_KACE_Cloud_say_the_same_of_a_proxy_that_refuses()
    {
        var lines = await RunAsync("""
            $null = Connect
            $uris = $env:URIS -split ' '
            [System.Net.Http.HttpClient]::DefaultProxy = [System.Net.WebProxy]::new("http://$env:PROXY", $false)
            Attempt 'Graph' { Get-KaceConsent -AppId $env:APP_ID -ErrorAction Stop }
            Attempt 'KACE Cloud' { New-KaceAadSetting $uris[0] $uris[1] $uris[2] -Environment $environment -ErrorAction Stop }
            Attempt 'a domain' { Connect-KaceAad contoso.example -AccessToken $token -Environment $environment -ErrorAction Stop }
            """);

        Assert.All(lines, l => Assert.Contains("wants a user name and a password", l, StringComparison.Ordinal));
        Assert.All(lines, l => Assert.Contains("[Net.Http.HttpClient]::DefaultProxy", l, StringComparison.Ordinal));
        Assert.Equal(
            ["Graph: KaceAad.ProxyRefused", "KACE Cloud: KaceAad.OnBoardUnreachable", "a domain: KaceAad.ProxyRefused"],
            lines.Select(l => string.Join(": ", l.Split(": ")[0], l.Split(": ")[1].Split(' ')[0])));
    }

    private async Task<string[]> RunAsync(string script)
    {
        var emulator = Session.Emulator;
        var uris = Session.Stage.SettingText.Split('\n', '\t', '\r').Where(l => l.StartsWith("https://", StringComparison.Ordinal));
        var (exitCode, output) = await ChildShell.RunAsync(
            Prepare + Environment.NewLine + script,
            ("AUTHORITY", Convert.ToBase64String(emulator.TrustedCertificate.RawData)),
            ("SIGN_IN", emulator.Origins.SignIn), ("GRAPH", emulator.Origins.Graph), ("TENANT", Contoso.Id), ("APP_ID", KaceAppId),
            ("CLIENT", "7f3c2a10-5b7e-4c55-9d64-0c0a70500502"), ("SECRET", "contoso-automation-demo-secret"),
            ("TOKEN", emulator.AccessToken(Contoso.Id, "admin@contoso.example", ["User.Read"])), ("URIS", string.Join(' ', uris)),
            ("PROXY", _proxy.Address), ("PASSWORD", Password), ("HTTPS_PROXY", ""), ("HTTP_PROXY", ""), ("ALL_PROXY", ""), ("NO_PROXY", ""),
            ("https_proxy", ""), ("http_proxy", ""), ("all_proxy", ""), ("no_proxy", ""));

        Assert.DoesNotContain(Password, output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        return output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
