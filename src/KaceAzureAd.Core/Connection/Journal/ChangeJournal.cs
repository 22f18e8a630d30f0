using System.Text;
using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Journal;

/// <summary>
/// One tenant's journal, open for a run. Each line is on the disk before the write that it announces goes out, so a run that is killed at any
/// moment leaves no write that the journal does not know of. Safe to use from steps side by side.
/// </summary>
internal sealed class ChangeJournal : IChangeRecorder, IDisposable
{
    private readonly object _gate = new();
    private readonly string _path;
    private readonly FileStream _file;
    private readonly HashSet<string> _answers;
    private int _last;
    private bool _isBroken;

    private ChangeJournal(string path, FileStream file, JournalContent? content)
    {
        (_path, _file) = (path, file);
        _answers = content is { HasEnded: false } ? [.. content.Answers] : [];
        _last = content?.LastNumber ?? 0;
        Content = content;
    }

    /// <summary>What it held when it was opened; null for a new one.</summary>
    public JournalContent? Content { get; }

    /// <summary>The change that the next ones take back.</summary>
    public int? Undoing { get; set; }

    /// <summary>Opens a journal, or begins it, and writes down that a run begins.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="session">Whose changes follow.</param>
    /// <param name="command">What makes them, as in Set-KaceAadConnection.</param>
    /// <exception cref="KaceAadException">
    /// <c>KaceAad.JournalNotWritable</c>, <c>JournalInUse</c>, <c>JournalDamaged</c>, <c>JournalTooNew</c> or <c>JournalOfAnotherTenant</c>.
    /// </exception>
    public static ChangeJournal Open(string path, KaceAadSession session, string command) => Open(path, JournalFile.Open(path), session, command);

    internal static ChangeJournal Open(string path, FileStream file, KaceAadSession session, string command)
    {
        try
        {
            var content = file.CanSeek && file.Length > 0 && !JournalReader.IsNotBegun(file) ? JournalReader.Read(path, file) : null;
            JournalFile.DemandTenant(path, content, session.TenantId);
            var journal = new ChangeJournal(path, file, content);
            journal.Begin(session, command);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Begin(Change change)
    {
        lock (_gate)
        {
            var record = About(JournalFormat.Change, _last + 1);
            record["kind"] = change.Kind.ToString();
            record["words"] = OneLine.Of(change.Words, 1000);
            record["target"] = change.Target.DeepClone();
            record["before"] = change.Before?.DeepClone();
            record["after"] = change.After?.DeepClone();
            if (Undoing is { } undoes)
            {
                record["undoes"] = undoes;
            }

            Append(record);
            return ++_last;
        }
    }

    /// <inheritdoc/>
    public void Done(int number, string? requestId, JsonObject? result)
    {
        var record = About(JournalFormat.Done, number);
        record["requestId"] = requestId;
        record["result"] = result?.DeepClone();
        Append(record);
    }

    /// <inheritdoc/>
    public void Failed(int number, KaceAadException error, bool isRefused)
    {
        var record = About(JournalFormat.Failed, number);
        record["refused"] = isRefused;
        record["requestId"] = error.RequestId;
        record["error"] = error.Code.Id;
        record["message"] = OneLine.Of(error.Message, 500);
        Append(record);
    }

    /// <summary>True where a person said in this run, or in the one that broke off and that this one continues, that a step is done.</summary>
    public bool WasAnswered(string step)
    {
        lock (_gate)
        {
            return _answers.Contains(step);
        }
    }

    /// <summary>A person said that a step is done.</summary>
    public void Answered(string step)
    {
        var record = JournalFormat.Record(JournalFormat.Person);
        record["step"] = step;
        record["answer"] = "done";
        lock (_gate)
        {
            Append(record);
            _answers.Add(step);
        }
    }

    /// <summary>A change was taken back, or turned out to be so already.</summary>
    public void Undone(int number) => Append(About(JournalFormat.Undone, number));

    /// <summary>The run came to its end, well or not; one that was killed has none.</summary>
    public void End(string outcome)
    {
        var record = JournalFormat.Record(JournalFormat.End);
        record["outcome"] = outcome;
        try
        {
            Append(record);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.JournalNotWritable)
        {
            // What came of the run is not lost for that: the next one takes it for broken off, and does nothing twice.
            OperationLog.Current.Warning($"{e.Message} How the run ended is not in it.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Begin(KaceAadSession session, string command)
    {
        lock (_gate)
        {
            if (_file.CanSeek && (Content?.WholeLength ?? 0) < _file.Length)
            {
                OperationLog.Current.Warning($"The last line of the journal '{_path}' is not whole: the run before was cut off while it wrote it. The line is left out.");
                _file.SetLength(Content?.WholeLength ?? 0);
            }

            if (_file.CanSeek)
            {
                _file.Seek(0, SeekOrigin.End);
            }

            if (Content is null)
            {
                var header = JournalFormat.Record(JournalFormat.Header);
                header["schema"] = JournalFormat.Schema;
                header["tenantId"] = session.TenantId;
                header["environment"] = session.Environment.Name;
                Append(header);
            }

            var run = JournalFormat.Record(JournalFormat.Run);
            run["command"] = command;
            run["account"] = session.Name;
            Append(run);
        }
    }

    private static JsonObject About(string kind, int number)
    {
        var record = JournalFormat.Record(kind);
        record["change"] = number;
        return record;
    }

    private void Append(JsonObject record)
    {
        var line = Encoding.UTF8.GetBytes(JournalFormat.Line(record) + "\n");
        lock (_gate)
        {
            try
            {
                // A line that failed may be there in part. Only as the last one is it told from damage.
                _ = _isBroken ? throw new IOException("An earlier line could not be written") : true;
                _file.Write(line, 0, line.Length);
                _file.Flush(flushToDisk: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException)
            {
                _isBroken = true;
                throw JournalFile.NotWritable(_path, e);
            }
        }
    }
}
