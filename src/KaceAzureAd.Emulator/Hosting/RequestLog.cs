using System.Collections.Concurrent;

namespace KaceAzureAd.Emulator.Hosting;

/// <summary>One request that reached the emulator, or one item of a batch. Times are UTC.</summary>
/// <param name="Origin">SignIn, Graph, KaceCloud or ManagedIdentity.</param>
/// <param name="Path">Path and query, with the API version in front for Graph.</param>
public sealed record RequestLogEntry(
    string Method, string Path, int Status, DateTimeOffset Started, DateTimeOffset Ended, string Origin, bool IsBatchItem);

/// <summary>All that was asked of the emulator, in the order in which it was answered.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentQueue<RequestLogEntry> _entries = new();

    public IReadOnlyList<RequestLogEntry> Entries => _entries.ToArray();

    public void Add(RequestLogEntry entry) => _entries.Enqueue(entry);

    public void Clear() => _entries.Clear();
}
