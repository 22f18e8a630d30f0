using KaceAzureAd.Emulator.Faults;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>
/// Ctrl+C while a cmdlet waits: for an answer to each sort of request that it sends, for the time that a service asked for, for replication, for a person. It ends
/// at once and without an error; and the same command gets there afterwards, with nothing written twice. Times are measured, so nothing else runs beside these.
/// </summary>
[CollectionDefinition(nameof(StopMatrixTests), DisableParallelization = true)]
[Collection(nameof(StopMatrixTests))]
public sealed class StopMatrixTests(StopMatrixTests.OneStage one) : IClassFixture<StopMatrixTests.OneStage>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>Each cmdlet, at each sort of request.</summary>
    public static TheoryData<string, string> Requested => Each(_ => true);

    /// <summary>Each cmdlet, at each sort of request after which it would ask again.</summary>
    public static TheoryData<string, string> Throttled => Each(sort => sort is Requests.Read or Requests.Write or Requests.Item);

    public static TheoryData<string> Replicated => ["Add-KaceMobilityApp", "Set-KaceAadConnection"];

    public static TheoryData<string> ForPerson =>
    [
        "Connect-KaceAad contoso.example -Environment Emulator -DeviceCode",
        "Grant-KaceConsent $setting -NoBrowser -Confirm:$false",
    ];

    private FaultStage Stage => one.Stage;

    [Theory]
    [MemberData(nameof(Requested))]
    public Task While_no_answer_comes(string name, string sort) =>
        StopAtAsync(Find(name), Enum.Parse<Requests>(sort), sort == nameof(Requests.Write) ? "hang {0} acted" : "hang {0}", () => Stage.Emulator.Faults.WaitUntilHeldAsync(TestContext.Current.CancellationToken));

    [Theory]
    [MemberData(nameof(Throttled))]
    public Task While_a_service_has_to_be_waited_for(string name, string sort) =>
        StopAtAsync(Find(name), Enum.Parse<Requests>(sort), "429 {0} retry-after=60", () => UntilAsync(() => Stage.Emulator.Log.Entries.Any(e => e.Status == 429)));

    [Theory]
    [MemberData(nameof(Replicated))]
    public Task While_replication_is_waited_for(string name) => StopAsync(
        Find(name),
        () => Stage.Emulator.World.Behaviour.ReplicationDelayMs = 600_000,
        () => UntilAsync(() => Stage.Emulator.Log.Entries.SkipWhile(e => Target.SortOf(e) != Requests.Write).Count() >= 3));

    [Theory]
    [MemberData(nameof(ForPerson))]
    public Task While_a_person_is_waited_for(string script) => StopAsync(
        new CmdletCase(script, Start.Added, Requests.None), () => Stage.Emulator.SignIn.AutoApproveDeviceCodeAs = null, () => UntilAsync(() => Stage.Emulator.Log.Entries.Count(e => !e.IsBatchItem) > 2));

    private static CmdletCase Find(string name) => CmdletCases.Sending.Single(c => c.Name == name);

    private static TheoryData<string, string> Each(Predicate<Requests> wanted)
    {
        var data = new TheoryData<string, string>();
        foreach (var @case in CmdletCases.Sending)
        {
            foreach (var sort in Enum.GetValues<Requests>().Where(s => s != Requests.None && @case.Sends.HasFlag(s) && wanted(s)))
            {
                data.Add(@case.Name, $"{sort}");
            }
        }

        return data;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); !isSo(); await Task.Delay(5))
        {
            Assert.True(clock.Elapsed < Soon, "It did not come to wait.");
        }
    }

    private async Task StopAtAsync(CmdletCase @case, Requests sort, string rule, Func<Task> waits)
    {
        var calm = Stage.Run(@case);

        // No item of a batch is held alone: its batch is.
        var target = Target.Of(calm.Log, sort == Requests.Item && rule.StartsWith("hang", StringComparison.Ordinal) ? Requests.Read : sort, all: false)[0];
        await StopAsync(@case, () => Stage.Emulator.Faults.Add(FaultRule.Parse(target.Rule(new Fault("", rule, sort)))), waits);

        var stopped = Stage.Emulator.Log.Entries;
        Stage.Calm();
        var again = Stage.Continue(@case);
        Assert.Empty(again.Result.Errors);
        Assert.Equal(calm.State, again.State);
        Assert.InRange(again.Writes + stopped.Count(r => Target.SortOf(r) == Requests.Write && r.Status is >= 200 and < 300), 0, calm.Writes + (sort == Requests.Write ? 1 : 0));
    }

    private Task StopAsync(CmdletCase @case, Action disturb, Func<Task> waits) => CtrlC.EndsAtOnceAsync(async () =>
    {
        Stage.Restore(@case.Start);
        Stage.SignIn(@case);
        disturb();
        Stage.Emulator.Log.Clear();
        var run = Task.Run(() => Stage.Engine.Invoke(@case.Script));
        await waits().WaitAsync(Soon, TestContext.Current.CancellationToken);
        return await CtrlC.StopAsync(Stage.Engine, run);
    });

    public sealed class OneStage : IAsyncLifetime
    {
        internal FaultStage Stage { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Stage = await FaultStage.OpenAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => Stage.DisposeAsync();
    }
}
