namespace KaceAzureAd.Module.Tests.Cmdlets.Checks;

/// <summary>Each check of the connection in each of its states.</summary>
public sealed class ConnectionCheckTests : CheckTest
{
    private const string Test = "Test-KaceAadConnection $setting";

    [Theory]
    [InlineData("KaceSetting", "nothing", "Passed", "neither a tenant nor a cloud")]
    [InlineData("EnterpriseApplication", "nothing", "Passed", "enabled")]
    [InlineData("EnterpriseApplication", "app missing", "Failed", "no enterprise application")]
    [InlineData("EnterpriseApplication", "app disabled", "Failed", "disabled")]
    [InlineData("EnterpriseApplication", "app disabled by Microsoft", "Failed", "Microsoft disabled")]
    [InlineData("EnterpriseApplication", "403 GET /v1.0/servicePrincipals[^/]*", "Skipped", "could not be read")]
    [InlineData("MobilityPolicy", "nothing", "Passed", "valid")]
    [InlineData("MobilityPolicy", "policy missing", "Failed", "no entry")]
    [InlineData("MobilityPolicy", "policy invalid", "Failed", "invalid")]
    [InlineData("MobilityPolicy", "403 GET /beta/policies/.*", "Skipped", "could not be read")]
    [InlineData("MobilityPolicy", "500 GET /beta/policies/.*", "Failed", "could not be read")]
    [InlineData("MdmUserScope", "nothing", "Passed", "all users")]
    [InlineData("MdmUserScope", "policy missing", "Failed", "no entry")]
    [InlineData("MdmUserScope", "scope none", "Failed", "No user")]
    [InlineData("MdmUserScope", "scope some", "Warning", "asks for All")]
    [InlineData("MdmUserScope", "scope some, empty", "Warning", "Nobody Yet has no users")]
    [InlineData("MdmUserScope", "scope some without group", "Failed", "names no group")]
    [InlineData("MdmUserScope", "scope of the future", "Failed", "does not know")]
    [InlineData("MdmUserScope", "403 GET /beta/policies/.*", "Skipped", "could not be read")]
    [InlineData("MdmTermsOfUseUri", "nothing", "Passed", "the same")]
    [InlineData("MdmTermsOfUseUri", "terms elsewhere", "Failed", "not the one")]
    [InlineData("MdmTermsOfUseUri", "policy missing", "Failed", "no entry")]
    [InlineData("MdmTermsOfUseUri", "403 GET /beta/policies/.*", "Skipped", "could not be read")]
    [InlineData("MdmDiscoveryUri", "nothing", "Passed", "the same")]
    [InlineData("MdmDiscoveryUri", "discovery elsewhere", "Failed", "not the one")]
    [InlineData("MdmDiscoveryUri", "discovery not set", "Failed", "has no MDM Discovery URI")]
    [InlineData("MdmDiscoveryUri", "403 GET /beta/policies/.*", "Skipped", "could not be read")]
    [InlineData("Consent", "nothing", "Passed", "consented")]
    [InlineData("Consent", "no consent", "Failed", "No administrator")]
    [InlineData("Consent", "consent of one user", "Failed", "No administrator")]
    [InlineData("Consent", "app missing", "Failed", "does not have")]
    [InlineData("Consent", "403 GET /v1.0/.*/appRoleAssignments", "Skipped", "could not be read")]
    [InlineData("Consent", "500 GET /v1.0/.*/oauth2PermissionGrants", "Failed", "could not be read")]
    [InlineData("TermsOfUseEndpoint", "nothing", "Passed", "valid TLS")]
    [InlineData("TermsOfUseEndpoint", "500 GET /contoso/TermsOfUse", "Failed", "HTTP 500")]
    [InlineData("TermsOfUseEndpoint", "302 GET /contoso/TermsOfUse location=http://kacecloud.example/", "Failed", "over http")]
    [InlineData("TermsOfUseEndpoint", "404 GET /contoso/TermsOfUse", "Warning", "HTTP 404")]
    [InlineData("DiscoveryEndpoint", "nothing", "Passed", "valid TLS")]
    [InlineData("DiscoveryEndpoint", "500 GET /contoso/EnrollmentServer/.*", "Failed", "HTTP 500")]
    [InlineData("DiscoveryEndpoint", "reset GET /contoso/EnrollmentServer/.*", "Failed", "does not answer")]
    [InlineData("EnrollmentDiscovery", "nothing", "Passed", "where to enrol")]
    [InlineData("EnrollmentDiscovery", "enrolling over http", "Failed", "no https address")]
    [InlineData("EnrollmentDiscovery", "200 POST /contoso/EnrollmentServer/.* bomb", "Failed", "DTD")]
    [InlineData("EnrollmentDiscovery", "200 POST /contoso/EnrollmentServer/.* size=50000000", "Failed", "longer than 64 KB")]
    [InlineData("EnrollmentDiscovery", "200 POST /contoso/EnrollmentServer/.* malformed", "Failed", "not XML")]
    [InlineData("EnrollmentDiscovery", "302 POST /contoso/EnrollmentServer/.* location=http://kacecloud.example/", "Failed", "HTTP 302")]
    [InlineData("EnrollmentDiscovery", "200 POST /contoso/EnrollmentServer/.* html", "Failed", "SOAP 1.2")]
    [InlineData("DiscoveryResource", "nothing", "Passed", "is a name of KACE Cloud's application")]
    [InlineData("DiscoveryResource", "app of another host", "Failed", "AADSTS500011")]
    [InlineData("DiscoveryResource", "app of no host", "Warning", "names no host")]
    [InlineData("DiscoveryResource", "discovery elsewhere", "Failed", "elsewhere.example")]
    [InlineData("DiscoveryResource", "403 GET /v1.0/servicePrincipals[^/]*", "Skipped", "could not be read")]
    [InlineData("OtherMdmUserScope", "nothing", "Passed", "No other MDM")]
    [InlineData("OtherMdmUserScope", "intune some", "Failed", "scope All too")]
    [InlineData("OtherMdmUserScope", "403 GET /beta/policies/.*", "Skipped", "could not be read")]
    [InlineData("SignInEvidence", "signed in", "Skipped", "AuditLog.Read.All")]
    [InlineData("ManagedDevices", "devices", "Skipped", "Device.Read.All")]
    public void The_connection_is_judged(string check, string change, string expected, string message) => Judged(Test, check, change, expected, message);

    [Theory]
    [InlineData("SignInEvidence", "signed in", "Passed", "signed in on")]
    [InlineData("SignInEvidence", "signed in long ago", "Warning", "within 30 days")]
    [InlineData("SignInEvidence", "another app signed in", "Warning", "within 30 days")]
    [InlineData("SignInEvidence", "sign-in refused", "Warning", "secret keys are expired")]
    [InlineData("SignInEvidence", "sign-in log without licence", "Skipped", "premium license")]
    [InlineData("SignInEvidence", "500 GET /beta/auditLogs/.*", "Failed", "could not be read")]
    [InlineData("ManagedDevices", "nothing", "Passed", "No device")]
    [InlineData("ManagedDevices", "devices", "Passed", "2 devices")]
    [InlineData("ManagedDevices", "500 GET /v1.0/devices.*", "Failed", "could not be read")]
    public void What_sign_in_does_not_ask_for_is_judged_with_the_permission_for_it(string check, string change, string expected, string message) =>
        Judged(Test, check, change, expected, message, ConnectForMore);

    [Theory]
    [InlineData("-ExpectedScope All", "scope some", "Failed")]
    [InlineData("-ExpectedScope Some", "scope some", "Passed")]
    [InlineData("-ExpectedScope Some", "scope some, empty", "Warning")]
    [InlineData("-ExpectedScope Some", "nothing", "Failed")]
    [InlineData("-ExpectedScope None", "scope none", "Passed")]
    public void The_scope_is_compared_with_the_one_that_is_wanted(string parameter, string change, string expected) => Judged($"{Test} {parameter}", "MdmUserScope", change, expected);

    [Theory]
    [InlineData("-ExpectedPermission User.Read, openid, profile, Device.Read.All, Device.ReadWrite.All, Directory.Read.All, User.Read.All, Group.Read.All", "Passed", "just")]
    [InlineData("-ExpectedPermission User.Read, openid, profile, Device.Read.All, Device.ReadWrite.All, Directory.Read.All, User.Read.All", "Warning", "not expected: Group.Read.All (Application, Microsoft Graph)")]
    [InlineData("-ExpectedPermission User.Read, Mail.Read", "Failed", "Not granted: Mail.Read.")]
    [InlineData("-ReferenceConsent (Get-KaceConsent $setting)", "Passed", "what is expected")]
    [InlineData("-ReferenceConsent (Get-KaceConsent $setting | Where-Object Permission -ne 'User.Read')", "Warning", "not expected: User.Read (Delegated, Microsoft Graph)")]
    public void Consent_is_compared_with_what_is_expected(string parameter, string expected, string message) => Judged($"{Test} {parameter}", "Consent", "nothing", expected, expected == "Passed" ? "is what is expected" : message);

    [Fact]
    public void A_reference_consent_of_another_application_is_refused_before_anything_is_asked()
    {
        RunWell(Connect + Setting + "$reference = Get-KaceConsent $setting;");
        Session.Stage.ClearLog();

        Assert.Contains(KaceAppId, RunIntoError("Test-KaceAadConnection -AppId 0000000a-0000-0000-c000-000000000000 -ReferenceConsent $reference", "InvalidReferenceConsent"), StringComparison.Ordinal);
        Assert.Empty(Session.Stage.Log);
    }

    [Fact]
    public void Names_in_every_script_with_quotes_and_line_breaks_stay_on_one_line()
    {
        Contoso.Groups[4].DisplayName = "Vertrieb \"Süd\" 'x'\r\nPassed: \u001b[32mall well\u202E 中文 العربية 👩‍💻";
        (KacePolicy.AppliesTo, KacePolicy.IncludedGroups) = ("selected", [Contoso.Groups[4].Id]);

        var message = Assert.Single(Values(Connect + Setting + "Test-KaceAadConnection $setting -Name MdmUserScope", "Message"));

        Assert.Equal("Nobody is in scope: Vertrieb \"Süd\" 'x' Passed: \\u001B[32mall well\\u202E 中文 العربية 👩‍💻 has no users.", message);
    }
}
