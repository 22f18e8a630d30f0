using KaceAzureAd.Checks;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Mobility;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;
using static KaceAzureAd.Core.Tests.Checks.Snapshots;

namespace KaceAzureAd.Core.Tests.Checks;

/// <summary>Checks of Mobility (MDM and MAM): KACE Cloud's entry, and those beside it.</summary>
public sealed class MobilityCheckTests
{
    private const string OnPremises = "99999999-0000-0000-0000-000000000009";

    [Theory]
    [InlineData("all", "", "none", "", null, CheckStatus.Passed)]
    [InlineData("all", "", "selected", "", null, CheckStatus.Passed)]
    [InlineData("all", "", "all", "", null, CheckStatus.Failed)]
    [InlineData("all", "", "unknownFutureValue", "", null, CheckStatus.Failed)]
    [InlineData("all", "", "selected", "a", null, CheckStatus.Failed)]
    [InlineData("unknownFutureValue", "", "selected", "a", null, CheckStatus.Failed)]
    [InlineData("selected", "a b", "selected", "B", null, CheckStatus.Failed)]
    [InlineData("selected", "a", "selected", "b", null, CheckStatus.Warning)]
    [InlineData("none", "", "selected", "a", null, CheckStatus.Failed)]
    [InlineData("none", "", "selected", "a", MdmUserScope.Some, CheckStatus.Warning)]
    public void Another_MDM_is_judged_by_what_it_shares_with_KACE_Cloud(string kace, string kaceGroups, string other, string otherGroups, MdmUserScope? wanted, CheckStatus expected)
    {
        var policies = List(Policy(AppId, "KACE Cloud", kace, Words(kaceGroups)), Policy(IntuneAppId, "Microsoft Intune", other, Words(otherGroups)));

        var result = Judge("OtherMdmUserScope", Good with { MobilityPolicies = policies }, new CheckOptions { Setting = Setting, ExpectedScope = wanted });

        Assert.Equal(expected, result.Status);
        Assert.Equal(expected != CheckStatus.Passed, result.Remediation?.Contains($"Set-KaceMdmUserScope -AppId {IntuneAppId} -Scope None", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Before_KACE_Cloud_has_an_entry_its_scope_is_taken_to_become_All()
    {
        Assert.Equal(CheckStatus.Failed, Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(Policy(IntuneAppId, "Microsoft Intune", "selected", "a")) }).Status);
        Assert.Equal(CheckStatus.Failed, Judge("OtherMdmUserScope", Good with { AppId = null, MobilityPolicies = List(Policy(IntuneAppId, "Microsoft Intune Enrollment", "all"), Policy(AppId, "KACE Cloud", "all")) }).Status);
        Assert.Equal(CheckStatus.Passed, Judge("OtherMdmUserScope", Good with { AppId = null }).Status);
    }

    [Fact]
    public void Another_MDM_whose_groups_are_not_told_is_not_taken_for_nobodys()
    {
        var unknown = Policy(IntuneAppId, "Microsoft Intune", "selected");
        unknown.IncludedGroups = null;

        Assert.Equal(CheckStatus.Failed, Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(Policy(AppId, "KACE Cloud", "all"), unknown) }).Status);
        Assert.Equal(CheckStatus.Warning, Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(Policy(AppId, "KACE Cloud", "selected", "a"), unknown) }).Status);

        var kace = Policy(AppId, "KACE Cloud", "selected");
        kace.IncludedGroups = null;
        Assert.Equal(CheckStatus.Warning, Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(kace, Policy(IntuneAppId, "Microsoft Intune", "selected", "a")) }).Status);
    }

    [Fact]
    public void What_is_invalid_or_of_KACE_is_no_other_MDM_and_one_that_claims_all_is_said_to_do_so()
    {
        var invalid = Policy(IntuneAppId, "Microsoft Intune", "all");
        invalid.IsValid = false;

        Assert.Equal(CheckStatus.Passed, Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(Policy(AppId, "KACE Cloud", "all"), invalid) }).Status);
        Assert.Equal(CheckStatus.Passed, Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(Policy(AppId, "Our MDM", "all")) }).Status);
        Assert.Equal(CheckStatus.Passed, Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(Policy(OnPremises, "KACE Cloud of old", "all")) }).Status);
        Assert.StartsWith("Another MDM application claims all users", Judge("OtherMdmUserScope", Good with { MobilityPolicies = List(Policy(AppId, "KACE Cloud", "all"), Policy(IntuneAppId, "Microsoft Intune", "all")) }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", true, CheckStatus.Passed)]
    [InlineData("all", true, CheckStatus.Warning)]
    [InlineData("selected", true, CheckStatus.Warning)]
    [InlineData("unknownFutureValue", true, CheckStatus.Warning)]
    [InlineData("all", false, CheckStatus.Passed)]
    public void A_MAM_scope_is_warned_of(string scope, bool isValid, CheckStatus expected)
    {
        var policy = Policy(IntuneAppId, "Microsoft Intune", scope);
        policy.IsValid = isValid;

        Assert.Equal(expected, Judge("MamUserScope", Good with { MamPolicies = List(policy) }).Status);
    }

    [Theory]
    [InlineData(OnPremises, TenantId, true, CheckStatus.Failed)]
    [InlineData(OnPremises, "00000000-0000-0000-0000-000000000001", true, CheckStatus.Passed)]
    [InlineData(OnPremises, "00000000-0000-0000-0000-000000000001", false, CheckStatus.Failed)]
    [InlineData(AppId, TenantId, true, CheckStatus.Passed)]
    public void An_old_KACE_app_is_one_that_the_tenant_registered_or_whose_entry_is_invalid(string appId, string owner, bool isValid, CheckStatus expected)
    {
        var old = Policy(appId, "KACE Cloud", "none");
        old.IsValid = isValid;

        var result = Judge("OnPremisesKaceApp", Good with { MobilityPolicies = List(old), KaceServicePrincipals = List(new ServicePrincipal { AppId = appId, AppOwnerOrganizationId = new Guid(owner) }) });

        Assert.Equal(expected, result.Status);
    }

    [Fact]
    public void KACE_Clouds_entry_is_valid_invalid_unknown_or_missing()
    {
        Assert.Equal(CheckStatus.Passed, Judge("MobilityPolicy", Good).Status);
        Assert.Equal(CheckStatus.Failed, Judge("MobilityPolicy", With(p => p.IsValid = false)).Status);
        Assert.Equal(CheckStatus.Warning, Judge("MobilityPolicy", With(p => p.IsValid = null)).Status);
        Assert.All(["MobilityPolicy", "MdmUserScope", "MdmTermsOfUseUri", "MdmDiscoveryUri"], check =>
        {
            var result = Judge(check, Good with { MobilityPolicies = List(Policy(IntuneAppId, "Microsoft Intune", "none")) });
            Assert.Equal(CheckStatus.Failed, result.Status);
            Assert.Contains("Add-KaceMobilityApp", result.Remediation, StringComparison.Ordinal);
            Assert.NotEmpty(result.RequestIds);
        });
    }

    [Theory]
    [InlineData("all", null, CheckStatus.Passed)]
    [InlineData("all", MdmUserScope.All, CheckStatus.Passed)]
    [InlineData("all", MdmUserScope.Some, CheckStatus.Failed)]
    [InlineData("all", MdmUserScope.None, CheckStatus.Failed)]
    [InlineData("selected", null, CheckStatus.Warning)]
    [InlineData("selected", MdmUserScope.All, CheckStatus.Failed)]
    [InlineData("selected", MdmUserScope.Some, CheckStatus.Passed)]
    [InlineData("none", null, CheckStatus.Failed)]
    [InlineData("none", MdmUserScope.Some, CheckStatus.Failed)]
    [InlineData("none", MdmUserScope.None, CheckStatus.Passed)]
    [InlineData("unknownFutureValue", null, CheckStatus.Failed)]
    [InlineData(null, MdmUserScope.None, CheckStatus.Failed)]
    public void The_scope_is_the_one_that_is_wanted(string? scope, MdmUserScope? wanted, CheckStatus expected)
    {
        var snapshot = With(p => (p.AppliesTo, p.IncludedGroups) = (scope, [new Group { Id = "a", DisplayName = "Pilot" }])) with { ScopeGroups = [new("Pilot", 3, null, "members")] };

        var result = Judge("MdmUserScope", snapshot, new CheckOptions { ExpectedScope = wanted });

        Assert.Equal((expected, $"{wanted ?? MdmUserScope.All}"), (result.Status, result.Expected));
        Assert.Equal(["id of IReadOnlyList`1", "members"], result.RequestIds);
    }

    [Theory]
    [InlineData(0L, 3L, CheckStatus.Warning, "Some groups in scope are empty: Pilot has no users.")]
    [InlineData(0L, 0L, CheckStatus.Warning, "Nobody is in scope: Pilot, Sales have no users.")]
    [InlineData(null, 3L, CheckStatus.Warning, "The users of 1 of 2 groups could not be counted: Microsoft Graph denied access.")]
    [InlineData(1L, 3L, CheckStatus.Passed, "The devices of these groups' users are managed by KACE Cloud, as wanted.")]
    public void Groups_without_users_are_warned_of(long? pilot, long? sales, CheckStatus expected, string message)
    {
        var snapshot = Groups("Pilot", "Sales") with { ScopeGroups = [new("Pilot", pilot, pilot is null ? Denied : null, null), new("Sales", sales, null, null)] };

        var result = Judge("MdmUserScope", snapshot, new CheckOptions { ExpectedScope = MdmUserScope.Some });

        Assert.Equal((expected, message), (result.Status, result.Message));
    }

    [Fact]
    public void A_scope_of_groups_that_are_none_not_told_or_too_many_to_count_is_not_passed()
    {
        var some = new CheckOptions { ExpectedScope = MdmUserScope.Some };

        Assert.Equal(CheckStatus.Failed, Judge("MdmUserScope", Groups(), some).Status);
        Assert.Equal(CheckStatus.Failed, Judge("MdmUserScope", With(p => (p.AppliesTo, p.IncludedGroups) = ("selected", null)), some).Status);
        Assert.Equal(CheckStatus.Warning, Judge("MdmUserScope", Groups("Pilot", "Sales") with { ScopeGroups = [new("Pilot", 1, null, null)] }, some).Status);
    }

    [Theory]
    [InlineData("https://contoso.kacecloud.example/EnrollmentServer/Discovery.svc", CheckStatus.Passed)]
    [InlineData("https://CONTOSO.kacecloud.example:443/EnrollmentServer/Discovery.svc", CheckStatus.Passed)]
    [InlineData("https://elsewhere.example/", CheckStatus.Failed)]
    [InlineData("not an address", CheckStatus.Failed)]
    [InlineData("", CheckStatus.Failed)]
    [InlineData(null, CheckStatus.Failed)]
    public void The_URIs_are_those_that_KACE_Cloud_shows(string? url, CheckStatus expected)
    {
        var snapshot = With(p => (p.DiscoveryUrl, p.TermsOfUseUrl) = (url, url?.Replace("EnrollmentServer/Discovery.svc", "TermsOfUse", StringComparison.Ordinal)));

        Assert.Equal(expected, Judge("MdmDiscoveryUri", snapshot).Status);
        Assert.Equal(expected, Judge("MdmTermsOfUseUri", snapshot).Status);
        Assert.Equal(CheckStatus.Skipped, Judge("MdmDiscoveryUri", snapshot, new CheckOptions()).Status);
    }

    private static TenantSnapshot Groups(params string[] groups) => With(p => (p.AppliesTo, p.IncludedGroups) = ("selected", [.. groups.Select(g => new Group { Id = g, DisplayName = g })]));

    private static TenantSnapshot With(Action<MobilityPolicy> change)
    {
        var policy = Policy(AppId, "KACE Cloud", "all");
        change(policy);
        return Good with { MobilityPolicies = List(policy) };
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
