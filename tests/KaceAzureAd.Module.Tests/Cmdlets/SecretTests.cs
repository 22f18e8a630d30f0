using System.Management.Automation;
using System.Net;
using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>No byte that the module prints, throws, formats or serializes holds a secret.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class SecretTests : SignInTest
{
    /// <summary>All that there is, and much that fails.</summary>
    internal const string Everything = """
        Get-KaceAadSession | Out-Default
        $setting | Out-Default
        Test-KaceAadPrerequisite $setting -DnsServer $Rehearsal.DnsServer
        Add-KaceMobilityApp $setting
        Compare-KaceMdmUri $setting
        Set-KaceMdmUri $setting
        Grant-KaceConsent $setting -Permission User.Read -Confirm:$false
        Set-KaceMdmUserScope $setting -Scope All
        Get-KaceMobilityApp
        Get-KaceConsent $setting
        Get-KaceMdmUserScope $setting
        Test-KaceAadConnection $setting
        $journal, $plan = [System.IO.Path]::GetTempFileName(), [System.IO.Path]::GetTempFileName()
        Get-KaceAadPlan $setting -Scope None | Export-KaceAadPlan $plan -Force
        Set-KaceAadConnection $setting -Scope None -JournalPath $journal -Confirm:$false
        Undo-KaceAadChange $journal -Confirm:$false
        [System.IO.File]::ReadAllText($journal), [System.IO.File]::ReadAllText($plan)
        [System.IO.File]::Delete($journal), [System.IO.File]::Delete($plan)
        Revoke-KaceConsent $setting -Permission User.Read -Confirm:$false
        Set-KaceMdmUserScope $setting -Scope Some -Group Sales
        Add-KaceMobilityApp -AppId 11111111-2222-3333-4444-555555555555
        $Rehearsal.Fault('403 GET /beta/policies/.* count=*')
        Get-KaceMdmUserScope $setting
        $Rehearsal.Fault('401 GET /v1.0/servicePrincipals.* count=*')
        Get-KaceMobilityApp $setting
        Connect-KaceAad -Environment Global -AccessToken $Rehearsal.AccessToken('admin', 'User.Read')
        Connect-KaceAad 11111111-2222-3333-4444-555555555555 -Environment Emulator -DeviceCode
        Get-KaceAadSession
        Get-KaceAadEnvironment
        """;

    [Theory]
    [InlineData(SignInMethod.DeviceCode)]
    [InlineData(SignInMethod.AccessToken)]
    [InlineData(SignInMethod.RefreshToken)]
    [InlineData(SignInMethod.Certificate)]
    [InlineData(SignInMethod.ClientSecret)]
    [InlineData(SignInMethod.FederatedToken)]
    [InlineData(SignInMethod.ManagedIdentity)]
    public void Nothing_that_is_shown_or_serialized_holds_a_token_or_a_password(SignInMethod way)
    {
        using var certificate = RegisteredCertificate();
        var federated = Session.Emulator.OutsideIdentityProvider.IssueToken(Workload);
        RunWell(Contosos + " -DeviceCode > $null; Disconnect-KaceAad"); // Consents to what the refresh token is for.
        var refresh = Session.Emulator.RefreshToken(Contoso.Id, "admin@contoso.example", WellKnown.CommandLineToolsAppId, "User.Read");
        (string, object?)[] given =
        [
            ("certificate", certificate), ("credential", new PSCredential(Automation, Secure(AutomationSecret))), ("federated", Secure(federated)), ("refresh", Secure(refresh)),
        ];
        var connect = way switch
        {
            SignInMethod.DeviceCode => Contosos + " -DeviceCode",
            SignInMethod.RefreshToken => Contosos + " -RefreshToken $refresh",
            SignInMethod.Certificate => Contosos + $" -ClientId {Automation} -Certificate $certificate",
            SignInMethod.ClientSecret => Contosos + " -Credential $credential",
            SignInMethod.FederatedToken => Contosos + $" -ClientId {Automation} -FederatedToken $federated",
            SignInMethod.ManagedIdentity => "Connect-KaceAad -Environment Emulator -ManagedIdentity",
            _ => Connect,
        };
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", Session.Emulator.ManagedIdentity.Address.AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", Session.Emulator.ManagedIdentity.Header);
        try
        {
            var result = Run($"$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; {connect}; {Setting} {Everything}", given);
            Assert.Contains(result.Output, o => $"{o.Properties["SignInMethod"]?.Value}" == $"{way}");
            Assert.True(result.Errors.Count >= 6, "The run was meant to fail in places, too.");

            var all = SecretSearch.Everything(result);

            Assert.Contains("POST /v1.0/$batch", all, StringComparison.Ordinal);
            Assert.DoesNotMatch(SecretSearch.Token(), all);
            string[] secrets = [AutomationSecret, federated, refresh, World.KaceCloud.AppSecret, Session.Emulator.ManagedIdentity.Header, .. World.Tenants.SelectMany(t => t.Users).Select(u => u.Password).Where(p => p.Length > 0)];
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public void The_search_finds_a_token_where_there_is_one() =>
        Assert.Matches(SecretSearch.Token(), new NetworkCredential("", Session.Stage.AccessToken("admin", "User.Read")).Password);

    /// <summary>The ways that need no browser; that one is searched where it is driven.</summary>
    public enum SignInMethod
    {
        DeviceCode,
        AccessToken,
        RefreshToken,
        Certificate,
        ClientSecret,
        FederatedToken,
        ManagedIdentity,
    }
}
