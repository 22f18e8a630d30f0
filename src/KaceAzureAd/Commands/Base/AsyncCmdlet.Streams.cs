using System.Management.Automation;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <content>
/// PSCmdlet's ways to write, callable from the work. Every text that leaves for a terminal passes here or with the questions, and is made safe for it:
/// whatever names and answers of servers stand in it, nothing of it is obeyed.
/// </content>
public abstract partial class AsyncCmdlet
{
    /// <summary>Does something that needs the pipeline thread (session state, the host) and returns its result.</summary>
    protected T OnPipeline<T>(Func<T> action) => _pipeline.Ask(action);

    /// <summary>Writes an object.</summary>
    public new void WriteObject(object? value) => Ask(() => base.WriteObject(value));

    /// <summary>Writes an object, or each element of a collection.</summary>
    public new void WriteObject(object? value, bool enumerateCollection) => Ask(() => base.WriteObject(value, enumerateCollection));

    /// <summary>Writes an error; the work goes on.</summary>
    public new void WriteError(ErrorRecord record) => Ask(() => base.WriteError(record));

    /// <summary>Writes the failure of one item; the work goes on.</summary>
    public void WriteError(KaceAadException failure) => WriteError(ErrorRecords.From(failure));

    /// <summary>Ends the cmdlet with an error.</summary>
    public new void ThrowTerminatingError(ErrorRecord record)
    {
        if (!_pipeline.IsServingThread)
            throw new TerminatingRecordException(record);
        base.ThrowTerminatingError(record);
    }

    /// <summary>Writes a warning.</summary>
    public new void WriteWarning(string text) => Ask(() => base.WriteWarning(OneLine.Text(text)));

    /// <summary>Writes to the information stream.</summary>
    public new void WriteInformation(object message, string[] tags) => Ask(() => base.WriteInformation(message is HostInformationMessage shown ? Safe(shown) : message, tags));

    /// <summary>Writes to the information stream.</summary>
    public new void WriteInformation(InformationRecord record) => Ask(() => base.WriteInformation(record));

    /// <summary>Writes verbose text; does not wait for the pipeline.</summary>
    public new void WriteVerbose(string text) => _pipeline.Post(() =>
    {
        // With -Debug alone the engine would stop and ask at each verbose line.
        var given = MyInvocation.BoundParameters;
        if (!given.ContainsKey("Debug") || given.ContainsKey("Verbose"))
            base.WriteVerbose(OneLine.Text(text));
    });

    /// <summary>Writes debug text; does not wait for the pipeline.</summary>
    public new void WriteDebug(string text) => _pipeline.Post(() => base.WriteDebug(OneLine.Lines(text)));

    /// <summary>Shows progress; does not wait for the pipeline.</summary>
    public new void WriteProgress(ProgressRecord record) => _pipeline.Post(() => base.WriteProgress(record));

    private static HostInformationMessage Safe(HostInformationMessage shown) =>
        new()
        {
            Message = OneLine.Lines(shown.Message), NoNewLine = shown.NoNewLine, ForegroundColor = shown.ForegroundColor, BackgroundColor = shown.BackgroundColor,
        };

    private void Ask(Action action) => _pipeline.Ask(() =>
    {
        action();
        return true;
    });
}
