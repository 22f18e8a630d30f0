using KaceAzureAd.Operations;

namespace KaceAzureAd.Core.Tests.Operations;

public sealed class SideBySideTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_many_as_allowed_are_worked_on_at_a_time_and_none_is_left_out()
    {
        var (now, most, done, gate) = (0, 0, 0, new TaskCompletionSource());

        await SideBySide.ForEachAsync(Enumerable.Range(0, 20), 4, async _ =>
        {
            if (Interlocked.Increment(ref now) == 4)
            {
                gate.TrySetResult();
            }

            await gate.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
            most = Math.Max(most, Volatile.Read(ref now));
            Interlocked.Decrement(ref now);
            Interlocked.Increment(ref done);
        }, Cancellation);

        Assert.Equal(4, most);
        Assert.Equal(20, done);
    }

    [Fact]
    public async Task Items_are_taken_when_there_is_a_place_and_not_before()
    {
        var taken = 0;
        await SideBySide.ForEachAsync(Items(), 1, _ =>
        {
            Assert.Equal(1, taken);
            taken = 0;
            return Task.CompletedTask;
        }, Cancellation);

        IEnumerable<int> Items()
        {
            for (var i = 0; i < 5; i++)
            {
                taken++;
                yield return i;
            }
        }
    }

    [Fact]
    public async Task What_fails_leaves_the_others_alone_and_is_told_at_the_end()
    {
        var done = new List<int>();
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => SideBySide.ForEachAsync([1, 2, 3, 4], 2, async i =>
        {
            await Task.Yield();
            if (i == 2)
            {
                throw new InvalidDataException("2");
            }

            lock (done)
            {
                done.Add(i);
            }
        }, Cancellation));

        Assert.Equal("2", error.Message);
        Assert.Equal([1, 3, 4], done.Order());
    }

    [Fact]
    public async Task Cancelled_it_begins_nothing_more()
    {
        using var cancellation = new CancellationTokenSource();
        var begun = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SideBySide.ForEachAsync(Enumerable.Range(0, 100), 1, _ =>
        {
            begun++;
            cancellation.Cancel();
            return Task.CompletedTask;
        }, cancellation.Token));

        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task What_comes_of_items_is_handed_on_in_their_order_as_soon_as_it_can_be()
    {
        var (handed, begun, gates) = (new List<int>(), 0, Enumerable.Range(0, 6).Select(_ => new TaskCompletionSource()).ToArray());

        var all = SideBySide.InOrderAsync(Enumerable.Range(0, 6), 3, async i =>
        {
            Interlocked.Increment(ref begun);
            await gates[i].Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
            return i;
        }, handed.Add, Cancellation);

        foreach (var i in new[] { 2, 1 })
        {
            gates[i].SetResult();
        }

        await Task.Delay(100, Cancellation);
        Assert.Empty(handed);
        Assert.Equal(3, begun);
        gates[0].SetResult();
        for (var i = 0; i < 100 && handed.Count < 3; i++)
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Equal([0, 1, 2], handed);
        gates.Skip(3).ToList().ForEach(g => g.SetResult());
        await all;
        Assert.Equal([0, 1, 2, 3, 4, 5], handed);
    }

    [Fact]
    public async Task Where_nobody_takes_more_nothing_further_is_begun_and_nothing_is_left_running()
    {
        var (begun, ended) = (0, 0);

        await Assert.ThrowsAsync<InvalidDataException>(() => SideBySide.InOrderAsync(Enumerable.Range(0, 10), 2, async i =>
        {
            Interlocked.Increment(ref begun);
            await Task.Delay(50 * i, Cancellation);
            Interlocked.Increment(ref ended);
            return i;
        }, _ => throw new InvalidDataException(), Cancellation));

        Assert.Equal((2, 2), (begun, ended));
    }
}
