namespace KaceAzureAd.Module.Tests.Cmdlets;

public sealed class MdmUserScopeTests : CmdletTest
{
    private const string Pilot = "7f3c2a10-5b7e-4c55-9d64-0c0a70500201";
    private const string Employees = "7f3c2a10-5b7e-4c55-9d64-0c0a70500202";

    protected override string ScenarioName => "connected";

    public static IEnumerable<TheoryDataRow<string, bool, string, string>> Transitions =>
        from keepsGroups in new[] { false, true }
        from start in new[] { "none", "all", "selected" }
        from goal in new[] { "-Scope None", "-Scope All", $"-Scope Some -Group {Pilot}", $"-Scope Some -Group 'All Employees','Windows Pilot'" }
        select new TheoryDataRow<string, bool, string, string>(
            start, keepsGroups, goal, goal.Contains("Some", StringComparison.Ordinal) ? "selected" : goal.EndsWith("All", StringComparison.Ordinal) ? "all" : "none");

    [Theory]
    [MemberData(nameof(Transitions))]
    public void Every_scope_is_reached_from_every_other(string start, bool keepsGroups, string goal, string expected)
    {
        World.Behaviour.NoneKeepsIncludedGroups = keepsGroups;
        KacePolicy.AppliesTo = start;
        KacePolicy.IncludedGroups = start == "selected" || (start == "none" && keepsGroups) ? [Employees] : [];

        var left = RunWell(Connect + Setting + "Set-KaceMdmUserScope $setting " + goal).Output.Single();

        Assert.Equal(expected, KacePolicy.AppliesTo);
        if (expected == "selected")
        {
            Assert.Equal(goal.Contains("Employees", StringComparison.Ordinal) ? [Pilot, Employees] : [Pilot], KacePolicy.IncludedGroups.Order());
            Assert.Equal(KacePolicy.IncludedGroups.Count, ((IEnumerable<object>)left.Properties["Groups"].Value).Count());
        }
    }

    [Fact]
    public void A_group_is_added_before_another_is_removed()
    {
        KacePolicy.AppliesTo = "selected";
        KacePolicy.IncludedGroups = [Employees];
        RunWell(Connect + Setting);
        Session.Stage.ClearLog();

        RunWell($"Set-KaceMdmUserScope $setting -Scope Some -Group {Pilot}");

        Assert.Equal(["POST", "DELETE"], Writes.Select(w => w.Method));
    }

    [Theory]
    [InlineData("-Scope Some -Group Sales", "GroupNotUnique", "7f3c2a10-5b7e-4c55-9d64-0c0a70500203")]
    [InlineData("-Scope Some -Group 'Nobody''s \"group\"'", "GroupNotFound", "Nobody's")]
    [InlineData("-Scope Some -Group 11111111-2222-3333-4444-555555555555", "GroupNotFound", "11111111")]
    [InlineData("-Scope Some", "InvalidScope", "-Group")]
    [InlineData("-Scope All -Group Sales", "InvalidScope", "-Group")]
    public void What_cannot_be_set_is_refused_and_nothing_is_done(string parameters, string code, string named)
    {
        RunWell(Connect + Setting);

        Assert.Contains(named, RunIntoError("Set-KaceMdmUserScope $setting " + parameters, code), StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public void An_invalid_entry_is_not_changed()
    {
        KacePolicy.IsValid = false;

        RunIntoError(Connect + Setting + "Set-KaceMdmUserScope $setting -Scope None", "MobilityPolicyInvalid");
        Assert.Empty(Writes);
    }
}
