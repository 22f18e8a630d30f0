using System.Management.Automation;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <summary>
/// A cmdlet whose work is a task on the thread pool. What the work writes or asks is handed to the pipeline thread, which alone may
/// talk to the engine; each such call returns when the pipeline has taken it, so the work goes no further than a
/// synchronous cmdlet would (<c>-ErrorAction Stop</c>, <c>Select-Object -First</c>). Ctrl+C releases the pipeline at once. Work that a step leaves
/// running may go on until the last step, which has to wait for it.
/// </summary>
public abstract partial class AsyncCmdlet : PSCmdlet
{
    private readonly PipelineQueue _pipeline = new();
    private CmdletLog? _log;

    /// <summary>What is done before the first input.</summary>
    protected virtual Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is done for each input.</summary>
    protected virtual Task ProcessAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is done after the last input.</summary>
    protected virtual Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(BeginAsync);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(ProcessAsync);

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        Run(EndAsync);
        _pipeline.Close();
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _pipeline.Stop();

    private void Run(Func<CancellationToken, Task> step)
    {
        if (step.Method.DeclaringType == typeof(AsyncCmdlet))
            return; // Not overridden: nothing to do.

        _log ??= new CmdletLog(this, IsShown("Verbose"), IsShown("Debug"));
        var work = Task.Run(() => WorkAsync(step), _pipeline.Token);
        try
        {
            _pipeline.Serve();
        }
        catch (Exception) when (!_pipeline.IsStopped)
        {
            // The pipeline ends here (an error under -ErrorAction Stop, a downstream cmdlet that has enough), and so does the work:
            // it does nothing more behind the caller's back.
            _pipeline.Cancel();
            _pipeline.WaitFor(work);
            throw;
        }

        if (_pipeline.IsStopped)
            throw new PipelineStoppedException();

        try
        {
            work.GetAwaiter().GetResult();
        }
        catch (TerminatingRecordException e)
        {
            _pipeline.Cancel();
            base.ThrowTerminatingError(e.ErrorRecord);
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            _pipeline.Cancel();
            base.ThrowTerminatingError(ErrorRecords.From(e));
        }
    }

    /// <summary>Whether a stream's parameter or preference asks for it; the engine would drop it otherwise.</summary>
    private bool IsShown(string stream) => MyInvocation.BoundParameters.ContainsKey(stream)
        || $"{GetVariableValue(stream + "Preference")}" is not (nameof(ActionPreference.SilentlyContinue) or nameof(ActionPreference.Ignore));

    private async Task WorkAsync(Func<CancellationToken, Task> step)
    {
        try
        {
            OperationLog.Current = _log!;
            await step(_pipeline.Token);
        }
        finally
        {
            _pipeline.Release();
        }
    }

    /// <summary>Carries a finished error record from the work to the pipeline thread.</summary>
    private sealed class TerminatingRecordException(ErrorRecord record) : Exception(record.Exception.Message, record.Exception)
    {
        public ErrorRecord ErrorRecord { get; } = record;
    }
}
