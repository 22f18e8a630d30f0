using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace KaceAzureAd.Rehearsal.Engine;

/// <summary>Writes as PowerShell's console does; asks nobody.</summary>
internal sealed class EngineHostUI(EngineOptions options) : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private bool _showsProgress;

    /// <summary>Where it writes.</summary>
    public TextWriter Writer { get; set; } = TextWriter.Null;

    public override PSHostRawUserInterface RawUI { get; } = new EngineRawUI(options.Width);

    public override bool SupportsVirtualTerminal => options.IsTerminal;

    /// <summary>The failure of everything that would wait for a person.</summary>
    public static HostException NotInteractive(string what) => new(
        $"This run is not interactive: nobody can answer {what}. Give the value as a parameter, or -Confirm:$false.",
        innerException: null, "NotInteractive", ErrorCategory.InvalidOperation);

    public override void Write(string value)
    {
        lock (_lock)
        {
            ClearProgress();
            Writer.Write(options.IsTerminal ? value : new StringDecorated(value).ToString(OutputRendering.PlainText));
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(
        options.IsTerminal && foregroundColor >= ConsoleColor.Black ? PSStyle.MapForegroundColorToEscapeSequence(foregroundColor) + value + PSStyle.Instance.Reset : value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteWarningLine(string message) => WriteStyled(PSStyle.Instance.Formatting.Warning, "WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteStyled(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteStyled(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message);

    /// <summary>One line that is rewritten in place; where the output is no terminal, progress is not shown.</summary>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (!options.IsTerminal)
            return;

        lock (_lock)
        {
            ClearProgress();
            if (record.RecordType == ProgressRecordType.Completed)
                return;

            var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
            var line = $"{record.Activity}: {record.StatusDescription}{percent}";
            Writer.Write(line.Length < options.Width ? line : line[..(options.Width - 1)]);
            Writer.Flush();
            _showsProgress = true;
        }
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        options.Choose?.Invoke(new(caption, message, choices, defaultChoice)) ?? throw NotInteractive($"'{caption} {message}'");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NotInteractive("the prompt for " + string.Join(", ", descriptions.Select(d => d.Name)));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NotInteractive("a prompt for credentials");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw NotInteractive("a prompt for credentials");

    public override string ReadLine() => throw NotInteractive("a prompt");

    public override SecureString ReadLineAsSecureString() => throw NotInteractive("a prompt");

    private void WriteStyled(string style, string text) => WriteLine(options.IsTerminal ? style + text + PSStyle.Instance.Reset : text);

    private void ClearProgress()
    {
        if (!_showsProgress)
            return;

        Writer.Write("\r\u001b[K");
        _showsProgress = false;
    }
}
