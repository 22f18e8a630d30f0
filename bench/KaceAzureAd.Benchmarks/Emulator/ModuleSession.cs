using System.Net;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Benchmarks.Emulator;

/// <summary>
/// The module in the real engine, with <c>$environment</c>, <c>$customers</c>, <c>$consent</c> (what KACE Cloud's application asks for) and <c>$address</c> of the emulator in scope.
/// </summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly PowerShellEngine _engine = new();

    /// <param name="address">Where the emulator is.</param>
    /// <param name="manifest">The module; null for the clone's own.</param>
    public ModuleSession(EmulatorAddress address, string? manifest = null)
    {
        _engine.ImportModule(manifest ?? RehearsalSession.Manifest);
        using var authority = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(address.Authority));
        var variables = new Dictionary<string, object?>
        {
            ["address"] = address,
            ["authority"] = authority,
            ["customers"] = address.Customers.Select(c => new { c.TenantId, AccessToken = new NetworkCredential("", c.AccessToken).SecurePassword, c.SettingText }).ToArray(),
        };
        Run(
            """
            $environment = New-KaceAadEnvironment Emulator $address.SignIn $address.Graph -TrustedCertificate ([Security.Cryptography.X509Certificates.X509Certificate2]::new($authority))
            $consent = foreach ($asked in $address.Consent) {
                @{ TenantId = 'reference'; AppId = $address.AppId; Permission = $asked.Permission; Type = $asked.Type; ResourceAppId = $asked.ResourceAppId; IsTenantWide = $true }
            }
            """,
            variables);
    }

    /// <summary>Signs in to every customer, and reads its settings: <c>$sessions</c>, and <c>$work</c> with both of each.</summary>
    public void ConnectAll() => Run(
        """
        $sessions = foreach ($customer in $customers) { Connect-KaceAad -Environment $environment -AccessToken $customer.AccessToken }
        $byTenant = @{}
        foreach ($session in $sessions) { $byTenant[$session.TenantId] = $session }
        $work = foreach ($customer in $customers) {
            [pscustomobject]@{ Session = $byTenant[$customer.TenantId]; Setting = ConvertFrom-KaceAadSetting $customer.SettingText -AppId $address.AppId }
        }
        """);

    /// <summary>Runs a script that has to leave no error.</summary>
    public EngineResult Run(string script, IReadOnlyDictionary<string, object?>? variables = null)
    {
        var result = _engine.Invoke(script, variables);
        return result.Errors.Count == 0 ? result : throw new InvalidOperationException($"{result.Errors[0]} {result.Errors[0].ScriptStackTrace}");
    }

    public void Dispose() => _engine.Dispose();
}
