using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;

namespace KaceAzureAd.Connection.Journal;

/// <summary>A journal that is opened with the first change: where nothing is changed, as in a preview, nothing is written.</summary>
internal sealed class LateJournal(Func<ChangeJournal> open) : IChangeRecorder, IDisposable
{
    private readonly object _gate = new();

    /// <summary>The journal, where there was a change.</summary>
    public ChangeJournal? Opened { get; private set; }

    /// <summary>The journal, opened now if it was not.</summary>
    public ChangeJournal Journal
    {
        get
        {
            lock (_gate)
            {
                return Opened ??= open();
            }
        }
    }

    public int Begin(Change change) => Journal.Begin(change);

    public void Done(int number, string? requestId, JsonObject? result) => Journal.Done(number, requestId, result);

    public void Failed(int number, KaceAadException error, bool isRefused) => Journal.Failed(number, error, isRefused);

    public void Dispose() => Opened?.Dispose();
}
