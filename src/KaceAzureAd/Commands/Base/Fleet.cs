using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>
/// Many tenants side by side. Each is begun as soon as a place is free, so the pipeline hands over no more than can be worked on, and nothing is
/// kept of a tenant that is done.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Holds no wait handle, and work that ignores its cancellation may release its place after the cmdlet is gone.")]
internal sealed class Fleet(AsyncCmdlet cmdlet, int atOnce, CancellationToken cancellationToken)
{
    private const string Activity = "Working on tenants";

    private readonly SemaphoreSlim _places = new(atOnce, atOnce);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _begun;
    private int _done;
    private bool _isAllBegun;

    /// <summary>Begins the work on a tenant once there is a place; its failure is written as its error.</summary>
    public async Task StartAsync(KaceAadSession session, Func<Task> work)
    {
        await _places.WaitAsync(cancellationToken);
        _begun++;
        _ = FollowAsync(session, work);
    }

    /// <summary>Waits for the rest.</summary>
    public async Task FinishAsync()
    {
        _isAllBegun = true;
        for (var i = 0; i < atOnce; i++)
        {
            await _places.WaitAsync(cancellationToken);
        }

        if (_begun > 1)
        {
            OperationLog.Current.Progress(new OperationProgress(Activity, "", Done: true));
        }
    }

    private async Task FollowAsync(KaceAadSession session, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (KaceAadException e)
        {
            cmdlet.WriteError(e.In(session.TenantId));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            cmdlet.WriteError(ErrorRecords.From(e));
        }
        finally
        {
            Tell(session, Interlocked.Increment(ref _done));
            _places.Release();
        }
    }

    // The number of tenants is known once the last was begun.
    private void Tell(KaceAadSession session, int done)
    {
        if (_begun == 1)
        {
            return;
        }

        OperationLog.Current.Progress(_isAllBegun
            ? new OperationProgress(Activity, $"{done} of {_begun}: {session.TenantId}", 100 * done / _begun) { Left = TimeSpan.FromTicks(_clock.Elapsed.Ticks / done * (_begun - done)) }
            : new OperationProgress(Activity, $"{done} done: {session.TenantId}"));
    }
}
