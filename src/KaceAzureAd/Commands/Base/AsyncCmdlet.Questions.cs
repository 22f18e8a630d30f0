using System.Management.Automation;
using System.Management.Automation.Host;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <content>
/// PSCmdlet's ways to ask, callable from the work. A question that nobody can answer is the module's own error, of the one item that it was
/// asked for: it is neither the engine's error nor a silent no.
/// </content>
public abstract partial class AsyncCmdlet
{
    /// <summary>What -WhatIf, -Confirm and the caller's preferences mean for a question here.</summary>
    private protected ConfirmMode ConfirmMode =>
        OnPipeline(() => ConfirmModes.Of(MyInvocation.BoundParameters, name => GetVariableValue(name)));

    /// <summary>Asks whether to do the cmdlet's action on a target.</summary>
    public new bool ShouldProcess(string target) =>
        Question(MyInvocation.MyCommand.Name, target, () => base.ShouldProcess(OneLine.Lines(target)));

    /// <summary>Asks whether to do an action on a target.</summary>
    public new bool ShouldProcess(string target, string action) =>
        Question(action, target, () => base.ShouldProcess(OneLine.Lines(target), OneLine.Lines(action)));

    /// <summary>Asks whether to go on, in words of the cmdlet's own.</summary>
    public new bool ShouldProcess(string verboseDescription, string verboseWarning, string caption) =>
        ShouldProcess(verboseDescription, verboseWarning, caption, out _);

    /// <summary>Asks whether to go on, in words of the cmdlet's own, and tells why.</summary>
    public new bool ShouldProcess(
        string verboseDescription, string verboseWarning, string caption, out ShouldProcessReason shouldProcessReason)
    {
        (var answer, shouldProcessReason) = Question(verboseDescription, null, () => (
            base.ShouldProcess(OneLine.Lines(verboseDescription), OneLine.Lines(verboseWarning), OneLine.Text(caption), out var reason),
            reason));
        return answer;
    }

    /// <summary>Asks a question that -Confirm does not switch off.</summary>
    public new bool ShouldContinue(string query, string caption) =>
        Question(query, null, () => base.ShouldContinue(OneLine.Lines(query), OneLine.Text(caption)));

    /// <summary>Asks a question that may be answered for all that follow.</summary>
    public new bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll)
    {
        var (yes, no) = (yesToAll, noToAll);
        (var answer, yesToAll, noToAll) = Question(query, null, () =>
            (base.ShouldContinue(OneLine.Lines(query), OneLine.Text(caption), ref yes, ref no), yes, no));
        return answer;
    }

    /// <summary>
    /// Asks a person for what is no change of the cmdlet's own. False too where nobody is there to ask: what is not done for that is the
    /// caller's error.
    /// </summary>
    protected bool Agrees(string query, string caption)
    {
        switch (ConfirmMode)
        {
            case ConfirmMode.Preview:
                return false;
            case ConfirmMode.Never:
                return true;
        }

        try
        {
            return ShouldContinue(query, caption);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotInteractive)
        {
            return false;
        }
    }

    // What fails on the pipeline's own thread would end the pipeline: the failure is handed back to the work.
    private T Question<T>(string question, string? target, Func<T> ask)
    {
        var (answer, failure) = _pipeline.Ask<(T, KaceAadException?)>(() =>
        {
            try
            {
                return (ask(), null);
            }
            catch (Exception e) when (IsUnanswered(e))
            {
                return (default!, Unanswered(question, target, e));
            }
        });
        return failure is null ? answer : throw failure;
    }

    private static KaceAadException Unanswered(string question, string? target, Exception e) => new(
        ErrorCodes.NotInteractive,
        $"Nobody can answer here whether to go on{(target is null ? "" : $" ({target})")}: {OneLine.Of(question, 300).TrimEnd('.')}.",
        "Look at it with -WhatIf, and give -Confirm:$false to have it done without a question; or run it where somebody can answer.",
        e) { Target = target ?? question };

    // Of -NonInteractive, hosts without prompts, and jobs. PowerShell's console has a null reference where redirected input has ended.
    private static bool IsUnanswered(Exception e) => e is HostException or RemoteException or InvalidOperationException
        or NotImplementedException or NotSupportedException or NullReferenceException;
}
