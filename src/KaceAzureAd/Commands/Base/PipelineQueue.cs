using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace KaceAzureAd.Commands;

/// <summary>What the work of a cmdlet has for the pipeline thread, in order.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Holds no timer and no wait handle, and work that ignores its cancellation may use it after the cmdlet is gone.")]
internal sealed class PipelineQueue
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource<bool> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BlockingCollection<Action> _actions = [];
    private int _thread;
    private bool _isServing;

    /// <summary>Cancelled when the pipeline wants no more of the work.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>True after Ctrl+C.</summary>
    public bool IsStopped => _stopped.Task.IsCompleted;

    /// <summary>True on the pipeline's own thread, which waits for nobody.</summary>
    public bool IsServingThread => Environment.CurrentManagedThreadId == _thread;

    /// <summary>Does what comes, on the calling thread, until <see cref="Release"/> is reached or the pipeline stopped.</summary>
    public void Serve()
    {
        _thread = Environment.CurrentManagedThreadId;
        _isServing = true;
        try
        {
            while (_isServing)
                _actions.Take(Token)();
        }
        catch (OperationCanceledException) when (IsStopped)
        {
            // Nothing more is served.
        }
    }

    /// <summary>
    /// Lets the pipeline go once it has done what came before. What other work hands over later waits until the pipeline serves again.
    /// </summary>
    public void Release() => TryAdd(() => _isServing = false);

    /// <summary>No more will be served.</summary>
    public void Close() => _actions.CompleteAdding();

    /// <summary>Ends the work; what it has written and is not served yet is left.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Ctrl+C.</summary>
    public void Stop()
    {
        _stopped.TrySetResult(true);
        Cancel();
    }

    /// <summary>Waits for cancelled work to unwind; Ctrl+C ends the waiting.</summary>
    public void WaitFor(Task work) => Task.WaitAny(work, _stopped.Task);

    /// <summary>Hands something over without waiting; nothing happens where nobody serves any more.</summary>
    public void Post(Action action)
    {
        if (IsServingThread)
            action();
        else
            TryAdd(action);
    }

    /// <summary>Hands something over and waits for its result.</summary>
    /// <exception cref="OperationCanceledException">The pipeline has ended.</exception>
    public T Ask<T>(Func<T> question)
    {
        if (IsServingThread)
            return question();

        // Where the question fails, the failure is the pipeline's own and goes on there; the work is cancelled.
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!TryAdd(() => answer.SetResult(question())))
            throw new OperationCanceledException(Token);

        answer.Task.Wait(Token);
        return answer.Task.Result;
    }

    private bool TryAdd(Action action)
    {
        try
        {
            _actions.Add(action, Token);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or OperationCanceledException)
        {
            return false; // Closed or cancelled.
        }
    }
}
