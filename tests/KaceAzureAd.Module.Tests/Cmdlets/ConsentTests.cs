using KaceAzureAd.Emulator.State;
using KaceAzureAd.Emulator.Visitor;

namespace KaceAzureAd.Module.Tests.Cmdlets;

public sealed class ConsentTests : CmdletTest
{
    [Fact]
    public void Consent_given_in_the_browser_is_seen_and_is_not_asked_for_again()
    {
        RunWell(Connect + Setting + "Add-KaceMobilityApp $setting > $null; $Rehearsal.AcceptInBrowser($setting.OnBoardUri)");

        var consents = RunWell("Grant-KaceConsent $setting -NoBrowser -Confirm:$false -TimeoutSec 30").Output;
        Assert.Equal(8, consents.Count);
        Assert.Contains(consents, c => $"{c.Properties["Permission"].Value}" == "Device.ReadWrite.All" && $"{c.Properties["Type"].Value}" == "Application");

        Assert.DoesNotContain("Open this address", RunWell("Grant-KaceConsent $setting -NoBrowser -Confirm:$false").HostText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_that_is_declined_is_not_seen_and_the_error_says_what_to_do()
    {
        RunWell(Connect + Setting + "Add-KaceMobilityApp $setting > $null");
        using var visitor = new PageVisitor(Session.Emulator.TrustedCertificate);
        await visitor.SignInAndAcceptAsync(
            new Uri(Session.Emulator.Origins.KaceCloud + "/contoso/onboard"), "admin@contoso.example", "Demo-Admin-1", accept: false, Cancellation);

        Assert.Contains("accept", RunIntoError("Grant-KaceConsent $setting -NoBrowser -Confirm:$false -TimeoutSec 2", "ConsentNotSeen"), StringComparison.Ordinal);
        Assert.Empty(Contoso.AppRoleAssignments);
    }

    [Fact]
    public void What_somebody_else_granted_is_kept()
    {
        RunWell(Connect + Setting + "Add-KaceMobilityApp $setting > $null");
        var kace = Contoso.ServicePrincipals.Single(s => s.AppId == KaceAppId);
        var graph = Contoso.ServicePrincipals.Single(s => s.AppId == "00000003-0000-0000-c000-000000000000");
        Contoso.GrantScopes(kace, graph, ["email"]);

        RunWell("Grant-KaceConsent $setting -Permission User.Read -Confirm:$false");

        Assert.Equal("email User.Read", Contoso.OAuth2PermissionGrants.Single(g => g.ClientId == kace.Id).Scope);
    }

    [Theory]
    [InlineData("-Permission Device.Read.Al", "PermissionNotFound")]
    [InlineData("-Permission openid -Type Application", "PermissionNotFound")]
    [InlineData("-Permission User.Read -ResourceAppId 11111111-2222-3333-4444-555555555555", "AppNotFound")]
    public void A_permission_that_nobody_offers_is_refused(string parameters, string code)
    {
        RunWell(Connect + Setting + "Add-KaceMobilityApp $setting > $null");
        Session.Stage.ClearLog();

        RunIntoError($"Grant-KaceConsent $setting {parameters} -Confirm:$false", code);
        Assert.Empty(Writes);
    }

    [Fact]
    public void An_application_that_is_not_there_can_be_granted_nothing() =>
        Assert.Contains("Add-KaceMobilityApp", RunIntoError(Connect + Setting + "Grant-KaceConsent $setting -Permission User.Read -Confirm:$false", "AppNotFound"), StringComparison.Ordinal);
}
