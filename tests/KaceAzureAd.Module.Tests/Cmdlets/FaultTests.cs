namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>What Graph does on a bad day, seen through the cmdlets.</summary>
public sealed class FaultTests : CmdletTest
{
    protected override string ScenarioName => "connected";

    [Theory]
    [InlineData("429 GET /beta/policies/.* retry-after=1 count=2")]
    [InlineData("429 GET /beta/policies/.* count=2")]
    [InlineData("503 GET /beta/policies/.* count=1")]
    public void A_passing_fault_is_waited_out(string fault)
    {
        RunWell(Connect + Setting + $"$Rehearsal.Fault('{fault}')");

        Assert.Equal(["All"], Values("Get-KaceMdmUserScope $setting", "Scope"));
    }

    [Fact]
    public void What_the_service_asks_to_wait_is_waited()
    {
        RunWell(Connect + Setting + "$Rehearsal.Fault('429 GET /beta/policies/.* retry-after=2 count=1')");
        Session.Stage.ClearLog();

        var progress = RunWell("Get-KaceMdmUserScope $setting").Progress;

        // It says so while it waits.
        Assert.Equal(["Microsoft Graph is busy: 2", "Microsoft Graph is busy: -1"], progress.Select(p => $"{p.Activity}: {p.SecondsRemaining}"));
        var requests = Session.Stage.Log.Where(e => e.Origin == "Graph").ToList();
        Assert.Equal([429, 200], requests.Select(r => r.Status));
        // Timers and the wall clock do not tick together: a delay may seem some milliseconds short.
        Assert.True(requests[1].Started - requests[0].Started >= TimeSpan.FromSeconds(1.95), "It did not wait for Retry-After.");
    }

    [Fact]
    public void An_item_of_a_batch_that_is_throttled_alone_is_asked_again_alone()
    {
        RunWell(Connect + Setting + "$Rehearsal.Fault('429 GET /v1.0/.*/appRoleAssignments retry-after=1 count=1')");
        Session.Stage.ClearLog();

        Assert.DoesNotContain("Failed", Values("Test-KaceAadConnection $setting", "Status"));

        var items = Session.Stage.Log.Where(e => e.IsBatchItem).GroupBy(e => e.Path).ToDictionary(g => g.Key, g => g.Select(e => e.Status).ToArray());
        Assert.All(items, i => Assert.Equal(i.Key.EndsWith("/appRoleAssignments", StringComparison.Ordinal) ? [429, 200] : [200], i.Value));
    }

    [Theory]
    [InlineData("403 GET /beta/policies/.* count=*", "AccessDenied")]
    [InlineData("404 GET /beta/policies/.* count=*", "MobilityPolicyMissing")]
    [InlineData("200 GET /beta/policies/.* html count=*", "UnexpectedAnswer")]
    [InlineData("200 GET /beta/policies/.* empty count=*", "UnexpectedAnswer")]
    [InlineData("502 GET /beta/policies/.* html count=*", "ServiceUnavailable")]
    [InlineData("429 GET /beta/policies/.* retry-after=3600 count=*", "Throttled")]
    public void A_fault_that_stays_is_one_clear_error_and_nothing_is_done(string fault, string code)
    {
        RunWell(Connect + Setting + $"$Rehearsal.Fault('{fault}')");
        Session.Stage.ClearLog();

        RunIntoError("Set-KaceMdmUserScope $setting -Scope None", code);
        Assert.Empty(Writes);
        Assert.Equal("all", KacePolicy.AppliesTo);
    }

    [Fact]
    public void Verbose_shows_one_line_for_each_request()
    {
        RunWell(Connect + Setting);
        Session.Stage.ClearLog();

        var lines = RunWell("Test-KaceAadConnection $setting -Verbose").Verbose;

        Assert.Equal(Session.Stage.Log.Count, lines.Count);
        Assert.All(lines, l => Assert.Matches(@"^(GET|POST) \S.* 200 (\d+ ms|in batch)", l));
    }
}
