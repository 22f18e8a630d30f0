namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>Remove-KaceMobilityApp: all of an application, in the order that Graph demands, and back within thirty days.</summary>
public sealed class RemovedAppTests : ConnectionTest
{
    private const string OldAppId = "7f3c2a10-5b7e-4c55-9d64-0c0a70500402";
    private const string Remove = "Remove-KaceMobilityApp -AppId " + OldAppId + " -JournalPath $journal -Confirm:$false ";

    protected override string ScenarioName => "on-premises";

    [Fact]
    public void All_of_it_is_removed_and_comes_back()
    {
        var before = State();

        Assert.Empty(RunWell(Remove).Output);
        Assert.DoesNotContain(OldAppId, State(), StringComparison.Ordinal);
        Session.Stage.ClearLog();
        RunWell(Remove);
        Assert.Empty(Writes);

        Assert.All(Values(Undo, "Status"), s => Assert.Contains(s, new[] { "Undone", "NothingToDo" }));
        Assert.Equal(before, State());
    }

    [Fact]
    public void A_preview_removes_nothing()
    {
        var before = State();

        Assert.Contains("Remove the MDM application KACE Cloud (on-premises MDM)", RunWell(Remove + "-WhatIf").HostText, StringComparison.Ordinal);

        Assert.Equal(before, State());
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public void A_removal_that_broke_off_is_continued()
    {
        Session.Emulator.Faults.Add(Emulator.Faults.FaultRule.Parse("reset DELETE /v1.0/applications/.*"));
        TheError(Run(Remove), "ConnectionFailed");
        Assert.Contains(OldAppId, State(), StringComparison.Ordinal);

        RunWell(Remove);

        Assert.DoesNotContain(OldAppId, State(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_does_not_come_back_is_said_so_with_what_to_set()
    {
        RunWell(Remove);
        World.Behaviour.PolicyAppearsWithServicePrincipal = false;

        var message = TheError(Run(Undo), "CannotUndo");

        Assert.Contains("Settings > Mobility (MDM and MAM)", message, StringComparison.Ordinal);
        Assert.Contains("/contoso/TermsOfUse", message, StringComparison.Ordinal);
        Assert.Contains("All", message, StringComparison.Ordinal);
        Assert.Contains(Contoso.ServicePrincipals, s => s.AppId == OldAppId);
    }
}
