using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Core.Tests.Emulator;

/// <summary>The emulator as a process of its own, on .NET: the rehearsal with --keep.</summary>
public sealed class EmulatorProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _script;
    private readonly string _certificate;

    private EmulatorProcess(Process process, string script, IReadOnlyDictionary<string, string> told, Match environment, string certificate)
    {
        (_process, _script, _certificate) = (process, script, certificate);
        Environment = KaceAadEnvironment.Create(
            "Emulator", new Uri(environment.Groups[1].Value), new Uri(environment.Groups[2].Value), new X509Certificate2(certificate));
        TenantId = told["tenant"];
        Dns = DnsServer.Parse(told["dns"]);
        Setting = KaceAadSetting.FromPage(Encoding.UTF8.GetString(Convert.FromBase64String(told["setting"])));
        AccessToken = new NetworkCredential("", told["token"]).SecurePassword;
    }

    public KaceAadEnvironment Environment { get; }

    public string TenantId { get; }

    public IPEndPoint Dns { get; }

    /// <summary>The tenant's settings in KACE Cloud.</summary>
    public KaceAadSetting Setting { get; }

    /// <summary>An administrator's token, for reading only.</summary>
    public SecureString AccessToken { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    public static EmulatorProcess Start(string scenario)
    {
        var script = Path.Combine(Path.GetTempPath(), $"kaceazuread-{Guid.NewGuid():N}.ps1");
        File.WriteAllText(script, """
            $Rehearsal.Tell("tenant=$($Rehearsal.TenantId)")
            $Rehearsal.Tell("dns=$($Rehearsal.DnsServer)")
            $Rehearsal.Tell("setting=$([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($Rehearsal.SettingText)))")
            $Rehearsal.Tell("token=$([Net.NetworkCredential]::new('', $Rehearsal.AccessToken('admin', 'Organization.Read.All')).Password)")
            """);
        var world = script + ".json";
        File.WriteAllText(world, $$"""{ "base": "{{scenario}}", "behaviour": { "rsaCertificates": true } }""");
        var process = Process.Start(new ProcessStartInfo("dotnet", $"\"{BuildValue.Of("Rehearsal")}\" --scenario \"{world}\" --script \"{script}\" --keep")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var lines = new BlockingCollection<string>();
        process.OutputDataReceived += (_, e) => lines.Add(e.Data ?? "(ended)");
        process.BeginOutputReadLine();

        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = new StringBuilder();
        var certificate = "";
        while (lines.TryTake(out var line, TimeSpan.FromSeconds(60)) && line != "(ended)")
        {
            all.AppendLine(line);
            if (Match(line, "^([a-z]+)=(.+)$") is { Success: true } value)
            {
                told[value.Groups[1].Value] = value.Groups[2].Value;
            }
            else if (Match(line, @"X509Certificate2\]::new\('(.+)'\)") is { Success: true } path)
            {
                certificate = path.Groups[1].Value;
            }
            else if (Match(line, @"New-KaceAadEnvironment Emulator (\S+) (\S+)") is { Success: true } environment)
            {
                return new EmulatorProcess(process, script, told, environment, certificate);
            }
        }

        throw new InvalidOperationException($"The emulator did not start: {all}");
    }

    private static Match Match(string line, string pattern) => Regex.Match(line, pattern, RegexOptions.None, TimeSpan.FromSeconds(5));

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        File.Delete(_script);
        File.Delete(_script + ".json");
        File.Delete(_certificate);
    }
}
