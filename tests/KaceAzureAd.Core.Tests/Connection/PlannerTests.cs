using KaceAzureAd.Connection;
using KaceAzureAd.Errors;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Connection;

/// <summary>The plan for each state that a tenant may be in. Steps side by side are joined by a plus.</summary>
public sealed class PlannerTests
{
    private static readonly ConnectionOptions RemovesOld = States.Options with { RemoveOnPremisesApp = true };
    private static readonly ConnectionOptions Resolves = States.Options with { ResolveConflict = true };
    private static readonly ConnectionOptions ForPilot = States.Options with { Scope = MdmUserScope.Some, Groups = [States.Pilot.Id] };
    private static readonly ConnectionOptions Grants = States.Options with { Permissions = [States.UserRead, States.DeviceWrite] };
    private static readonly ConnectionState WithPilot = States.Connected with { Groups = [States.Pilot] };

    [Fact]
    public void A_tenant_that_is_connected_needs_nothing()
    {
        var plan = States.Plan(States.Connected);

        Assert.Equal((true, "", "nothing is to be done"), (plan.IsConnected, Shown(plan), plan.ToString()[(plan.TenantId.Length + 2)..]));
        Assert.Empty(plan.Needs);
    }

    [Fact]
    public void A_tenant_with_nothing_of_kace_gets_all_of_it_and_the_scope_last()
    {
        var plan = States.Plan(States.Nothing);

        Assert.Equal("EnterpriseApplication, MobilityEntry, ChooseAutomated, MdmUris + Consent, MdmUserScope, VerifyInKaceCloud", Shown(plan));
        Assert.Equal(States.Setting.OnBoardUri, plan.Steps.First(s => s.Name == "Consent").Page);
        Assert.All(plan.Steps, s => Assert.Equal(s.Kind != StepKind.Change, s.Instruction is not null));
        Assert.All(plan.Steps, s => Assert.Equal(s.Kind == StepKind.Change, s.Permissions.Count > 0));
        Assert.All(plan.Steps, s => Assert.Equal(StepStatus.Planned, s.Status));
    }

    [Fact]
    public void What_is_there_already_is_not_done_again()
    {
        Assert.Equal("MobilityEntry, ChooseAutomated, MdmUris + Consent, MdmUserScope, VerifyInKaceCloud", Shown(States.Nothing with { Application = States.Application }));
        Assert.Equal("MdmUserScope, VerifyInKaceCloud", Shown(States.Connected with { Entry = States.Entry with { Scope = MdmUserScope.None } }));
        Assert.Equal("ChooseAutomated, MdmUris, VerifyInKaceCloud", Shown(States.Connected with { Entry = States.Entry with { DiscoveryUrl = "https://old.example/discovery" } }));
        Assert.Equal("ChooseAutomated, MdmUris, VerifyInKaceCloud", Shown(States.Connected with { Entry = States.Entry with { TermsOfUseUrl = null } }));
        Assert.Equal("ChooseAutomated, Consent, VerifyInKaceCloud", Shown(States.Connected with { Consent = [] }));
    }

    [Fact]
    public void An_application_that_is_disabled_is_enabled_and_one_that_microsoft_disabled_is_in_the_way()
    {
        Assert.Equal("EnterpriseApplication, VerifyInKaceCloud", Shown(States.Connected with { Application = States.Application with { IsEnabled = false } }));

        var plan = States.Plan(States.Connected with { Application = States.Application with { IsEnabled = false, IsDisabledByMicrosoft = true } });
        Assert.Equal(("", "KaceAad.DisabledByMicrosoft", false), (Shown(plan), Obstacles(plan), plan.IsConnected));
    }

    [Fact]
    public void An_entry_that_is_invalid_is_deleted_before_the_application_is_added()
    {
        var invalid = States.Entry with { IsValid = false };
        const string rest = "EnterpriseApplication, MobilityEntry, ChooseAutomated, MdmUris + Consent, MdmUserScope, VerifyInKaceCloud";

        Assert.Equal("InvalidMobilityEntry, " + rest, Shown(States.Nothing with { Entry = invalid }));
        Assert.Equal("InvalidMobilityEntry, " + rest, Shown(States.Nothing with { HasInvalidMamEntry = true }));
        Assert.Equal("InvalidMobilityEntry, MobilityEntry, ChooseAutomated, MdmUris, MdmUserScope, VerifyInKaceCloud", Shown(States.Connected with { Entry = invalid }));
        Assert.Equal("InvalidMobilityEntry, VerifyInKaceCloud", Shown(States.Connected with { HasInvalidMamEntry = true }));
    }

    [Fact]
    public void The_scope_is_set_where_it_is_not_exactly_the_one_wanted()
    {
        var some = WithPilot with { Entry = States.Entry with { Scope = MdmUserScope.Some, Groups = [States.Pilot] } };

        Assert.Equal("", Shown(some, ForPilot));
        Assert.Equal("MdmUserScope, VerifyInKaceCloud", Shown(some with { Groups = [States.Sales] }, ForPilot));
        Assert.Equal("MdmUserScope, VerifyInKaceCloud", Shown(some with { Groups = [States.Pilot, States.Sales] }, ForPilot));
        Assert.Equal("MdmUserScope, VerifyInKaceCloud", Shown(some));
        Assert.Equal("MdmUserScope, VerifyInKaceCloud", Shown(some, States.Options with { Scope = MdmUserScope.None }));
        Assert.Equal("", Shown(States.Connected with { Entry = States.Entry with { Scope = MdmUserScope.Some } }, States.Options with { Scope = MdmUserScope.None }));
        Assert.Equal("Some (Pilot) -> All", States.Plan(some).Steps[0] is var step ? $"{step.Current} -> {step.Desired}" : "");
    }

    [Fact]
    public void Another_mdm_that_claims_the_users_is_in_the_way_until_it_is_to_be_resolved()
    {
        var state = States.Connected with { OtherMdms = [States.OtherMdm(MdmUserScope.All)] };
        Assert.Equal("KaceAad.OtherMdmInTheWay", Obstacles(States.Plan(state)));
        Assert.Equal("", Shown(States.Plan(state)));

        var plan = States.Plan(state, Resolves);
        Assert.Equal(("OtherMdmUserScope, VerifyInKaceCloud", "", States.Intune), (Shown(plan), Obstacles(plan), plan.Steps[0].OtherAppId));
        Assert.Equal("", Obstacles(States.Plan(state, States.Options with { Scope = MdmUserScope.None })));
        Assert.Equal("OtherMdmUserScope, MdmUserScope, VerifyInKaceCloud", Shown(state with { Entry = States.Entry with { Scope = MdmUserScope.None } }, Resolves));
    }

    [Theory]
    [InlineData("shared", true)]
    [InlineData("other", false)]
    [InlineData("cut", true)]
    [InlineData("all", true)]
    [InlineData("unknown", true)]
    public void Groups_beside_groups_conflict_where_they_are_shared_or_not_all_seen(string other, bool conflicts)
    {
        var mdm = other switch
        {
            "shared" => States.OtherMdm(MdmUserScope.Some, States.Sales, States.Pilot with { Id = States.Pilot.Id.ToUpperInvariant() }),
            "other" => States.OtherMdm(MdmUserScope.Some, States.Sales),
            "cut" => States.OtherMdm(MdmUserScope.Some, States.Sales) with { AreGroupsCut = true },
            "all" => States.OtherMdm(MdmUserScope.All),
            _ => States.OtherMdm(MdmUserScope.Unknown),
        };

        Assert.Equal(conflicts ? "KaceAad.OtherMdmInTheWay" : "", Obstacles(States.Plan(WithPilot with { OtherMdms = [mdm] }, ForPilot)));
        Assert.Equal("KaceAad.OtherMdmInTheWay", Obstacles(States.Plan(States.Connected with { OtherMdms = [mdm] })));
    }

    [Fact]
    public void An_on_premises_app_is_in_the_way_until_it_is_to_be_removed_and_then_kace_cloud_is_set_anew()
    {
        var state = States.Connected with { OnPremisesApps = [States.OnPremises], Entry = States.Entry with { Scope = MdmUserScope.None } };
        Assert.Equal(("KaceAad.OnPremisesAppInTheWay", "MdmUserScope, VerifyInKaceCloud"), (Obstacles(States.Plan(state)), Shown(state)));

        var plan = States.Plan(state, RemovesOld);
        Assert.Equal("RemoveExistingSettings, ChooseAutomated, OnPremisesApp, MdmUserScope, VerifyInKaceCloud", Shown(plan));
        Assert.Equal("", Obstacles(plan));
        Assert.Equal(States.OnPremises.AppId, plan.Steps.First(s => s.Name == "OnPremisesApp").OtherAppId);
        Assert.Equal(
            "(Cloud Application Administrator, Application Administrator or Global Administrator) and (Cloud Device Administrator or Global Administrator)", plan.Steps.First(s => s.Name == "OnPremisesApp").Role);
        Assert.Equal("OtherMdmUserScope + OnPremisesApp", Shown(state with { OtherMdms = [States.OtherMdm(MdmUserScope.All)] }, RemovesOld with { ResolveConflict = true }).Split(", ")[2]);
    }

    [Fact]
    public void Of_the_permissions_that_were_named_those_that_lack_are_granted_with_their_risk()
    {
        Assert.Equal("", Shown(States.Connected with { Consent = [States.DeviceWrite, States.UserRead with { Permission = "user.read" }] }, Grants));
        Assert.Equal("ChooseAutomated, Consent, VerifyInKaceCloud", Shown(States.Connected with { Consent = [] }, Grants));

        var step = States.Plan(States.Connected, Grants).Steps.Single(s => s.Name == "Consent");
        Assert.Equal(StepKind.Change, step.Kind);
        Assert.Equal("User.Read (Delegated), Device.Read.All (Application)", step.Current);
        Assert.Equal("User.Read (Delegated), Device.Read.All (Application), Device.ReadWrite.All (Application) [RISK: It changes all such objects of the tenant, without anybody signed in.]", step.Desired);
        Assert.Equal(["AppRoleAssignment.ReadWrite.All"], step.Permissions);
    }

    [Fact]
    public void All_that_is_in_the_way_is_told_at_once()
    {
        var plan = States.Plan(States.Connected with
        {
            Application = States.Application with { IsDisabledByMicrosoft = true }, OtherMdms = [States.OtherMdm(MdmUserScope.All)], OnPremisesApps = [States.OnPremises],
        });

        Assert.Equal("KaceAad.DisabledByMicrosoft, KaceAad.OtherMdmInTheWay, KaceAad.OnPremisesAppInTheWay", Obstacles(plan));
        Assert.All(plan.Obstacles, o => Assert.Contains(o.Code, ErrorCodes.All.Select(c => c.Id)));
    }

    [Fact]
    public void No_name_in_the_tenant_breaks_a_line_of_the_plan()
    {
        const string name = "KACE\r\n\u001B[2J\u202E";
        var plan = States.Plan(
            States.Nothing with
            {
                Application = States.Application with { DisplayName = name, IsEnabled = false }, Entry = States.Entry with { DisplayName = name, DiscoveryUrl = name }, Groups = [States.Pilot with { DisplayName = name }],
                OtherMdms = [States.OtherMdm(MdmUserScope.All) with { DisplayName = name }], OnPremisesApps = [States.OnPremises with { DisplayName = name }], Consent = [States.UserRead with { Permission = name }],
            },
            ForPilot with { ResolveConflict = true, RemoveOnPremisesApp = true, Permissions = [States.DeviceRead] });

        Assert.Equal(9, plan.Steps.Count);
        Assert.All(plan.Steps, s => Assert.DoesNotContain($"{s}{s.Target}{s.Current}{s.Desired}{s.Reason}{s.Instruction}", c => char.IsControl(c) || c == '\u202E'));
        Assert.All(States.Plan(plan.State, ForPilot).Obstacles, o => Assert.DoesNotContain(o.Message, c => char.IsControl(c) || c == '\u202E'));
    }

    private static string Shown(ConnectionState state, ConnectionOptions? options = null) => Shown(States.Plan(state, options));

    private static string Shown(KaceAadPlan plan) => string.Join(", ", plan.Steps.GroupBy(s => s.Order).Select(stage => string.Join(" + ", stage.Select(s => s.Name))));

    private static string Obstacles(KaceAadPlan plan) => string.Join(", ", plan.Obstacles.Select(o => o.Code));
}
