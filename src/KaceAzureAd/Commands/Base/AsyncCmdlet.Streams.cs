using System.Management.Automation;
using System.Management.Automation.Host;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <content>
/// PSCmdlet's ways to write and to ask, callable from the work. Every text that leaves for a terminal passes here, and is made safe for it: whatever names
/// and answers of servers stand in it, nothing of it is obeyed.
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

    /// <summary>Asks whether to do the cmdlet's action on a target.</summary>
    public new bool ShouldProcess(string target) => _pipeline.Ask(() => base.ShouldProcess(OneLine.Lines(target)));

    /// <summary>Asks whether to do an action on a target.</summary>
    public new bool ShouldProcess(string target, string action) => _pipeline.Ask(() => base.ShouldProcess(OneLine.Lines(target), OneLine.Lines(action)));

    /// <summary>Asks whether to go on, in words of the cmdlet's own.</summary>
    public new bool ShouldProcess(string verboseDescription, string verboseWarning, string caption) =>
        _pipeline.Ask(() => base.ShouldProcess(OneLine.Lines(verboseDescription), OneLine.Lines(verboseWarning), OneLine.Text(caption)));

    /// <summary>Asks whether to go on, in words of the cmdlet's own, and tells why.</summary>
    public new bool ShouldProcess(string verboseDescription, string verboseWarning, string caption, out ShouldProcessReason shouldProcessReason)
    {
        (var answer, shouldProcessReason) = _pipeline.Ask(
            () => (base.ShouldProcess(OneLine.Lines(verboseDescription), OneLine.Lines(verboseWarning), OneLine.Text(caption), out var reason), reason));
        return answer;
    }

    /// <summary>Asks a question that -Confirm does not switch off.</summary>
    public new bool ShouldContinue(string query, string caption) => _pipeline.Ask(() => base.ShouldContinue(OneLine.Lines(query), OneLine.Text(caption)));

    /// <summary>Asks a question that may be answered for all that follow.</summary>
    public new bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll)
    {
        var (yes, no) = (yesToAll, noToAll);
        (var answer, yesToAll, noToAll) = _pipeline.Ask(() => (base.ShouldContinue(OneLine.Lines(query), OneLine.Text(caption), ref yes, ref no), yes, no));
        return answer;
    }

    /// <summary>
    /// Asks a person, and takes it for no where nobody is there to ask (-NonInteractive, a runbook). <c>-Confirm:$false</c> is yes, <c>-WhatIf</c> is no.
    /// </summary>
    protected bool Agrees(string query, string caption) => _pipeline.Ask(() =>
    {
        var given = MyInvocation.BoundParameters;
        if (given.TryGetValue("WhatIf", out var whatIf) && whatIf is SwitchParameter { IsPresent: true })
        {
            return false;
        }

        if (given.TryGetValue("Confirm", out var confirm) && confirm is SwitchParameter { IsPresent: false })
        {
            return true;
        }

        try
        {
            return base.ShouldContinue(OneLine.Lines(query), OneLine.Text(caption));
        }
        catch (Exception e) when (e is HostException or PSInvalidOperationException or NotImplementedException)
        {
            return false;
        }
    });

    private static HostInformationMessage Safe(HostInformationMessage shown) =>
        new() { Message = OneLine.Lines(shown.Message), NoNewLine = shown.NoNewLine, ForegroundColor = shown.ForegroundColor, BackgroundColor = shown.BackgroundColor };

    private void Ask(Action action) => _pipeline.Ask(() =>
    {
        action();
        return true;
    });
}
