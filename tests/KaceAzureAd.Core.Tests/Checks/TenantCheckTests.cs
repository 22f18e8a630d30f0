using KaceAzureAd.Checks;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using Microsoft.Graph.Models;
using static KaceAzureAd.Core.Tests.Checks.Snapshots;
using DirectoryRole = KaceAzureAd.Identity.DirectoryRole;

namespace KaceAzureAd.Core.Tests.Checks;

/// <summary>Checks of the tenant itself: who asks, what it may, what it has.</summary>
public sealed class TenantCheckTests
{
    [Fact]
    public void A_result_carries_what_its_check_says_of_itself_and_the_requests_it_rests_on()
    {
        var result = CheckCatalogue.Prerequisites[0].Evaluate(Good, new CheckOptions(), CheckGroup.Prerequisite);

        Assert.Equal(("TenantReachable", CheckGroup.Prerequisite, CheckSeverity.Error, CheckStatus.Passed), (result.Name, result.Group, result.Severity, result.Status));
        Assert.Equal(("Contoso", TenantId, "docs/checks/TenantReachable.md"), (result.Actual, result.TenantId, result.Documentation));
        Assert.Equal("Signed in to Contoso as admin@contoso.example.", result.Message);
        Assert.Equal(["id of Organization"], result.RequestIds);
        Assert.Null(result.Remediation);
    }

    [Theory]
    [InlineData("https://contoso.kacecloud.example/onboard", null, CheckStatus.Passed)]
    [InlineData("https://contoso.kacecloud.example/onboard", "https://login.microsoftonline.com/organizations/adminconsent", CheckStatus.Passed)]
    [InlineData("https://contoso.kacecloud.example/onboard", "https://login.microsoftonline.com/7F3C2A10-5b7e-4c55-9d64-0c0a70500001/adminconsent", CheckStatus.Passed)]
    [InlineData("https://contoso.kacecloud.example/onboard", "https://login.microsoftonline.com/CONTOSO.example/adminconsent", CheckStatus.Passed)]
    [InlineData("https://contoso.kacecloud.example/onboard", "https://login.microsoftonline.com/fabrikam.example/adminconsent", CheckStatus.Failed)]
    [InlineData("https://contoso.kacecloud.example/onboard", "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000009/v2.0/adminconsent", CheckStatus.Failed)]
    [InlineData("https://contoso.kacecloud.example/onboard", "https://login.microsoftonline.us/organizations/adminconsent", CheckStatus.Failed)]
    [InlineData("https://login.microsoftonline.com/common/adminconsent?client_id=8d5f6b72-3a94-4c1e-b0d7-6b6163656d01", null, CheckStatus.Passed)]
    [InlineData("https://login.microsoftonline.com/fabrikam.example/adminconsent?client_id=8d5f6b72-3a94-4c1e-b0d7-6b6163656d01", null, CheckStatus.Failed)]
    [InlineData("https://login.partner.microsoftonline.cn/common/adminconsent", null, CheckStatus.Failed)]
    public void Settings_of_another_tenant_or_cloud_are_told(string onBoard, string? consentPage, CheckStatus expected)
    {
        var setting = KaceAadSetting.Create(Setting.TermsOfUseUri.OriginalString, Setting.DiscoveryUri.OriginalString, onBoard);
        setting = consentPage is null ? setting : setting.With(new OnBoardResolution(AppId, AppIdSource.Redirect, KaceAadEnvironment.Global, [setting.OnBoardUri, new Uri(consentPage)]));

        Assert.Equal(expected, Judge("KaceSetting", Good, new CheckOptions { Setting = setting }).Status);
    }

    [Fact]
    public void Without_settings_or_domains_settings_are_not_passed()
    {
        var setting = Setting.With(new OnBoardResolution(AppId, AppIdSource.Redirect, KaceAadEnvironment.Global, [new Uri("https://login.microsoftonline.com/contoso.example/adminconsent")]));

        Assert.Equal(CheckStatus.Skipped, Judge("KaceSetting", Good, new CheckOptions()).Status);
        var unread = Good with { Organization = Error<Organization>(Broken) };
        var byDomain = Judge("KaceSetting", unread, new CheckOptions { Setting = setting });
        Assert.Equal(CheckStatus.Failed, byDomain.Status);
        Assert.Contains(Broken.Message, byDomain.Message, StringComparison.Ordinal);

        var other = Setting.With(new OnBoardResolution(AppId, AppIdSource.Redirect, KaceAadEnvironment.Global, [new Uri("https://login.microsoftonline.com/00000000-0000-0000-0000-000000000009/adminconsent")]));
        Assert.Contains("asks for the consent of the tenant 00000000", Judge("KaceSetting", unread, new CheckOptions { Setting = other }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(P1, "Enabled", "Success", 10, 3, CheckStatus.Passed, "P1, 7 free (SKU)")]
    [InlineData(P2, "Enabled", "Success", 10, 3, CheckStatus.Passed, "P2, 7 free (SKU)")]
    [InlineData(P1, "Warning", "Success", 10, 3, CheckStatus.Passed, "P1, 7 free (SKU)")]
    [InlineData(P1, "Enabled", "PendingProvisioning", 10, 3, CheckStatus.Passed, "P1, 7 free (SKU)")]
    [InlineData(P1, "Enabled", "Success", 10, 10, CheckStatus.Warning, "P1, 0 free (SKU)")]
    [InlineData(P1, "Enabled", "Success", 10, 12, CheckStatus.Warning, "P1, 0 free (SKU)")]
    [InlineData(P1, "Enabled", "Success", int.MaxValue, -1, CheckStatus.Passed, "P1, 2147483648 free (SKU)")]
    [InlineData(P1, "Enabled", "Disabled", 10, 3, CheckStatus.Failed, "SKU")]
    [InlineData(P1, "Suspended", "Success", 10, 3, CheckStatus.Failed, "no licence")]
    [InlineData(P1, "SomethingOfTheFuture", "Success", 10, 3, CheckStatus.Failed, "no licence")]
    [InlineData("c1ec4a95-1f05-45b3-a911-aa3fa01094f5", "Enabled", "Success", 10, 3, CheckStatus.Failed, "SKU")]
    public void Licences_are_told_by_plan_and_state_and_what_is_free(string plan, string capability, string provisioning, int enabled, int consumed, CheckStatus expected, string actual)
    {
        var sku = Sku("SKU", enabled, consumed, plan);
        (sku.CapabilityStatus, sku.ServicePlans![0].ProvisioningStatus) = (capability, provisioning);

        var result = Judge("EntraLicence", Good with { Licences = List(sku) });

        Assert.Equal((expected, actual), (result.Status, result.Actual));
        Assert.Equal(plan == P1 && expected == CheckStatus.Passed, result.Message.Contains("asks for P2", StringComparison.Ordinal));
    }

    [Fact]
    public void What_one_subscription_lacks_another_does_not_make_up_for() =>
        Assert.StartsWith("P2, 1 free", Judge("EntraLicence", Good with { Licences = List(Sku("A", 5, 9, P1), Sku("B", 2, 1, P2)) }).Actual, StringComparison.Ordinal);

    [Theory]
    [InlineData("62e90394-69f5-4237-9190-012177145e10", "", CheckStatus.Passed, "")]
    [InlineData("7698a772-787b-4ac8-901f-60d6b08affd2 158c047a-c907-4556-b7ef-446551a6b5f7 E8611AB8-C189-46E8-94E1-60213AB1F814", "", CheckStatus.Passed, "")]
    [InlineData("f2ef992c-3afb-46b9-b7cf-a126ee74c451", "", CheckStatus.Failed, "Cloud Device Administrator or Global Administrator")]
    [InlineData("", "62e90394-69f5-4237-9190-012177145e10", CheckStatus.Warning, "Activate first, in Privileged Identity Management: Global Administrator.")]
    [InlineData("158c047a-c907-4556-b7ef-446551a6b5f7", "7698a772-787b-4ac8-901f-60d6b08affd2", CheckStatus.Failed, "Activate first: Cloud Device Administrator.")]
    public void Roles_that_are_missing_are_failed_and_those_that_can_be_activated_are_told(string active, string eligible, CheckStatus expected, string advice)
    {
        var result = Judge("AdministratorRoles", Good with
        {
            Roles = List([.. active.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => new Microsoft.Graph.Models.DirectoryRole { RoleTemplateId = r, DisplayName = r })]),
            EligibleRoles = List([.. eligible.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => Eligible(r))]),
        });

        Assert.Equal(expected, result.Status);
        Assert.Contains(advice, result.Remediation ?? "", StringComparison.Ordinal);
        Assert.Equal(advice.StartsWith("Activate first", StringComparison.Ordinal), result.Remediation?.Contains("Activate first", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(DirectoryRole.GlobalReader.Name, result.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", -9999, 9999, CheckStatus.Warning)]
    [InlineData("/", 0, 1, CheckStatus.Warning)]
    [InlineData("/", -1, 0, CheckStatus.Failed)]
    [InlineData("/", -1, -1, CheckStatus.Failed)]
    [InlineData("/", 1, 2, CheckStatus.Failed)]
    [InlineData("/administrativeUnits/1", -1, 1, CheckStatus.Failed)]
    [InlineData(null, -1, 1, CheckStatus.Failed)]
    public void Only_what_can_be_activated_now_and_for_the_whole_tenant_counts_as_eligible(string? scope, int starts, int ends, CheckStatus expected)
    {
        var role = Eligible(DirectoryRole.GlobalAdministrator.TemplateId);
        (role.DirectoryScopeId, role.StartDateTime, role.EndDateTime) = (scope, Now.AddDays(starts), Now.AddDays(ends));

        Assert.Equal(expected, Judge("AdministratorRoles", Good with { Roles = List<Microsoft.Graph.Models.DirectoryRole>(), EligibleRoles = List(role) }).Status);
    }

    [Fact]
    public void Eligible_roles_that_could_not_be_read_are_said_so_and_an_application_has_none()
    {
        var unread = Good with { Roles = List<Microsoft.Graph.Models.DirectoryRole>(), EligibleRoles = Error<IReadOnlyList<UnifiedRoleEligibilityScheduleInstance>>(Denied) };

        Assert.Contains(Denied.Message, Judge("AdministratorRoles", unread).Message, StringComparison.Ordinal);
        Assert.Equal((CheckStatus.Skipped, "An app-only session has no directory roles."), (Judge("AdministratorRoles", Good with { IsAppOnly = true }).Status, Judge("AdministratorRoles", Good with { IsAppOnly = true }).Message));
    }

    [Fact]
    public void Permissions_are_told_step_by_step_and_optional_ones_are_not_demanded()
    {
        Assert.Equal(CheckStatus.Passed, Judge("GrantedPermissions", Good).Status);

        var result = Judge("GrantedPermissions", Good with { GrantedScopes = [.. Good.GrantedScopes.Where(s => s != "AppRoleAssignment.ReadWrite.All")] });
        Assert.Equal((CheckStatus.Failed, "The session cannot consent to application permissions."), (result.Status, result.Message));
        Assert.EndsWith("consent to: AppRoleAssignment.ReadWrite.All.", result.Remediation, StringComparison.Ordinal);
        Assert.Contains("An application alone", Judge("GrantedPermissions", Good with { IsAppOnly = true }).Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contoso.example", null, CheckStatus.Passed)]
    [InlineData("contoso.example", true, CheckStatus.Warning)]
    [InlineData("contoso.mail.onmicrosoft.com", false, CheckStatus.Warning)]
    [InlineData("contoso.onmicrosoft.us", false, CheckStatus.Warning)]
    [InlineData("contoso.partner.onmschina.cn", false, CheckStatus.Warning)]
    [InlineData("", false, CheckStatus.Warning)]
    public void A_domain_that_Microsoft_gave_is_not_ones_own(string domain, bool? isInitial, CheckStatus expected) => Assert.Equal(
        expected, Judge("CustomDomain", Good with { Organization = Read(new Organization { VerifiedDomains = [new() { Name = domain, IsInitial = isInitial }] }) }).Status);

    [Fact]
    public void Domains_that_are_not_told_are_not_taken_for_none() => Assert.Equal(CheckStatus.Failed, Judge("CustomDomain", Good with { Organization = Read(new Organization()) }).Status);

    [Fact]
    public void Who_may_join_devices_is_told_by_name_where_there_is_one()
    {
        Assert.Equal(CheckStatus.Passed, Judge("DeviceJoin", Good).Status);
        Assert.Equal(CheckStatus.Failed, Judge("DeviceJoin", Good with { DeviceRegistrationPolicy = Join(new NoDeviceRegistrationMembership()) }).Status);
        Assert.Equal(CheckStatus.Failed, Judge("DeviceJoin", Good with { DeviceRegistrationPolicy = Join(new EnumeratedDeviceRegistrationMembership { Users = [] }) }).Status);
        Assert.Equal(CheckStatus.Warning, Judge("DeviceJoin", Good with { DeviceRegistrationPolicy = Join(new DeviceRegistrationMembership()) }).Status);
        Assert.Equal(CheckStatus.Warning, Judge("DeviceJoin", Good with { DeviceRegistrationPolicy = Join(null) }).Status);

        var some = Judge("DeviceJoin", Good with
        {
            DeviceRegistrationPolicy = Join(new EnumeratedDeviceRegistrationMembership { Groups = ["g1", "g2"], Users = ["u1"] }),
            JoinMemberNames = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["G1"] = "Pilot" },
        });
        Assert.Equal((CheckStatus.Warning, "selected: 2 groups, 1 users"), (some.Status, some.Actual));
        Assert.EndsWith("the others cannot enrol: Pilot, g2, u1.", some.Message, StringComparison.Ordinal);
    }

    private static UnifiedRoleEligibilityScheduleInstance Eligible(string role) => new() { RoleDefinitionId = role, DirectoryScopeId = "/", StartDateTime = Now.AddDays(-1) };
}
