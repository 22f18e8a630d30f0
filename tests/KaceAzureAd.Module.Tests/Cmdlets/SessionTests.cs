using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Cmdlets;

public sealed class SessionTests : CmdletTest
{
    [Fact]
    public void A_device_code_is_shown_though_the_output_is_assigned_and_signs_in()
    {
        var result = RunWell("$s = Connect-KaceAad contoso.example -Environment Emulator -DeviceCode; $s");

        Assert.Contains("enter the code", result.HostText, StringComparison.Ordinal);
        var session = Assert.Single(result.Output);
        Assert.Equal(Session.Stage.TenantId, session.Properties["TenantId"].Value);
        Assert.Equal("admin@contoso.example", session.Properties["Account"].Value);
        Assert.Equal("DeviceCode", $"{session.Properties["SignInMethod"].Value}");
        Assert.Contains("Policy.ReadWrite.MobilityManagement", (IEnumerable<string>)session.Properties["Scopes"].Value);
    }

    [Fact]
    public void A_read_only_session_asks_for_no_permission_to_write_and_refuses_to()
    {
        var scopes = RunWell("(Connect-KaceAad -Environment Emulator -TenantId contoso.example -DeviceCode -ReadOnly).Scopes").Output.Select(o => $"{o}");
        Assert.DoesNotContain(scopes, s => s.Contains("ReadWrite", StringComparison.Ordinal));

        Session.Stage.ClearLog();
        foreach (var writer in new[] { "Add-KaceMobilityApp $setting", "Set-KaceMdmUri $setting", "Set-KaceMdmUserScope $setting -Scope All", "Grant-KaceConsent $setting -Permission User.Read -Confirm:$false", "Grant-KaceConsent $setting -NoBrowser -TimeoutSec 1 -Confirm:$false" })
        {
            RunIntoError(Setting + writer, "ReadOnlySession");
        }

        Assert.DoesNotContain(Session.Stage.Log, e => e.Origin == "Graph");
    }

    [Theory]
    [InlineData("Get-KaceMobilityApp")]
    [InlineData("Test-KaceAadPrerequisite")]
    [InlineData("Get-KaceMdmUserScope -AppId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01")]
    public void Without_a_session_there_is_one_clear_error(string cmdlet) =>
        Assert.Contains("Connect-KaceAad", RunIntoError(cmdlet, "NoSession"), StringComparison.Ordinal);

    [Fact]
    public void A_token_that_cannot_be_used_is_refused_and_the_current_session_stays()
    {
        var other = Session.Emulator;
        string Token(string text) => $"([Net.NetworkCredential]::new('', '{text}').SecurePassword)";
        RunWell(Connect);

        RunIntoError($"Connect-KaceAad -Environment Emulator -AccessToken {Token("not-a-token")}", "InvalidAccessToken");
        RunIntoError($"Connect-KaceAad -Environment Global -AccessToken $Rehearsal.AccessToken('admin', 'User.Read')", "TokenForAnotherCloud");
        RunIntoError("Connect-KaceAad 11111111-2222-3333-4444-555555555555 -Environment Emulator -AccessToken $Rehearsal.AccessToken('admin', 'User.Read')", "TokenForAnotherTenant");
        RunIntoError("Connect-KaceAad kacecloud.onmicrosoft.com -Environment Emulator -AccessToken $Rehearsal.AccessToken('admin', 'User.Read')", "TokenForAnotherTenant");
        RunIntoError("Connect-KaceAad 'https://contoso' -Environment Emulator -AccessToken $Rehearsal.AccessToken('admin', 'User.Read')", "InvalidTenant");
        var user = Contoso.Users[0];
        var expired = Emulator.SignIn.TokenExtensions.DelegatedToken(other.Context, Contoso, user, "14d82eec-204b-4c2f-b7e8-296a70dab67e", ["User.Read"], TimeSpan.FromMinutes(1), DateTimeOffset.UtcNow.AddHours(-2));
        RunIntoError($"Connect-KaceAad -Environment Emulator -AccessToken {Token(expired)}", "AccessTokenExpired");

        Assert.Equal(["admin@contoso.example"], Values("Get-KaceAadSession", "Account"));
    }

    [Fact]
    public void Sessions_are_per_runspace_and_can_be_given_or_piped()
    {
        RunWell(Connect + "$first = Get-KaceAadSession; " + Connect);
        Assert.Equal(2, RunWell("Get-KaceAadSession -All").Output.Count);
        Assert.Equal(2 * 3, RunWell($"{Setting} Get-KaceAadSession -All | Test-KaceAadPrerequisite -Name TenantReachable, EntraLicence, DeviceJoin").Output.Count);

        using var another = new PowerShellEngine();
        another.ImportModule(RehearsalSession.Manifest);
        Assert.Empty(another.Invoke("Get-KaceAadSession -All").Output);
        Assert.Single(another.Invoke("Get-KaceAadEnvironment Emulator; Get-KaceAadEnvironment Global").Output);

        RunWell("Disconnect-KaceAad");
        RunIntoError("Get-KaceMobilityApp", "NoSession");
        Assert.Equal(3, RunWell("Get-KaceMobilityApp -Session $first | Get-KaceMdmUserScope -Session $first; Get-KaceMobilityApp -Session $first").Output.Count - 1);
        RunWell("Disconnect-KaceAad -Session $first");
        RunIntoError("Get-KaceMobilityApp -Session $first", "SessionDisconnected");
    }

    [Fact]
    public void An_environment_of_ones_own_is_known_by_name_and_its_addresses_are_checked()
    {
        RunWell("New-KaceAadEnvironment Mine https://login.example https://graph.example");
        Assert.Equal(["https://graph.example/"], Values("Get-KaceAadEnvironment m*", "GraphEndpoint"));
        foreach (var bad in new[] { "Global https://a.example https://b.example", "Mine http://a.example https://b.example", "Mine https://a.example/path https://b.example", "Mine https://me@a.example https://b.example" })
        {
            RunIntoError("New-KaceAadEnvironment " + bad, "InvalidEnvironment");
        }

        Assert.Contains("Mine", RunIntoError("Connect-KaceAad -Environment Nowhere -DeviceCode", "EnvironmentNotFound"), StringComparison.Ordinal);
    }
}
