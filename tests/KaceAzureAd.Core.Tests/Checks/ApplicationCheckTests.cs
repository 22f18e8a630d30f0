using KaceAzureAd.Checks;
using KaceAzureAd.Checks.Connection;
using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using Microsoft.Graph.Models;
using static KaceAzureAd.Core.Tests.Checks.Snapshots;

namespace KaceAzureAd.Core.Tests.Checks;

/// <summary>Checks of KACE Cloud's application: there, consented to, in use.</summary>
public sealed class ApplicationCheckTests
{
    [Theory]
    [InlineData(true, null, CheckStatus.Passed)]
    [InlineData(true, "NotDisabled", CheckStatus.Passed)]
    [InlineData(true, "DisabledDueToViolationOfServicesAgreement", CheckStatus.Failed)]
    [InlineData(false, null, CheckStatus.Failed)]
    [InlineData(null, null, CheckStatus.Warning)]
    public void The_enterprise_application_is_enabled_by_the_tenant_and_by_Microsoft(bool? isEnabled, string? disabled, CheckStatus expected) => Assert.Equal(
        expected, Judge("EnterpriseApplication", Good with { ServicePrincipal = Read(new ServicePrincipal { AccountEnabled = isEnabled, DisabledByMicrosoftStatus = disabled }) }).Status);

    [Fact]
    public void An_application_that_is_not_there_has_failed_and_is_not_only_unread()
    {
        var absent = new KaceAadException(ErrorCodes.NotFound, "No.", "No.");

        Assert.Equal("not there", Judge("EnterpriseApplication", Good with { ServicePrincipal = Error<ServicePrincipal>(absent) }).Actual);
        Assert.Equal("not there", Judge("DiscoveryResource", Good with { ServicePrincipal = Error<ServicePrincipal>(absent) }).Actual);
        Assert.Equal("not there", Judge("Consent", Good with { DelegatedGrants = Error<IReadOnlyList<OAuth2PermissionGrant>>(absent) }).Actual);
        Assert.Equal("not there", Judge("Consent", Good with { AppRoleAssignments = Error<IReadOnlyList<AppRoleAssignment>>(absent) }).Actual);
    }

    [Theory]
    [InlineData("AllPrincipals", "User.Read", 0, CheckStatus.Passed)]
    [InlineData("Principal", "User.Read", 0, CheckStatus.Failed)]
    [InlineData("AllPrincipals", " ", 0, CheckStatus.Failed)]
    [InlineData(null, null, 0, CheckStatus.Failed)]
    [InlineData("Principal", "User.Read", 1, CheckStatus.Passed)]
    public void Consent_is_what_holds_for_all_users(string? type, string? scope, int roles, CheckStatus expected) => Assert.Equal(expected, Judge("Consent", Good with
    {
        DelegatedGrants = List(new OAuth2PermissionGrant { ConsentType = type, Scope = scope }),
        AppRoleAssignments = List([.. Enumerable.Range(0, roles).Select(_ => new AppRoleAssignment { AppRoleId = DeviceReadAll })]),
    }).Status);

    [Theory]
    [InlineData("User.Read Device.Read.All", CheckStatus.Passed, "")]
    [InlineData("user.read DEVICE.READ.ALL", CheckStatus.Passed, "")]
    [InlineData("User.Read 7438b122-aefc-4978-80ed-43db9fcc7715", CheckStatus.Failed, "Not granted: 7438b122-aefc-4978-80ed-43db9fcc7715. Granted, but not expected: Device.Read.All (Application, Microsoft Graph).")]
    [InlineData("User.Read", CheckStatus.Warning, "All that is expected is granted. Granted, but not expected: Device.Read.All (Application, Microsoft Graph).")]
    [InlineData("User.Read Device.Read.All Group.Read.All", CheckStatus.Failed, "Not granted: Group.Read.All.")]
    public void Consent_is_compared_with_a_list(string names, CheckStatus expected, string message)
    {
        var result = Judge("Consent", Good, new CheckOptions { ExpectedPermissions = names.Split(' ') });

        Assert.Equal(expected, result.Status);
        Assert.Equal(message.Length == 0 ? "What is granted is what is expected." : message, result.Message);
    }

    [Theory]
    [InlineData("User.Read", ConsentType.Delegated, GraphAppId, true, CheckStatus.Passed)]
    [InlineData("User.Read", ConsentType.Delegated, null, true, CheckStatus.Passed)]
    [InlineData("User.Read", ConsentType.Application, GraphAppId, true, CheckStatus.Failed)]
    [InlineData("User.Read", ConsentType.Delegated, IntuneAppId, true, CheckStatus.Failed)]
    [InlineData("User.Read", ConsentType.Delegated, GraphAppId, false, CheckStatus.Warning)]
    public void Consent_is_compared_with_another_tenants(string permission, ConsentType type, string? resource, bool isTenantWide, CheckStatus expected)
    {
        KaceConsent[] reference = [Reference("Device.Read.All", ConsentType.Application, GraphAppId, true), Reference(permission, type, resource, isTenantWide)];

        Assert.Equal(expected, Judge("Consent", Good, new CheckOptions { ReferenceConsent = reference }).Status);
    }

    [Fact]
    public void Consent_that_cannot_be_named_is_not_taken_for_another()
    {
        var expected = new CheckOptions { ExpectedPermissions = ["User.Read", "Device.Read.All"] };

        Assert.Equal(CheckStatus.Failed, Judge("Consent", Good with { Resources = [Error<ServicePrincipal>(Broken)] }, expected).Status);
        Assert.Equal(CheckStatus.Skipped, Judge("Consent", Good with { Resources = [Error<ServicePrincipal>(Denied)] }, expected).Status);
        Assert.Contains("Granted, but not expected: 7438b122", Judge("Consent", Good with { Resources = [] }, expected).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_of_another_application_or_of_nobodys_consent_is_refused()
    {
        var (other, nobodys) = (Refused(Reference("User.Read", ConsentType.Delegated, GraphAppId, true, IntuneAppId)), Refused(Reference("User.Read", ConsentType.Delegated, GraphAppId, false)));
        Assert.Equal((ErrorCodes.InvalidReferenceConsent, IntuneAppId), (other.Code, other.Target));
        Assert.Equal((ErrorCodes.InvalidReferenceConsent, AppId), (nobodys.Code, nobodys.Target));
        ExpectedConsent.Demand(new CheckOptions { AppId = AppId, ReferenceConsent = [Reference("User.Read", ConsentType.Delegated, GraphAppId, false), Reference("User.Read", ConsentType.Delegated, GraphAppId, true)] });
        ExpectedConsent.Demand(new CheckOptions { AppId = AppId.ToUpperInvariant(), ReferenceConsent = [Reference("User.Read", ConsentType.Delegated, GraphAppId, true)] });

        static KaceAadException Refused(KaceConsent reference) => Assert.Throws<KaceAadException>(() => ExpectedConsent.Demand(new CheckOptions { Setting = Setting, ReferenceConsent = [reference] }));
    }

    [Fact]
    public void Resources_are_read_where_permissions_are_compared_and_the_application_that_is_named_counts()
    {
        Assert.Empty(ExpectedConsent.ResourcesOf(new CheckOptions()));
        Assert.Equal([GraphAppId], ExpectedConsent.ResourcesOf(new CheckOptions { ExpectedPermissions = ["User.Read"] }));
        Assert.Equal([IntuneAppId, GraphAppId], ExpectedConsent.ResourcesOf(new CheckOptions { ReferenceConsent = [Reference("Enrol", ConsentType.Delegated, IntuneAppId, true)] }));
        Assert.Equal("another", new CheckOptions { AppId = "another", Setting = Setting }.TargetAppId);
    }

    [Theory]
    [InlineData("https://contoso.kacecloud.example/broker/heliumsso/endpoint", CheckStatus.Passed)]
    [InlineData("https://contoso.kacecloud.example/auth/BROKER/heliumsso/endpoint/?x=1", CheckStatus.Passed)]
    [InlineData("https://contoso.kacecloud.example/broker/heliumsso/endpoint/more", CheckStatus.Warning)]
    [InlineData("", CheckStatus.Warning)]
    public void Single_sign_on_is_told_by_its_address(string address, CheckStatus expected)
    {
        Assert.Equal(expected, Judge("KaceSingleSignOn", Good with { Applications = List(new Application { Web = new WebApplication { RedirectUris = [address] } }) }).Status);
        Assert.Equal(expected, Judge("KaceSingleSignOn", Good with { Applications = List(new Application { IdentifierUris = [address] }) }).Status);
    }

    [Theory]
    [InlineData("https://contoso.kacecloud.example", CheckStatus.Passed)]
    [InlineData("https://CONTOSO.kacecloud.example/mdm/", CheckStatus.Passed)]
    [InlineData("https://kacecloud.example", CheckStatus.Failed)]
    [InlineData("https://contoso.kacecloud.example.evil.example", CheckStatus.Failed)]
    [InlineData("api://8d5f6b72-3a94-4c1e-b0d7-6b6163656d01", CheckStatus.Failed)]
    [InlineData("8d5f6b72-3a94-4c1e-b0d7-6b6163656d01", CheckStatus.Warning)]
    public void The_discovery_host_is_a_name_of_the_application(string name, CheckStatus expected) => Assert.Equal(
        expected, Judge("DiscoveryResource", Good with { ServicePrincipal = Read(new ServicePrincipal { ServicePrincipalNames = [name] }) }).Status);

    [Fact]
    public void The_discovery_host_is_the_one_that_Azure_AD_tells_devices()
    {
        var elsewhere = Policy(AppId, "KACE Cloud", "all");
        elsewhere.DiscoveryUrl = "https://elsewhere.example/";
        var noAddress = Policy(AppId, "KACE Cloud", "all");
        noAddress.DiscoveryUrl = "nowhere";

        Assert.Equal(CheckStatus.Failed, Judge("DiscoveryResource", Good with { MobilityPolicies = List(elsewhere) }).Status);
        Assert.Equal(CheckStatus.Failed, Judge("DiscoveryResource", Good with { MobilityPolicies = List(noAddress) }).Status);
        Assert.Equal(CheckStatus.Passed, Judge("DiscoveryResource", Good with { MobilityPolicies = Error<IReadOnlyList<KaceAzureAd.Graph.MobilityPolicies.MobilityPolicy>>(Denied) }).Status);
        Assert.Equal(CheckStatus.Failed, Judge("DiscoveryResource", Good with { MobilityPolicies = Error<IReadOnlyList<KaceAzureAd.Graph.MobilityPolicies.MobilityPolicy>>(Broken) }, new CheckOptions()).Status);
        Assert.Equal(CheckStatus.Skipped, Judge("DiscoveryResource", Good with { MobilityPolicies = List<KaceAzureAd.Graph.MobilityPolicies.MobilityPolicy>() }, new CheckOptions()).Status);
    }

    [Theory]
    [InlineData("0", CheckStatus.Passed)]
    [InlineData("7000215 0", CheckStatus.Passed)]
    [InlineData("7000215", CheckStatus.Warning)]
    [InlineData("", CheckStatus.Warning)]
    public void A_sign_in_that_succeeded_is_evidence(string codes, CheckStatus expected)
    {
        var signIns = codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((c, i) => new SignIn
        {
            CreatedDateTime = Now.AddHours(-i), Status = new SignInStatus { ErrorCode = int.Parse(c, System.Globalization.CultureInfo.InvariantCulture), FailureReason = "Invalid client secret.\nLook." },
        }).ToList();

        var result = Judge("SignInEvidence", Good with { SignIns = Read(new SignInCollectionResponse { Value = signIns }) });

        Assert.Equal(expected, result.Status);
        Assert.Equal(codes == "7000215", result.Message.Contains("Invalid client secret. Look.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sign_in_without_a_status_or_a_time_is_no_evidence_and_no_fault()
    {
        var result = Judge("SignInEvidence", Good with { SignIns = Read(new SignInCollectionResponse { Value = [new SignIn(), new SignIn { CreatedDateTime = DateTimeOffset.MaxValue }] }) });

        Assert.Equal(CheckStatus.Warning, result.Status);
    }

    [Fact]
    public void A_sign_in_log_without_licence_is_skipped_and_the_other_reason_for_it_named()
    {
        var result = Judge("SignInEvidence", Good with { SignIns = Error<SignInCollectionResponse>(new KaceAadException(ErrorCodes.LicenceRequired, "No premium licence.", "Buy.")) });

        Assert.Equal(CheckStatus.Skipped, result.Status);
        Assert.Contains("Directory.Read.All", result.Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0L, CheckStatus.Passed, "0")]
    [InlineData(1L, CheckStatus.Passed, "1")]
    [InlineData(123456L, CheckStatus.Passed, "123456")]
    [InlineData(null, CheckStatus.Failed, null)]
    public void Devices_are_counted(long? count, CheckStatus expected, string? actual)
    {
        var result = Judge("ManagedDevices", Good with { Devices = Read(new DeviceCollectionResponse { OdataCount = count }) });

        Assert.Equal((expected, actual), (result.Status, result.Actual));
    }

    private static KaceConsent Reference(string permission, ConsentType type, string? resource, bool isTenantWide, string appId = AppId) =>
        new() { TenantId = "another", AppId = appId, Permission = permission, Type = type, ResourceAppId = resource, IsTenantWide = isTenantWide };
}
