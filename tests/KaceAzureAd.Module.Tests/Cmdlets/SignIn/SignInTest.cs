using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>Connect-KaceAad in the real engine, with real MSAL.</summary>
public abstract class SignInTest : CmdletTest
{
    /// <summary>appId of the application that the scenario app-only has.</summary>
    protected const string Automation = "7f3c2a10-5b7e-4c55-9d64-0c0a70500502";

    protected const string AutomationSecret = "contoso-automation-demo-secret";

    /// <summary>Subject of the outside identity that it trusts.</summary>
    protected const string Workload = "repo:contoso/kace-connection:environment:production";

    /// <summary>Whom most tests sign in to.</summary>
    protected const string Contosos = "Connect-KaceAad contoso.example -Environment Emulator";

    protected override string ScenarioName => "app-only";

    protected Application AutomationApp => World.FindApplication(Automation)!.Value.App;

    protected static SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;

    protected static X509Certificate2 MakeCertificate(TimeSpan from, TimeSpan to)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Contoso Automation", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow + from, DateTimeOffset.UtcNow + to);
    }

    /// <summary>A certificate that the application takes.</summary>
    protected X509Certificate2 RegisteredCertificate()
    {
        var certificate = MakeCertificate(TimeSpan.FromDays(-1), TimeSpan.FromDays(1));
        lock (World.Gate)
        {
            AutomationApp.AddCertificate(certificate);
        }

        return certificate;
    }

    protected EngineResult Run(string script, params (string Name, object? Value)[] variables) =>
        Session.Engine.Invoke(script, variables.ToDictionary(v => v.Name, v => v.Value));

    /// <summary>The one session that a script makes.</summary>
    protected PSObject Connected(string script, params (string Name, object? Value)[] variables)
    {
        var result = Run(script, variables);
        Assert.True(result.Errors.Count == 0, string.Join(Environment.NewLine, result.Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}")));
        return Assert.Single(result.Output);
    }

    /// <summary>The one error that a script ends in; it leaves no session.</summary>
    protected string Refused(string code, string script, params (string Name, object? Value)[] variables)
    {
        var result = Run(script, variables);
        var error = Assert.Single(result.Errors);
        Assert.Equal("KaceAad." + code, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(result.Output);
        Assert.Empty(RunWell("Get-KaceAadSession -All").Output);
        return error + " " + error.ErrorDetails.RecommendedAction;
    }

    protected static object? Property(PSObject session, string name) => session.Properties[name].Value;
}
