using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Graph;

/// <summary>Waits until Graph sees what was changed: there is no promise how long that takes (facts.md 7.5).</summary>
/// <param name="FirstPause">The pause after the first look; it grows by half from look to look.</param>
/// <param name="LongestPause">The pause grows no longer than this.</param>
/// <param name="Limit">How long to wait in all.</param>
internal sealed record Replication(TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan Limit)
{
    /// <summary>For all that does not say otherwise. Tests set it shorter before they begin; nothing else sets it.</summary>
    public static Replication Default { get; set; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(5));

    /// <summary>Looks until there is something to see.</summary>
    /// <param name="what">What is awaited, as in "the mobility policy of KACE Cloud".</param>
    /// <param name="look">Returns null while it is not there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was seen, or null when the time is over.</returns>
    public async Task<T?> WaitForAsync<T>(string what, Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var activity = $"Waiting for {what}";
        var pause = FirstPause;
        var told = false;
        try
        {
            while (true)
            {
                if (await look() is { } seen)
                {
                    return seen;
                }

                var left = Limit - clock.Elapsed;
                if (left <= TimeSpan.Zero)
                {
                    return null;
                }

                told = true;
                OperationLog.Current.Progress(new OperationProgress(
                    activity, $"{clock.Elapsed.TotalSeconds:0} s of at most {Limit.TotalSeconds:0} s", (int)(100 * clock.Elapsed.TotalSeconds / Limit.TotalSeconds)));
                await Task.Delay(pause < left ? pause : left, cancellationToken);
                pause = TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 1.5, LongestPause.TotalSeconds));
            }
        }
        finally
        {
            if (told)
            {
                OperationLog.Current.Progress(new OperationProgress(activity, "", Done: true));
            }
        }
    }

    /// <summary>Retries a write that refers to something new, while Graph does not see that yet.</summary>
    public async Task UntilSeenAsync(string what, Func<Task> write, CancellationToken cancellationToken)
    {
        KaceAadException? last = null;
        var done = await WaitForAsync<object>(what, async () =>
        {
            try
            {
                await write();
                return this;
            }
            catch (KaceAadException e) when (IsNotSeenYet(e))
            {
                last = e;
                return null;
            }
        }, cancellationToken);
        if (done is null)
        {
            throw last!;
        }
    }

    /// <summary>What was made is not seen in time.</summary>
    /// <param name="what">What was made, as in "The enterprise application 0000".</param>
    /// <param name="target">Its id.</param>
    public static KaceAadException NotSeen(string what, string target) => new(
        ErrorCodes.ReplicationTimeout, $"{what} was changed, but Microsoft Graph does not show it yet.", "Run the same command again later; it continues from there.") { Target = target };

    // Only what Graph answered: what was found out to be gone will not be seen later either.
    private static bool IsNotSeenYet(KaceAadException e) =>
        ((e.Code == ErrorCodes.NotFound || e.Code == ErrorCodes.AppNotFound) && e.HttpStatus is not null)
        || (e.HttpStatus == 400 && e.Message.IndexOf("Not a valid reference update", StringComparison.OrdinalIgnoreCase) >= 0);
}
