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
}
