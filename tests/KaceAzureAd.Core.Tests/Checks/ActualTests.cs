using KaceAzureAd.Checks;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;
using Microsoft.Graph.Models;
using static KaceAzureAd.Core.Tests.Checks.Snapshots;

namespace KaceAzureAd.Core.Tests.Checks;

/// <summary>What a check says that it found is what a later result is compared with (<see cref="CheckComparison"/>): it names what is there, and always in the same way.</summary>
public sealed class ActualTests
{
    [Theory]
    [InlineData("TenantReachable", "Contoso")]
    [InlineData("GrantedPermissions", null)]
    [InlineData("AdministratorRoles", "Global Administrator")]
    [InlineData("EntraLicence", "P2, 7 free (SPE_E5)")]
    [InlineData("DeviceJoin", "all users")]
    [InlineData("OtherMdmUserScope", "None")]
    [InlineData("MamUserScope", "None")]
    [InlineData("KaceSingleSignOn", "KACE SSO")]
    [InlineData("EnrollmentDns", "contoso.example: none")]
    [InlineData("MobilityPolicy", "KACE Cloud, valid")]
    [InlineData("MdmUserScope", "All")]
    [InlineData("Consent", "1 delegated, 1 application permissions")]
    [InlineData("DiscoveryResource", "contoso.kacecloud.example")]
    [InlineData("EnrollmentDiscovery", "Federated, https://a.example/e")]
    [InlineData("SignInEvidence", "signed in")]
    [InlineData("ManagedDevices", "7")]
    public void Of_a_tenant_that_is_as_it_should_be(string check, string? actual) => Assert.Equal(actual ?? string.Join(", ", Good.GrantedScopes), Judge(check, Good).Actual);

    [Fact]
    public void What_has_no_name_is_told_by_its_id()
    {
        var nameless = Policy(IntuneAppId, null, "all");

        Assert.Equal($"{AppId}, valid", Judge("MobilityPolicy", Good with { MobilityPolicies = List(Policy(AppId, null, "all")) }).Actual);
        Assert.Equal($"{IntuneAppId}: All", Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(nameless) }).Actual);
        Assert.Equal("Microsoft Intune: All", Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(Policy(IntuneAppId, "Microsoft Intune", "all")) }).Actual);
        Assert.Equal($"{IntuneAppId}: All", Judge("MamUserScope", Good with { MamPolicies = List(nameless) }).Actual);
        Assert.Equal("Microsoft Intune: All", Judge("MamUserScope", Good with { MamPolicies = List(Policy(IntuneAppId, "Microsoft Intune", "all")) }).Actual);
        Assert.Equal("an appId", Judge("KaceSingleSignOn", Good with { Applications = List(new Application { AppId = "an appId", IdentifierUris = ["https://contoso.kacecloud.example/broker/heliumsso/endpoint"] }) }).Actual);
    }

    [Fact]
    public void What_is_not_there_is_said_so()
    {
        var none = Good with { MobilityPolicies = List<MobilityPolicy>() };

        Assert.Equal("not there", Judge("MobilityPolicy", none).Actual);
        Assert.All(["MdmUserScope", "MdmTermsOfUseUri", "MdmDiscoveryUri"], c => Assert.Equal("no entry", Judge(c, none).Actual));
        Assert.Equal("none", Judge("GrantedPermissions", Good with { GrantedScopes = [] }).Actual);
        Assert.Equal("no role", Judge("AdministratorRoles", Good with { Roles = List<Microsoft.Graph.Models.DirectoryRole>() }).Actual);
        Assert.Equal("no domain", Judge("EnrollmentDns", Good with { Organization = Read(new Organization()), EnrollmentDns = [] }).Actual);
        Assert.Equal("no host", Judge("DiscoveryResource", Good with { ServicePrincipal = Read(new ServicePrincipal()) }).Actual);
    }

    [Theory]
    [InlineData("all", "All", "The devices of all users are managed by KACE Cloud.")]
    [InlineData("none", "None", "Nobody's devices are managed by KACE Cloud, as wanted.")]
    [InlineData("unknownFutureValue", "unknownFutureValue", "Microsoft Graph names a scope that this version does not know.")]
    [InlineData(null, "unknown", "Microsoft Graph names a scope that this version does not know.")]
    [InlineData("selected", "Some (Group a, Group b)", "The devices of these groups' users are managed by KACE Cloud, as wanted.")]
    public void A_scope_is_told_with_its_groups_where_they_count(string? scope, string actual, string message)
    {
        var policy = Policy(AppId, "KACE Cloud", scope, "a", "b");
        var result = Judge(
            "MdmUserScope", Good with { MobilityPolicies = List(policy), ScopeGroups = [new("Group a", 1, null, null), new("Group b", 2, null, null)] },
            new CheckOptions { ExpectedScope = KaceMdmUserScope.ScopeOf(policy) });

        Assert.Equal((actual, message), (result.Actual, result.Message));
        Assert.Equal((AppId, "KACE Cloud", KaceMdmUserScope.ScopeOf(policy)), (result.Scope!.AppId, result.Scope.Application, result.Scope.Scope));
        Assert.Equal(scope == "selected" ? [("a", 1L), ("b", 2L)] : [], result.Scope.Groups.Select(g => (g.Group.Id, g.Users!.Value)));
    }

    [Fact]
    public void Groups_that_nobody_counted_are_told_without_a_number()
    {
        var snapshot = Good with { MobilityPolicies = List(Policy(AppId, "KACE Cloud", "selected", "a")), ScopeGroups = null };

        var result = Judge("MdmUserScope", snapshot, new CheckOptions { ExpectedScope = MdmUserScope.Some });

        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Null(Assert.Single(result.Scope!.Groups).Users);
    }

    [Fact]
    public void The_last_sign_in_of_several_is_told()
    {
        SignIn At(int days, int error) => new() { CreatedDateTime = Now.AddDays(days), Status = new SignInStatus { ErrorCode = error, FailureReason = $"reason {error}" } };
        KaceAadCheck Of(params SignIn[] signIns) => Judge("SignInEvidence", Good with { SignIns = Read(new SignInCollectionResponse { Value = [.. signIns] }) });

        Assert.Equal("KACE Cloud's application signed in on 2026-11-22 12:00 UTC.", Of(At(-9, 0), At(-2, 0), At(-5, 0), At(-1, 7)).Message);
        var failed = Of(At(-9, 9), At(-2, 2), At(-5, 5));
        Assert.Equal("AADSTS2", failed.Actual);
        Assert.Contains("last on 2026-11-22 12:00 UTC, and was refused: reason 2", failed.Message, StringComparison.Ordinal);
        Assert.Contains("an unknown day", Of(new SignIn { Status = new SignInStatus { ErrorCode = 0 } }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_that_a_device_cannot_go_on_with_are_named()
    {
        var one = Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = Discover(Envelope(service: "http://a.example/e")) });
        var two = Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = Discover(Envelope(service: "", policies: "")) });

        Assert.Equal("EnrollmentServiceUrl: http://a.example/e", one.Actual);
        Assert.EndsWith(": EnrollmentServiceUrl is no https address.", one.Message, StringComparison.Ordinal);
        Assert.Equal("EnrollmentPolicyServiceUrl: none, EnrollmentServiceUrl: none", two.Actual);
        Assert.EndsWith("EnrollmentServiceUrl are no https address.", two.Message, StringComparison.Ordinal);
        Assert.Equal("Tls", Judge("EnrollmentDiscovery", Good with { DiscoverAnswer = new DiscoverAnswer(Silent(ProbeFailure.Tls), false) }).Actual);
    }

    [Fact]
    public void Names_in_DNS_are_told_with_where_they_point()
    {
        EnrollmentCname none = new("a.example", null, null), kace = new("b.example", "enterpriseenrollment.kacecloud.com", null), unread = new("c.example", null, "no answer");
        KaceAadCheck Of(params EnrollmentCname[] names) => Judge("EnrollmentDns", Good with { EnrollmentDns = names });

        var both = Of(none, kace);
        Assert.Equal("a.example: none, b.example: enterpriseenrollment.kacecloud.com", both.Actual);
        Assert.Equal("The enterpriseenrollment CNAME points at KACE Cloud.", both.Message);
        Assert.Equal("DNS did not tell where enterpriseenrollment.c.example points: no answer.", Of(none, unread).Message);

        var setting = KaceAadSetting.Create("https://terms.example/TermsOfUse", "https://discovery.example/Discovery.svc", "https://terms.example/onboard");
        Assert.All(["terms.example", "discovery.example"], target => Assert.Equal(
            CheckStatus.Passed, Judge("EnrollmentDns", Good with { EnrollmentDns = [new("a.example", target, null)] }, new CheckOptions { Setting = setting }).Status));
    }

    [Fact]
    public void Licences_are_counted_over_all_subscriptions_with_those_in_their_grace_period()
    {
        var grace = Sku("B", 2, 1, P1);
        grace.PrepaidUnits!.Warning = 4;

        Assert.Equal("P1, 12 free (A, B)", Judge("EntraLicence", Good with { Licences = List(Sku("A", 10, 3, P1), grace) }).Actual);
    }

    [Fact]
    public void Consent_is_counted_by_type_and_told_with_its_resource_as_far_as_that_has_a_name()
    {
        KaceAadCheck Of(string? inAssignment, ServicePrincipal? resource) => Judge("Consent", Good with
        {
            DelegatedGrants = List(new OAuth2PermissionGrant { ConsentType = "AllPrincipals", ResourceId = GraphId, Scope = "User.Read openid" }),
            AppRoleAssignments = List(new AppRoleAssignment { ResourceId = new Guid(GraphId), ResourceDisplayName = inAssignment, AppRoleId = DeviceReadAll }),
            Resources = resource is null ? null : [Read(resource)],
        }, new CheckOptions { ExpectedPermissions = ["User.Read", "openid"] });

        var named = Of("Old name", new ServicePrincipal { Id = GraphId, AppId = GraphAppId, DisplayName = "Graph", AppRoles = [new() { Id = Guid.NewGuid(), Value = "Other" }] });
        Assert.Equal("2 delegated, 1 application permissions, 1 superfluous", named.Actual);
        Assert.Equal("admin consent to just: User.Read, openid", named.Expected);
        Assert.EndsWith($"Granted, but not expected: {DeviceReadAll} (Application, Graph).", named.Message, StringComparison.Ordinal);
        Assert.EndsWith($"{DeviceReadAll} (Application, Old name).", Of("Old name", null).Message, StringComparison.Ordinal);
        Assert.EndsWith($"{DeviceReadAll} (Application).", Of(null, null).Message, StringComparison.Ordinal);
        Assert.Equal("admin consent to KACE Cloud's application", Judge("Consent", Good).Expected);
    }

    [Fact]
    public void Groups_of_another_MDM_that_KACE_Cloud_has_too_are_named()
    {
        KaceAadCheck Of(Group group) => Judge("OtherMdmUserScope", Good with
        {
            MobilityPolicies = List(Policy(AppId, "KACE Cloud", "selected", "a"), new MobilityPolicy { Id = IntuneAppId, DisplayName = "Microsoft Intune", AppliesTo = "selected", IsValid = true, IncludedGroups = [group] }),
        });

        Assert.EndsWith("in KACE Cloud's scope too: Pilot.", Of(new Group { Id = "A", DisplayName = "Pilot" }).Message, StringComparison.Ordinal);
        Assert.EndsWith("in KACE Cloud's scope too: A.", Of(new Group { Id = "A" }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_may_join_devices_is_told_where_no_group_is_among_them()
    {
        var result = Judge("DeviceJoin", Good with { DeviceRegistrationPolicy = Join(new EnumeratedDeviceRegistrationMembership { Users = ["u1"] }) });

        Assert.Equal("selected: 0 groups, 1 users", result.Actual);
        Assert.EndsWith(": u1.", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CheckStatus.Passed, CheckSeverity.Error, true)]
    [InlineData(CheckStatus.Warning, CheckSeverity.Error, true)]
    [InlineData(CheckStatus.Failed, CheckSeverity.Information, false)]
    [InlineData(CheckStatus.Failed, CheckSeverity.Error, false)]
    [InlineData(CheckStatus.Skipped, CheckSeverity.Information, true)]
    [InlineData(CheckStatus.Skipped, CheckSeverity.Warning, true)]
    [InlineData(CheckStatus.Skipped, CheckSeverity.Error, false)]
    public void All_is_well_where_nothing_worse_than_a_warning_can_be(CheckStatus status, CheckSeverity severity, bool isWell) => Assert.Equal(
        isWell, new KaceAadCheck { Name = "n", Group = CheckGroup.Connection, Severity = severity, Status = status, Expected = "", Message = "", Documentation = "", TenantId = TenantId }.IsWell);

    [Theory]
    [InlineData("EnrollmentDns", "User.Read to read the organisation, the signed-in account and its roles")]
    [InlineData("SignInEvidence", "AuditLog.Read.All to read the sign-in log (not asked for when signing in), with the role Reports Reader, Security Reader, Global Reader or Global Administrator; the licence Microsoft Entra ID P1 or P2")]
    [InlineData("GrantedPermissions", "nothing")]
    public void What_a_check_needs_is_said_in_words(string check, string needs) =>
        Assert.Equal(needs, CheckCatalogue.Prerequisites.Concat(CheckCatalogue.Connection).First(c => c.Name == check).NeedsInWords);
}
