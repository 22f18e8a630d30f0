using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Benchmarks.Emulator;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Benchmarks.Import;

/// <summary>The child's side: imports one module in an engine that has run nothing else, and uses it for the first time.</summary>
internal static class ImportMeasurement
{
    public static ImportResult Measure(string manifest, EmulatorAddress? address)
    {
        using var engine = new PowerShellEngine();
        engine.Invoke("$null");
        var before = Environment.WorkingSet;
        var import = Time(() => engine.ImportModule(manifest));
        var imported = Environment.WorkingSet - before;
        if (address is null)
        {
            return new ImportResult(import, imported, null, null, null, imported);
        }

        using var authority = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(address.Authority));
        Run(
            "$environment = New-KaceAadEnvironment Emulator $address.SignIn $address.Graph -TrustedCertificate $authority",
            new() { ["address"] = address, ["authority"] = authority, ["token"] = new NetworkCredential("", address.Customers[0].AccessToken).SecurePassword });
        var connect = Time(() => Run("$null = Connect-KaceAad -Environment $environment -AccessToken $token", []));
        var firstObject = Time(() => Run("Get-KaceAadSession", []));
        var firstCall = Time(() => Run("Get-KaceMobilityApp -AppId $address.AppId", []));
        return new ImportResult(import, imported, connect, firstObject, firstCall, Environment.WorkingSet - before);

        void Run(string script, Dictionary<string, object?> variables)
        {
            if (engine.Invoke(script, variables).Errors is [var error, ..])
            {
                throw new InvalidOperationException($"{script}: {error}");
            }
        }
    }

    private static double Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }
}
