using System.Management.Automation;

namespace KaceAzureAd.Rehearsal.Engine;

/// <summary>
/// Shows a script's output and errors with one Out-Default, in the order in which they come. The error stream is not merged
/// into the output for that: an error that the script left could not be told from an error record that it merely shows.
/// </summary>
[Cmdlet(VerbsCommon.Show, "Result")]
public sealed class ShowResultCommand : PSCmdlet, IDisposable
{
    private SteppablePipeline? _outDefault;

    /// <summary>What the script writes.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>What runs the script, and has its error stream.</summary>
    [Parameter(Mandatory = true)]
    public PowerShell? Shell { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Shell?.Streams.Error.DataAdded -= ShowError;
        _outDefault?.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _outDefault = ScriptBlock.Create("Microsoft.PowerShell.Core\\Out-Default").GetSteppablePipeline(MyInvocation.CommandOrigin);
        _outDefault.Begin(this);
        Shell!.Streams.Error.DataAdded += ShowError;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _outDefault!.Process(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing() => _outDefault!.End();

    // Raised on the pipeline thread, as the error is written.
    private void ShowError(object? sender, DataAddedEventArgs added) => _outDefault!.Process(Shell!.Streams.Error[added.Index]);
}
