namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>
/// Every cmdlet under every fault: it ends in the state that was wanted, or in one clear error after which the same command gets there; in bounded time, with
/// nothing written twice and no secret shown. KACEAAD_TESTS_FAULTS=all hits each request of a cmdlet in turn.
/// </summary>
public sealed class FaultMatrixTests(FaultMatrix matrix) : IClassFixture<FaultMatrix>
{
    public static TheoryData<string> Cells => [.. Cell.All.Keys];

    public static TheoryData<string> Cases => [.. CmdletCases.Sending.Select(c => c.Name)];

    public static TheoryData<string> SilentOnes => [.. CmdletCases.Silent];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cmdlet_ends_well_or_in_one_clear_error(string cell)
    {
        if (await matrix.ObjectionsAsync(cell) is { Count: > 0 } objections)
        {
            Assert.Fail(string.Join(Environment.NewLine, objections));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_cmdlet_sends_what_the_matrix_says(string name)
    {
        var @case = CmdletCases.Sending.Single(c => c.Name == name);
        var calm = await matrix.CalmAsync(@case);
        Assert.Empty(calm.Result.Errors);
        Assert.Equal(@case.Sends, calm.Log.Aggregate(Requests.None, (sent, r) => sent | Target.SortOf(r)));
    }

    [Theory]
    [MemberData(nameof(SilentOnes))]
    public async Task A_cmdlet_that_is_not_disturbed_sends_nothing(string script) => await matrix.UseAsync(stage =>
    {
        stage.Restore(Start.Connected);
        stage.SignIn(CmdletCases.Sending.First(c => !c.SignsIn));
        stage.Well("$plan | Export-KaceAadPlan $planFile -Force");
        var run = stage.Invoke(script + (script.StartsWith("Export", StringComparison.Ordinal) ? " -Force" : ""));
        Assert.Empty(run.Result.Errors);
        Assert.Empty(run.Log);
        return true;
    });

    [Fact]
    public async Task Every_cmdlet_is_in_the_matrix() => Assert.Equal(
        (await matrix.UseAsync(stage => stage.Well("(Get-Module KaceAzureAd).ExportedCommands.Keys"))).Output.Select(o => $"{o}").Order(StringComparer.Ordinal),
        CmdletCases.Sending.Select(c => c.Cmdlet).Concat(CmdletCases.Silent.Select(s => s.Split(' ')[0])).Distinct().Order(StringComparer.Ordinal));
}
