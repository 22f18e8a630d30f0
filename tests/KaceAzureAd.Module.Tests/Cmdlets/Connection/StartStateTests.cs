using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>From every state that a tenant may be in, one command ends connected or stops with the one right reason; undoing it leads back.</summary>
public abstract class StartStateTests(string scenario) : ConnectionTest
{
    protected override string ScenarioName => scenario;

    /// <summary>Connects, and undoes it.</summary>
    protected void ConnectsAndBack(string options = "", bool andBack = true)
    {
        var before = State();
        Assert.Equal("Connected", StatusOf(RunWell(Set + options)));
        AssertNothingIsPlanned(options);
        if (World.KaceCloud.FindByTenant(Contoso.Id)!.OnPremisesAppId is not null)
        {
            Session.Stage.RemoveExistingSettings();
        }

        Session.Stage.ChooseAutomated();
        Session.Stage.VerifyAzureADSettings();
        Assert.Empty(Session.Stage.Objections());
        RunWell(Undo);
        if (andBack)
        {
            Assert.Equal(before, State());
        }
    }

    /// <summary>Stops with this reason, and has changed nothing.</summary>
    protected string StopsWith(string code, string options = "")
    {
        var before = State();
        var message = RunIntoError(Set + options, code);
        Assert.Equal(before, State());
        Assert.False(File.Exists(JournalPath));
        return message;
    }

    public sealed class AppOnly() : StartStateTests("app-added")
    {
        [Fact]
        public void Connects() => ConnectsAndBack();
    }

    public sealed class PolicyWithoutScope() : StartStateTests("policy-without-scope")
    {
        [Fact]
        public void Connects() => ConnectsAndBack();

        [Fact]
        public void Nothing_but_the_scope_is_changed()
        {
            Session.Stage.ClearLog();
            RunWell(Set);
            Assert.Single(Writes);
        }
    }

    public sealed class WrongUris() : StartStateTests("wrong-uris")
    {
        [Fact]
        public void Connects() => ConnectsAndBack();
    }

    public sealed class SomeWithGroups() : StartStateTests("scope-some")
    {
        [Fact]
        public void Connects_all_and_gives_the_groups_back() => ConnectsAndBack();

        [Fact]
        public void Connects_other_groups_and_gives_the_first_ones_back()
        {
            var before = State();
            Assert.Equal("Connected", StatusOf(RunWell(Set + "-Scope Some -Group 'Windows Pilot', 'Nobody Yet'")));
            AssertNothingIsPlanned("-Scope Some -Group 'Windows Pilot', 'Nobody Yet'");
            Assert.Equal(2, KacePolicy.IncludedGroups.Count);
            RunWell(Undo);
            Assert.Equal(before, State());
        }

        [Fact]
        public void Turns_it_off_and_on_again()
        {
            var before = State();
            RunWell(Set + "-Scope None");
            Assert.Equal("none", KacePolicy.AppliesTo);
            RunWell(Undo);
            Assert.Equal(before, State());
        }
    }

    public sealed class IntuneAtAll() : StartStateTests("intune-all")
    {
        [Fact]
        public void Stops_where_it_is_not_told_what_to_do() => Assert.Contains("Microsoft Intune", StopsWith("OtherMdmInTheWay"), StringComparison.Ordinal);

        [Fact]
        public void Connects_where_it_may_resolve_the_conflict() => ConnectsAndBack("-ResolveConflict");
    }

    public sealed class OnPremisesApp() : StartStateTests("on-premises")
    {
        [Fact]
        public void Stops_where_it_is_not_told_what_to_do() => Assert.Contains("-RemoveOnPremisesApp", StopsWith("OnPremisesAppInTheWay"), StringComparison.Ordinal);

        [Fact]
        public void Connects_where_it_may_remove_the_old_application() => ConnectsAndBack("-RemoveOnPremisesApp");
    }

    public sealed class HalfConsent() : StartStateTests("half-consent")
    {
        [Fact]
        public void Connects() => ConnectsAndBack();
    }

    public sealed class DisabledApp() : StartStateTests("disabled-app")
    {
        [Fact]
        public void Connects() => ConnectsAndBack();
    }

    public sealed class DisabledByMicrosoft() : StartStateTests("disabled-by-microsoft")
    {
        [Fact]
        public void Stops() => StopsWith("DisabledByMicrosoft");
    }

    public sealed class InvalidPolicy() : StartStateTests("invalid-policy")
    {
        // An invalid entry cannot be brought back, and had no effect (docs/journal.md).
        [Fact]
        public void Connects() => ConnectsAndBack(andBack: false);
    }

    public sealed class Connected() : StartStateTests("connected")
    {
        [Fact]
        public void Changes_nothing()
        {
            Session.Stage.ClearLog();
            Assert.Equal("Unchanged", StatusOf(RunWell(Set)));
            Assert.Empty(Writes);
            Assert.False(File.Exists(JournalPath));
        }
    }

    public sealed class PolicyThatNeverAppears() : StartStateTests("policy-missing")
    {
        [Fact]
        public void Waits_for_a_person_and_continues_from_there()
        {
            var before = State();
            var result = Run(Set + "-TimeoutSec 2");
            Assert.Contains("Mobility (MDM and MAM) > Add application", TheError(result, "PersonNeeded"), StringComparison.Ordinal);
            Assert.Equal("Waiting", StatusOf(result));

            lock (World.Gate)
            {
                Contoso.AddMobilityPolicies(World.FindApplication(KaceAppId)!.Value.App, DateTimeOffset.UtcNow);
            }

            Assert.Equal("Connected", StatusOf(RunWell(Set + "-TimeoutSec 20")));
            AssertNothingIsPlanned();
            RunWell(Undo);
            Assert.Equal(before, State());
        }
    }

    public sealed class SlowReplication() : StartStateTests("slow-replication")
    {
        [Fact]
        public void Connects() => ConnectsAndBack();
    }
}
