using KaceAzureAd.Connection;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Errors;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Services.Connection;

/// <summary>From every state that a tenant may be in, one run connects it or stops with the right reason, and taking it back leads there again.</summary>
public abstract class StartStateTests(string scenario) : ConnectionTest(scenario)
{
    internal async Task StopsAsync(ErrorCode code, string message)
    {
        var error = await FailsAsync(code, () => ConnectAsync());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(TenantId, error.Target);
        Assert.Empty(Writes);
        Assert.False(File.Exists(JournalPath));
    }

    public sealed class ApplicationAdded() : StartStateTests("app-added")
    {
        [Fact]
        public Task Connects() => ConnectsAndBackAsync();
    }

    public sealed class NoScope() : StartStateTests("policy-without-scope")
    {
        [Fact]
        public async Task Only_the_scope_is_set()
        {
            Assert.Equal(["MdmUserScope Done", "VerifyInKaceCloud ForPerson"], (await ConnectAsync()).Steps.Select(s => $"{s.Name} {s.Status}"));
            Assert.Single(Writes);
        }
    }

    public sealed class WrongUris() : StartStateTests("wrong-uris")
    {
        [Fact]
        public Task Connects() => ConnectsAndBackAsync();

        [Fact]
        public async Task The_applications_own_name_counts()
        {
            KacePolicy.DisplayName = "An entry of another name";
            Assert.Contains((await Connecting.PlanAsync(Options, Cancellation)).Steps, s => s.Target.Contains("KACE Cloud", StringComparison.Ordinal));
            Assert.DoesNotContain((await Connecting.PlanAsync(Options, Cancellation)).Steps, s => s.Target.Contains("An entry", StringComparison.Ordinal));
        }
    }

    public sealed class SomeWithGroups() : StartStateTests("scope-some")
    {
        [Fact]
        public Task All_and_the_groups_back() => ConnectsAndBackAsync();

        [Fact]
        public Task Other_groups_and_the_first_ones_back() => ConnectsAndBackAsync(Options with { Scope = MdmUserScope.Some, Groups = ["Windows Pilot", Nobody] });

        [Fact]
        public Task Off_and_on_again() => ConnectsAndBackAsync(Options with { Scope = MdmUserScope.None });
    }

    public sealed class HalfConsent() : StartStateTests("half-consent")
    {
        [Fact]
        public Task Connects() => ConnectsAndBackAsync();
    }

    public sealed class Disabled() : StartStateTests("disabled-app")
    {
        [Fact]
        public async Task Is_enabled_and_disabled_again()
        {
            var step = (await ConnectsAndBackAsync()).Steps[0];
            Assert.Equal(("EnterpriseApplication", "disabled", "enabled"), (step.Name, step.Current, step.Desired));
        }
    }

    public sealed class DisabledByMicrosoft() : StartStateTests("disabled-by-microsoft")
    {
        [Fact]
        public Task Stops() => StopsAsync(ErrorCodes.DisabledByMicrosoft, "Microsoft disabled the enterprise application KACE Cloud");
    }

    public sealed class InvalidEntry() : StartStateTests("invalid-policy")
    {
        [Fact]
        public async Task Is_deleted_and_comes_anew()
        {
            var steps = (await ConnectAsync()).Steps;

            Assert.Equal(("InvalidMobilityEntry", StepStatus.Done, "deleted"), (steps[0].Name, steps[0].Status, steps[0].Message));
            Assert.Equal((true, "all"), (KacePolicy.IsValid, KacePolicy.AppliesTo));
            Assert.Contains(await UndoAsync(), u => u.Status == UndoStatus.NothingToDo);
            Assert.Null(KaceApp);
        }
    }

    public sealed class IntuneAtAll() : StartStateTests("intune-all")
    {
        [Fact]
        public Task Stops_unless_told_what_to_do() => StopsAsync(ErrorCodes.OtherMdmInTheWay, "Microsoft Intune (All)");

        [Fact]
        public async Task Stops_where_one_of_its_groups_is_wanted_too()
        {
            var intune = Contoso.MobileDeviceManagementPolicies.Single(p => p.Id == Intune);
            (intune.AppliesTo, intune.IncludedGroups) = ("selected", [Pilot]);

            Assert.Single((await Connecting.PlanAsync(Options with { Scope = MdmUserScope.Some, Groups = [Pilot, Nobody] }, Cancellation)).Obstacles);
            Assert.Empty((await Connecting.PlanAsync(Options with { Scope = MdmUserScope.Some, Groups = [Nobody] }, Cancellation)).Obstacles);
        }

        [Fact]
        public async Task Lets_go_of_its_users_first()
        {
            var steps = (await ConnectsAndBackAsync(Options with { ResolveConflict = true })).Steps;
            Assert.Equal(["OtherMdmUserScope", "MdmUserScope", "VerifyInKaceCloud"], steps.Skip(steps.Count - 3).Select(s => s.Name));
            Assert.Equal("None", steps[^3].Message);
        }
    }

    public sealed class OnPremises() : StartStateTests("on-premises")
    {
        [Fact]
        public Task Stops_unless_told_what_to_do() => StopsAsync(ErrorCodes.OnPremisesAppInTheWay, $"KACE Cloud (on-premises MDM) ({OldAppId})");

        [Fact]
        public async Task Is_removed_and_comes_back_with_its_values()
        {
            var steps = (await ConnectsAndBackWhereMamStaysAsync(Options with { RemoveOnPremisesApp = true })).Steps;
            Assert.Contains(steps, s => s is { Name: "OnPremisesApp", Status: StepStatus.Done, Message: "removed; it can be restored for thirty days" });
            Assert.Contains(steps, s => s.Name == "RemoveExistingSettings");
        }

        [Fact]
        public async Task What_is_there_of_it_is_named()
        {
            async Task<string> PartsAsync() => (await Connecting.PlanAsync(Options with { RemoveOnPremisesApp = true }, Cancellation)).Steps.Single(s => s.Name == "OnPremisesApp").Current;
            Contoso.ServicePrincipals.First(s => s.DisplayName == "KACE Cloud single sign-on").DisplayName = "KACE something else";
            Assert.Equal("enterprise application, app registration, entry in Mobility (MDM and MAM), MDM user scope All", await PartsAsync());

            Contoso.MobileAppManagementPolicies.RemoveAll(p => p.Id == OldAppId);
            Assert.Equal("enterprise application, app registration, entry in Mobility (MDM and MAM), MDM user scope All", await PartsAsync());

            Contoso.Applications.RemoveAll(a => a.AppId == OldAppId);
            Contoso.ServicePrincipals.RemoveAll(s => s.AppId == OldAppId);
            Contoso.MobileDeviceManagementPolicies.Single(p => p.Id == OldAppId).IsValid = false;
            Assert.Equal("entry in Mobility (MDM and MAM), MDM user scope None", await PartsAsync());
        }

        private async Task<KaceAadConnection> ConnectsAndBackWhereMamStaysAsync(ConnectionOptions options)
        {
            var before = State;
            var result = await ConnectAsync(options);
            Assert.Equal(ConnectionStatus.Connected, result.Status);
            Assert.DoesNotContain(State, line => line.Contains(OldAppId, StringComparison.Ordinal));
            Assert.All(await UndoAsync(), u => Assert.Null(u.Error));
            Assert.Equal(before, State);
            return result;
        }
    }

    public sealed class Connected() : StartStateTests("connected")
    {
        [Fact]
        public async Task Nothing_is_changed()
        {
            Assert.Equal(ConnectionStatus.Unchanged, (await ConnectAsync()).Status);
            Assert.Empty(Writes);
        }
    }
}
