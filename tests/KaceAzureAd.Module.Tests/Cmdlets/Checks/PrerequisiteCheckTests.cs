namespace KaceAzureAd.Module.Tests.Cmdlets.Checks;

/// <summary>Each prerequisite in each of its states.</summary>
public sealed class PrerequisiteCheckTests : CheckTest
{
    private const string Test = "Test-KaceAadPrerequisite $setting -DnsServer $Rehearsal.DnsServer";

    [Theory]
    [InlineData("TenantReachable", "nothing", "Passed", "Contoso")]
    [InlineData("TenantReachable", "403 GET /v1.0/organization.*", "Failed", "denied")]
    [InlineData("KaceSetting", "nothing", "Passed", "neither a tenant nor a cloud")]
    [InlineData("EntraLicence", "nothing", "Passed", "P2")]
    [InlineData("EntraLicence", "no licence", "Failed", "P1 or P2")]
    [InlineData("EntraLicence", "licence used up", "Warning", "no licence is free")]
    [InlineData("EntraLicence", "licence suspended", "Failed", "P1 or P2")]
    [InlineData("EntraLicence", "403 GET /v1.0/subscribedSkus", "Skipped", "LicenseAssignment.Read.All")]
    [InlineData("EntraLicence", "500 GET /v1.0/subscribedSkus", "Failed", "could not be read")]
    [InlineData("AdministratorRoles", "nothing", "Passed", "every step")]
    [InlineData("AdministratorRoles", "no role", "Failed", "RoleEligibilitySchedule.Read.Directory")]
    [InlineData("AdministratorRoles", "role to activate", "Failed", "no active role")]
    [InlineData("AdministratorRoles", "403 GET /v1.0/me/.*", "Skipped", "could not be read")]
    [InlineData("GrantedPermissions", "nothing", "Passed", "every step")]
    [InlineData("CustomDomain", "nothing", "Passed", "of its own")]
    [InlineData("CustomDomain", "no domain", "Warning", "only the domain that Microsoft gave it")]
    [InlineData("CustomDomain", "403 GET /v1.0/organization.*", "Skipped", "could not be read")]
    [InlineData("DeviceJoin", "nothing", "Passed", "All users")]
    [InlineData("DeviceJoin", "join none", "Failed", "Nobody may join")]
    [InlineData("DeviceJoin", "join selected", "Warning", "cannot enrol: Windows Pilot, Device User.")]
    [InlineData("DeviceJoin", "403 GET /v1.0/policies/.*", "Skipped", "Policy.Read.DeviceConfiguration")]
    [InlineData("OtherMdmUserScope", "nothing", "Passed", "No other MDM")]
    [InlineData("OtherMdmUserScope", "intune all", "Failed", "claims all users")]
    [InlineData("OtherMdmUserScope", "intune enrollment all", "Failed", "claims all users")]
    [InlineData("OtherMdmUserScope", "intune some", "Failed", "scope All too")]
    [InlineData("OtherMdmUserScope", "both some, apart", "Warning", "other groups")]
    [InlineData("OtherMdmUserScope", "both some, shared", "Failed", "Windows Pilot")]
    [InlineData("OtherMdmUserScope", "both some, shared among many", "Failed", "Windows Pilot")]
    [InlineData("OtherMdmUserScope", "403 GET /beta/policies/mobileDevice.*", "Skipped", "Policy.Read.All")]
    [InlineData("MamUserScope", "nothing", "Passed", "No application")]
    [InlineData("MamUserScope", "mam some", "Warning", "MAM (WIP)")]
    [InlineData("MamUserScope", "403 GET /beta/policies/mobileApp.*", "Skipped", "Policy.Read.All")]
    [InlineData("OnPremisesKaceApp", "nothing", "Passed", "left over")]
    [InlineData("OnPremisesKaceApp", "on-premises app", "Failed", "manual way")]
    [InlineData("OnPremisesKaceApp", "403 GET /v1.0/servicePrincipals.*", "Skipped", "could not be read")]
    [InlineData("OnPremisesKaceApp", "500 GET /beta/policies/.*", "Failed", "could not be read")]
    [InlineData("KaceSingleSignOn", "nothing", "Passed", "sign in to KACE Cloud")]
    [InlineData("KaceSingleSignOn", "no single sign-on", "Warning", "older page")]
    [InlineData("KaceSingleSignOn", "403 GET /v1.0/applications.*", "Skipped", "Application.Read.All")]
    [InlineData("EnrollmentDns", "nothing", "Passed", "No domain has")]
    [InlineData("EnrollmentDns", "dns to KACE Cloud", "Passed", "points at KACE Cloud")]
    [InlineData("EnrollmentDns", "dns elsewhere", "Warning", "Microsoft Intune")]
    [InlineData("EnrollmentDns", "dns failing", "Skipped", "ServerFailure")]
    [InlineData("EnrollmentDns", "403 GET /v1.0/organization.*", "Skipped", "could not be read")]
    public void A_prerequisite_is_judged(string check, string change, string expected, string message) => Judged(Test, check, change, expected, message);

    [Theory]
    [InlineData("role to activate", "Warning", "is eligible for one")]
    [InlineData("no role", "Failed", "no active role")]
    public void Roles_to_activate_are_known_with_the_permission_for_it(string change, string expected, string message) =>
        Judged(Test, "AdministratorRoles", change, expected, message, ConnectForMore);

    [Fact]
    public void A_read_only_session_lacks_the_permissions_to_change_something() => Judged(
        Test, "GrantedPermissions", "nothing", "Failed", "cannot change the MDM user scope",
        "Connect-KaceAad -Environment Emulator -ReadOnly -AccessToken $Rehearsal.AccessToken('admin', 'User.Read', 'Policy.Read.All') > $null;");

    [Fact]
    public void Settings_of_another_tenant_fail_and_without_settings_there_is_nothing_to_judge()
    {
        const string Of = "$foreign = New-KaceAadSetting -TermsOfUseUri https://a.example/t -DiscoveryUri https://a.example/d -OnBoardUri ($Rehearsal.Environment.SignInEndpoint.ToString() + '{0}/adminconsent?client_id=' + $Rehearsal.State.KaceCloud.AppId);";
        string Status(string tenant) => Assert.Single(Values(Of.Replace("{0}", tenant, StringComparison.Ordinal) + "Test-KaceAadPrerequisite $foreign -Name KaceSetting", "Status"));
        RunWell(Connect);

        Assert.Equal("Failed", Status("4b2e9d31-0f0c-4a86-8f0a-6b6163650001"));
        Assert.Equal("Failed", Status("fabrikam.example"));
        Assert.Equal("Passed", Status("contoso.example"));
        Assert.Equal(["Skipped"], Values("Test-KaceAadPrerequisite -Name KaceSetting", "Status"));
        Assert.DoesNotContain("KaceSetting", Values("Test-KaceAadPrerequisite -DnsServer $Rehearsal.DnsServer", "Name"));
    }

    [Fact]
    public void Where_the_MDM_On_Board_URI_led_to_is_remembered_with_the_settings() => Assert.Equal(
        ["KACE Cloud's settings are for the environment Emulator and name no other tenant."],
        Values(Connect + "$Rehearsal.SettingText | ConvertFrom-KaceAadSetting | Test-KaceAadPrerequisite -Name KaceSetting", "Message"));

    [Fact]
    public void A_DNS_server_that_is_none_is_refused_before_anything_is_asked()
    {
        RunWell(Connect);
        Session.Stage.ClearLog();

        Assert.Contains("192.0.2.1:5353", RunIntoError("Test-KaceAadPrerequisite -DnsServer dns.example", "InvalidDnsServer"), StringComparison.Ordinal);
        Assert.Empty(Session.Stage.Log);
    }
}
