using System.Collections.Concurrent;
using System.Threading.Channels;
using KaceAzureAd.Emulator.Faults;

namespace KaceAzureAd.Module.Tests.Cmdlets.Faults;

/// <summary>
/// Runs cells side by side on a few stages: most of their time is spent waiting. All begin as soon as one is asked for; each test then tells of its own.
/// </summary>
public sealed class FaultMatrix : IAsyncDisposable
{
    private const int Stages = 4;

    private readonly CancellationTokenSource _end = new();
    private readonly Channel<FaultStage> _free = Channel.CreateUnbounded<FaultStage>();
    private readonly List<FaultStage> _stages = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<Outcome>>> _calm = new();
    private readonly Lazy<IReadOnlyDictionary<string, Task<IReadOnlyList<string>>>> _results;
    private readonly Lazy<Task> _opening;

    public FaultMatrix()
    {
        _opening = new(() => Task.Run(OpenAsync));
        _results = new(() => Cell.All.ToDictionary(c => c.Key, c => Task.Run(() => RunAsync(c.Value))));
    }

    /// <summary>What is wrong with a cell.</summary>
    internal Task<IReadOnlyList<string>> ObjectionsAsync(string cell) => _results.Value[cell];

    /// <summary>The run that nothing disturbs.</summary>
    internal Task<Outcome> CalmAsync(CmdletCase @case) => _calm.GetOrAdd(@case.Name, _ => new(() => UseAsync(stage => stage.Run(@case)))).Value;

    /// <summary>Does something on a stage that is free.</summary>
    internal async Task<T> UseAsync<T>(Func<FaultStage, T> use)
    {
        await _opening.Value;
        var stage = await _free.Reader.ReadAsync(_end.Token);
        try
        {
            return use(stage);
        }
        finally
        {
            await _free.Writer.WriteAsync(stage, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (var stage in _stages)
        {
            await stage.DisposeAsync();
        }

        _end.Dispose();
    }

    private async Task OpenAsync()
    {
        for (var i = 0; i < Stages; i++)
        {
            var stage = await FaultStage.OpenAsync(_end.Token);
            _stages.Add(stage);
            await _free.Writer.WriteAsync(stage);
        }
    }

    private async Task<IReadOnlyList<string>> RunAsync(Cell cell)
    {
        var calm = await CalmAsync(cell.Case);
        var targets = Target.Of(calm.Log, cell.Hit, Cell.Exhaustive);
        if (targets.Count == 0)
        {
            return ["there is no such request"];
        }

        var objections = new List<string>();
        foreach (var target in targets.Where(t => t.Earlier == 0 || cell.Hit != Requests.Item)) // No rule finds a later item.
        {
            objections.AddRange(await UseAsync(stage => Run(stage, cell, target, calm)));
        }

        return objections;
    }

    private static List<string> Run(FaultStage stage, Cell cell, Target target, Outcome calm)
    {
        var hits = stage.Emulator.Faults.Hits;
        var rule = target.Rule(cell.Fault);
        var disturbed = stage.Run(cell.Case, emulator =>
        {
            if (rule.Length > 0)
            {
                emulator.Faults.Add(FaultRule.Parse(rule));
            }

            cell.Fault.Condition?.Invoke(emulator);
        }, cell.Fault.IsBeforeSignIn ? cell.Fault.Condition : null);
        var objections = Verdict.Objections(cell, calm, disturbed).Concat(Leaks(disturbed)).ToList();
        if (!cell.Fault.MayMiss && stage.Emulator.Faults.Hits == hits)
        {
            objections.Add("the fault hit nothing");
        }

        if (disturbed.Result.Errors.Count > 0 && (cell.Case.Writes || cell.Case.SignsIn))
        {
            stage.Calm();
            var again = stage.Continue(cell.Case);
            objections.AddRange(Verdict.Objections(cell, calm, disturbed, again).Concat(Leaks(again)));
        }

        return objections.ConvertAll(o => $"{rule}: {o}");

        IEnumerable<string> Leaks(Outcome run) => Verdict.Leaks(run, File.Exists(stage.JournalPath) ? File.ReadAllText(stage.JournalPath) : "", stage.Secrets);
    }
}
