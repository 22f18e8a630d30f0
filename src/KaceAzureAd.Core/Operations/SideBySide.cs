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

    /// <summary>
    /// Works on some items at a time and hands on what comes of them in the order of the items, each as soon as those before it are done. No more than
    /// <paramref name="atOnce"/> are begun and not handed on.
    /// </summary>
    /// <param name="items">What to work on.</param>
    /// <param name="atOnce">How many at a time, at least 1.</param>
    /// <param name="work">The work on one item.</param>
    /// <param name="handOn">Takes what came of one item; called for one at a time.</param>
    /// <param name="cancellationToken">No further item is begun once it is cancelled.</param>
    public static async Task InOrderAsync<T, TResult>(
        IEnumerable<T> items, int atOnce, Func<T, Task<TResult>> work, Action<TResult> handOn, CancellationToken cancellationToken)
    {
        var begun = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in items)
            {
                if (begun.Count == atOnce)
                {
                    handOn(await begun.Dequeue());
                }

                cancellationToken.ThrowIfCancellationRequested();
                begun.Enqueue(Task.Run(() => work(item), cancellationToken));
            }

            while (begun.Count > 0)
            {
                handOn(await begun.Dequeue());
            }
        }
        finally
        {
            // Nothing is left running behind the caller's back; the first failure is the one to tell.
            await Task.WhenAny(Task.WhenAll(begun));
        }
    }
}
