using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;

namespace KaceAzureAd.Core.Tests.Services;

/// <summary>The changes of a test as a journal would hold them, in the order in which they were begun.</summary>
internal sealed class RecordedChanges : IChangeRecorder
{
    public List<Change> All { get; } = [];

    /// <summary>Those that were done, with what came of them.</summary>
    public List<(Change Change, JsonObject? Result)> Results { get; } = [];

    public int Begin(Change change)
    {
        lock (All)
        {
            All.Add(change);
            return All.Count;
        }
    }

    public void Done(int number, string? requestId, JsonObject? result)
    {
        lock (All)
        {
            Results.Add((All[number - 1], result));
        }
    }

    public void Failed(int number, KaceAadException error, bool isRefused) => Assert.InRange(number, 1, All.Count);
}
