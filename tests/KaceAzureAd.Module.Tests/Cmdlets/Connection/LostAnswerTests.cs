using KaceAzureAd.Emulator.Faults;

namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>The network goes in the middle of a write, and nobody knows whether Graph has made it. The same command finds out, and makes it once.</summary>
public sealed class LostAnswerTests : ConnectionTest
{
    public static TheoryData<string> EachWrite => new()
    {
        "POST /v1.0/servicePrincipals", "PATCH /beta/policies/.* after=0", "PATCH /beta/policies/.* after=1", "POST /v1.0/oauth2PermissionGrants", "POST /v1.0/servicePrincipals/.*/appRoleAssignedTo after=2",
    };

    [Theory]
    [MemberData(nameof(EachWrite))]
    public void A_write_whose_answer_is_lost_is_not_made_again(string write) => ContinuesAfter($"reset {write} acted", writesCut: 0);

    [Theory]
    [MemberData(nameof(EachWrite))]
    public void A_write_that_did_not_arrive_is_made(string write) => ContinuesAfter($"reset {write}", writesCut: 1);

    [Theory]
    [MemberData(nameof(EachWrite))]
    public void A_write_that_is_throttled_though_it_was_made_counts_as_made_by_the_run(string write)
    {
        var before = State();
        Session.Emulator.Faults.Add(FaultRule.Parse($"503 {write} acted"));

        Assert.Equal("Connected", StatusOf(RunWell(Set)));

        RunWell(Undo);
        Assert.Equal(before, State());
    }

    private void ContinuesAfter(string fault, int writesCut)
    {
        var before = State();
        var undisturbed = Undisturbed();
        Session.Stage.ClearLog();
        Session.Emulator.Faults.Add(FaultRule.Parse(fault));

        var broken = Run(Set);
        var message = TheError(broken, "ConnectionFailed");
        Assert.Equal("Failed", StatusOf(broken));
        Assert.Contains("steps are done", message, StringComparison.Ordinal);
        Assert.Contains("run the same command again", message, StringComparison.Ordinal);

        // Where only the reading back was missing, nothing is left to be done.
        Assert.Contains(StatusOf(RunWell(Set)), new[] { "Connected", "Unchanged" });
        Assert.Equal(undisturbed.State, State());
        Assert.Equal(undisturbed.Writes + writesCut, Writes.Count(w => w.Status is >= 200 and < 300));
        RunWell(Undo);
        Assert.Equal(before, State());
    }

    private (string State, int Writes) Undisturbed()
    {
        Session.Stage.ClearLog();
        RunWell(Set);
        var result = (State(), Writes.Count);
        RunWell(Undo);
        File.Delete(JournalPath);
        return result;
    }
}
