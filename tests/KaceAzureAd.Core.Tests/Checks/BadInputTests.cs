using System.Globalization;
using System.Text;
using KaceAzureAd.Checks;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;
using static KaceAzureAd.Core.Tests.Checks.Snapshots;

namespace KaceAzureAd.Core.Tests.Checks;

/// <summary>What could not be read, what is not as documented, and what is very much: never passed in silence, never a crash, never more than a line.</summary>
public sealed class BadInputTests
{
    private const string Evil = "Vertrieb \"Süd\" 'x' \r\nPassed: all well\t\u001b[31m\u0000\u202Eevil\u2028\uD800 Κάτι 中文 العربية हिन्दी 👩‍💻";

    private static readonly Check[] All = [.. CheckCatalogue.Prerequisites.Concat(CheckCatalogue.Connection).DistinctBy(c => c.Name)];

    /// <summary>Each part of a tenant with a way to make reading it fail, and the checks that go on without it.</summary>
    private static readonly (TenantPart Part, Func<KaceAadException, TenantSnapshot> Without, string[] GoOn)[] Parts =
    [
        (TenantPart.Organization, e => Good with { Organization = Error<Organization>(e) }, ["KaceSetting"]),
        (TenantPart.Licences, e => Good with { Licences = Error<IReadOnlyList<SubscribedSku>>(e) }, []),
        (TenantPart.Roles, e => Good with { Roles = Error<IReadOnlyList<Microsoft.Graph.Models.DirectoryRole>>(e) }, []),
        (TenantPart.EligibleRoles, e => Good with { EligibleRoles = Error<IReadOnlyList<UnifiedRoleEligibilityScheduleInstance>>(e) }, ["AdministratorRoles"]),
        (TenantPart.DeviceRegistrationPolicy, e => Good with { DeviceRegistrationPolicy = Error<DeviceRegistrationPolicy>(e) }, []),
        (TenantPart.MobilityPolicies, e => Good with { MobilityPolicies = Error<IReadOnlyList<MobilityPolicy>>(e) }, ["DiscoveryResource"]),
        (TenantPart.MamPolicies, e => Good with { MamPolicies = Error<IReadOnlyList<MobilityPolicy>>(e) }, []),
        (TenantPart.KaceServicePrincipals, e => Good with { KaceServicePrincipals = Error<IReadOnlyList<ServicePrincipal>>(e) }, []),
        (TenantPart.Applications, e => Good with { Applications = Error<IReadOnlyList<Application>>(e) }, []),
        (TenantPart.ServicePrincipal, e => Good with { ServicePrincipal = Error<ServicePrincipal>(e) }, []),
        (TenantPart.DelegatedGrants, e => Good with { DelegatedGrants = Error<IReadOnlyList<OAuth2PermissionGrant>>(e) }, []),
        (TenantPart.AppRoleAssignments, e => Good with { AppRoleAssignments = Error<IReadOnlyList<AppRoleAssignment>>(e) }, []),
        (TenantPart.Resources, e => Good with { Resources = [Error<ServicePrincipal>(e)] }, ["Consent"]),
        (TenantPart.SignIns, e => Good with { SignIns = Error<SignInCollectionResponse>(e) }, []),
        (TenantPart.Devices, e => Good with { Devices = Error<DeviceCollectionResponse>(e) }, []),
    ];

    [Fact]
    public void On_a_good_tenant_every_check_passes()
    {
        Assert.All(All, c => Assert.Equal((c.Name, CheckStatus.Passed), (c.Name, Evaluate(c, Good).Status)));
        Assert.All(All.Where(c => c.LooksAt.Any(p => p.Operation is not null)), c => Assert.NotEmpty(Evaluate(c, Good).RequestIds));
    }

    [Fact]
    public void What_is_found_of_the_same_state_is_the_same_whenever_it_is_looked_at()
    {
        var later = Good with
        {
            ReadAt = Now.AddDays(1),
            TermsOfUseEndpoint = Probe(200) with { Elapsed = TimeSpan.FromSeconds(2) },
            DiscoveryEndpoint = Probe(200) with { Elapsed = TimeSpan.FromSeconds(2) },
            SignIns = Read(new SignInCollectionResponse { Value = [new() { CreatedDateTime = Now, Status = new SignInStatus { ErrorCode = 0 } }] }),
        };

        Assert.All(All, c => Assert.Equal((c.Name, Evaluate(c, Good).Actual), (c.Name, Evaluate(c, later).Actual)));
    }

    [Fact]
    public void What_the_session_may_not_read_is_skipped_and_what_failed_is_failed_each_with_its_reason() => Assert.All(Parts, part =>
    {
        foreach (var check in All.Where(c => c.LooksAt.Contains(part.Part) && !part.GoOn.Contains(c.Name)))
        {
            foreach (var error in new[] { Denied, Broken })
            {
                var result = Evaluate(check, part.Without(error));

                Assert.Equal((check.Name, error == Broken || check.Name == "TenantReachable" ? CheckStatus.Failed : CheckStatus.Skipped), (check.Name, result.Status));
                Assert.Contains(error.Message, result.Message, StringComparison.Ordinal);
                Assert.Equal(error.RecommendedAction, result.Remediation);
                Assert.Contains(error.RequestId!, result.RequestIds);
            }
        }
    });

    [Fact]
    public void Every_part_that_Graph_tells_can_fail_in_these_tests() =>
        Assert.Empty(All.SelectMany(c => c.LooksAt).Where(p => p.Operation is not null && p != TenantPart.ScopeGroups).Except(Parts.Select(p => p.Part)));

    [Fact]
    public void A_part_that_nobody_read_is_not_passed()
    {
        var nothing = new TenantSnapshot { TenantId = TenantId, ReadAt = Now, Environment = Good.Environment, Account = "a", IsAppOnly = false, GrantedScopes = [], AppId = AppId };

        Assert.All(All.Where(c => c.Name != "KaceSetting"), c => Assert.NotEqual((c.Name, CheckStatus.Passed), (c.Name, Evaluate(c, nothing).Status)));
    }

    [Fact]
    public void Objects_without_any_field_are_neither_passed_nor_a_crash()
    {
        var empty = Good with
        {
            Organization = Read(new Organization()),
            Licences = List(new SubscribedSku()),
            Roles = List(new Microsoft.Graph.Models.DirectoryRole()),
            EligibleRoles = List(new UnifiedRoleEligibilityScheduleInstance()),
            DeviceRegistrationPolicy = Read(new DeviceRegistrationPolicy()),
            MobilityPolicies = List(new MobilityPolicy(), new MobilityPolicy { Id = AppId }),
            MamPolicies = List(new MobilityPolicy()),
            KaceServicePrincipals = List(new ServicePrincipal()),
            Applications = List(new Application()),
            ServicePrincipal = Read(new ServicePrincipal()),
            DelegatedGrants = List(new OAuth2PermissionGrant()),
            AppRoleAssignments = List<AppRoleAssignment>(),
            Resources = [Read(new ServicePrincipal())],
            SignIns = Read(new SignInCollectionResponse()),
            Devices = Read(new DeviceCollectionResponse()),
        };
        string[] rightlyPassed = ["TenantReachable", "KaceSetting", "GrantedPermissions", "OnPremisesKaceApp", "EnrollmentDns", "TermsOfUseEndpoint", "DiscoveryEndpoint", "EnrollmentDiscovery"];

        Assert.All(All, c => Assert.Equal((c.Name, rightlyPassed.Contains(c.Name)), (c.Name, Evaluate(c, empty).Status == CheckStatus.Passed)));
    }

    [Fact]
    public void Whatever_names_are_the_result_is_one_line_that_a_terminal_only_shows()
    {
        foreach (var snapshot in Named(Evil))
        {
            foreach (var check in All)
            {
                var result = Evaluate(check, snapshot);
                Assert.All([result.Message, result.Actual ?? "", result.Remediation ?? "", result.ToString()], text =>
                {
                    Assert.True(text.EnumerateRunes().All(r => r != Rune.ReplacementChar && (Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.Format) || r.Value is 0x200D)), $"{check.Name}: {text}");
                    Assert.InRange(text.Length, 0, 1100);
                });
            }
        }

        Assert.Contains("中文 العربية हिन्दी 👩‍💻", Judge("OtherMdmUserScope", Named(Evil)[0]).Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_groups_and_three_hundred_policies_are_judged_in_a_moment_and_in_a_line()
    {
        var groups = Enumerable.Range(0, 10_000).Select(i => $"{i:x8}").ToArray();
        var policies = Enumerable.Range(0, 300).Select(i => Policy($"id {i}", "MDM " + i, "selected", $"{i + 9_000:x8}")).Append(Policy(AppId, "KACE Cloud", "selected", groups)).ToArray();
        var snapshot = Good with { MobilityPolicies = List(policies), ScopeGroups = [.. groups.Take(100).Select(g => new ScopeGroup(g, 0, null, null))] };
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var other = Judge("OtherMdmUserScope", snapshot);
        var scope = Judge("MdmUserScope", snapshot);

        Assert.InRange(clock.ElapsedMilliseconds, 0, 3000);
        Assert.Equal((CheckStatus.Failed, CheckStatus.Warning), (other.Status, scope.Status));
        Assert.EndsWith("and 295 more.", other.Message, StringComparison.Ordinal);
        Assert.EndsWith("and 9995 more)", scope.Actual, StringComparison.Ordinal);
    }

    private static KaceAadCheck Evaluate(Check check, TenantSnapshot snapshot) => check.Evaluate(snapshot, new CheckOptions { Setting = Setting }, CheckGroup.Prerequisite);

    /// <summary>The same name wherever somebody outside may choose one.</summary>
    private static TenantSnapshot[] Named(string name)
    {
        var policy = Policy(AppId, name, "selected", name);
        policy.DiscoveryUrl = name;
        var intune = Policy(IntuneAppId, name, "all", name);
        return
        [
            Good with
            {
                Account = name,
                Organization = Read(new Organization { DisplayName = name, VerifiedDomains = [new() { Name = name }] }),
                Licences = List(Sku(name, 1, 1, P1)),
                Roles = List(new Microsoft.Graph.Models.DirectoryRole { DisplayName = name }),
                DeviceRegistrationPolicy = Join(new EnumeratedDeviceRegistrationMembership { Groups = [name] }),
                MobilityPolicies = List(policy, intune),
                MamPolicies = List(intune),
                ScopeGroups = [new(name, 0, null, null)],
                KaceServicePrincipals = List(new ServicePrincipal { AppId = IntuneAppId, AppOwnerOrganizationId = new Guid(TenantId) }),
                Applications = List(new Application { DisplayName = name, IdentifierUris = [name + "/broker/heliumsso/endpoint"] }),
                ServicePrincipal = Read(new ServicePrincipal { DisplayName = name, DisabledByMicrosoftStatus = name }),
                DelegatedGrants = List(new OAuth2PermissionGrant { ConsentType = "AllPrincipals", Scope = name }),
                SignIns = Read(new SignInCollectionResponse { Value = [new() { Status = new SignInStatus { ErrorCode = 1, FailureReason = name } }] }),
                EnrollmentDns = [new(name, name, null)],
                DiscoverAnswer = Discover(Envelope(service: "not&#10;https")),
            },
            Good with { Licences = Error<IReadOnlyList<SubscribedSku>>(new KaceAadException(ErrorCodes.Unexpected, name, name)) },
        ];
    }
}
