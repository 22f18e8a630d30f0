using System.Diagnostics;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>A process of its own that connects the tenant, to be killed on the way.</summary>
internal sealed class ConnectingProcess : IDisposable
{
    private const string Script = """
        Import-Module $env:KACEAAD_TEST_MANIFEST
        $authority = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($env:KACEAAD_TEST_AUTHORITY))
        New-KaceAadEnvironment -Name Emulator -SignInEndpoint $env:KACEAAD_TEST_SIGNIN -GraphEndpoint $env:KACEAAD_TEST_GRAPH -TrustedCertificate $authority > $null
        Connect-KaceAad -Environment Emulator -AccessToken ([System.Net.NetworkCredential]::new('', $env:KACEAAD_TEST_TOKEN).SecurePassword) > $null
        $uris = $env:KACEAAD_TEST_URIS -split ' '
        $setting = New-KaceAadSetting -TermsOfUseUri $uris[0] -DiscoveryUri $uris[1] -OnBoardUri $uris[2] -AppId $env:KACEAAD_TEST_APPID
        $journal = $env:KACEAAD_TEST_JOURNAL
        [Console]::In.ReadLine() > $null
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    /// <summary>Starts it. What it needs to know goes by its environment.</summary>
    public ConnectingProcess(EmulatorHost emulator, string command, string token, IReadOnlyList<string> uris, string journalPath)
    {
        var path = Path.Combine(_folder.Path, "connect.ps1");
        File.WriteAllText(path, Script + Environment.NewLine + command);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "KaceAzureAd.Shell.dll"), path])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in new (string, string)[]
        {
            ("MANIFEST", Paths.Manifest), ("AUTHORITY", Convert.ToBase64String(emulator.TrustedCertificate.RawData)), ("SIGNIN", emulator.Origins.SignIn), ("GRAPH", emulator.Origins.Graph),
            ("TOKEN", token), ("URIS", string.Join(' ', uris)), ("APPID", emulator.World.KaceCloud.AppId), ("JOURNAL", journalPath),
        })
        {
            start.Environment["KACEAAD_TEST_" + name] = value;
        }

        _process = Process.Start(start)!;
        Output = ReadAsync();
    }

    /// <summary>What it wrote, once it has ended.</summary>
    public Task<string> Output { get; }

    /// <summary>Lets it begin. Until then it has loaded the module, which takes longest, and asked nobody anything.</summary>
    public void Begin() => _process.StandardInput.WriteLine();

    /// <summary>SIGKILL: it has no chance to do anything more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<string> ReadAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        var output = await _process.StandardOutput.ReadToEndAsync() + await errors;
        await _process.WaitForExitAsync();
        return output;
    }
}
