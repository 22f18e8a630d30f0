namespace KaceAzureAd.Operations;

/// <summary>Works on many items, some at a time.</summary>
public static class SideBySide
{
    /// <summary>
    /// Takes the items one after the other, as soon as a place is free, so that neither the items nor their work are in memory all at once.
    /// Work that fails leaves the other items alone; the first failure is thrown at the end.
    /// </summary>
    /// <param name="items">What to work on; asked from one thread at a time.</param>
    /// <param name="atOnce">How many at a time, at least 1.</param>
    /// <param name="work">The work on one item.</param>
    /// <param name="cancellationToken">No further item is begun once it is cancelled.</param>
    public static async Task ForEachAsync<T>(IEnumerable<T> items, int atOnce, Func<T, Task> work, CancellationToken cancellationToken)
    {
        using var next = items.GetEnumerator();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(WorkAsync, cancellationToken)));

        async Task WorkAsync()
        {
            while (TryTake(out var item))
            {
                await work(item);
            }
        }

        bool TryTake(out T item)
        {
            lock (next)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var isThere = next.MoveNext();
                item = isThere ? next.Current : default!;
                return isThere;
            }
        }
    }
}
