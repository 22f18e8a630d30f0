using System.Diagnostics;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <summary>How many of many items are done, and how long the rest will take.</summary>
internal sealed class ItemProgress(string activity, int count)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _done;

    /// <summary>One more is done.</summary>
    public void Next(string item)
    {
        var done = Interlocked.Increment(ref _done);
        var left = TimeSpan.FromTicks(_clock.Elapsed.Ticks / done * (count - done));
        OperationLog.Current.Progress(new OperationProgress(activity, $"{done} of {count}: {item}", 100 * done / count) { Left = left });
    }

    /// <summary>All are done.</summary>
    public void Done() => OperationLog.Current.Progress(new OperationProgress(activity, "", Done: true));
}
