using System.Text.Json.Nodes;
using KaceAzureAd.Graph.Changes;

namespace KaceAzureAd.Connection.Journal;

/// <summary>What is known of a change that was begun.</summary>
internal enum ChangeOutcome
{
    /// <summary>Nothing: the run ended, or the connection did, before its answer.</summary>
    Unknown,

    /// <summary>It was made.</summary>
    Done,

    /// <summary>It was refused.</summary>
    Refused,
}

/// <summary>One change of a journal.</summary>
internal sealed record JournalChange
{
    public required int Number { get; init; }

    /// <summary>When it was begun; null where the line does not say.</summary>
    public DateTimeOffset? At { get; init; }

    public required ChangeKind Kind { get; init; }

    public required JsonObject Target { get; init; }

    public JsonObject? Before { get; init; }

    public JsonObject? After { get; init; }

    public required string Words { get; init; }

    public ChangeOutcome Outcome { get; init; }

    /// <summary>What its answer told, such as the id of a new object.</summary>
    public JsonObject? Result { get; init; }

    /// <summary>True once it was taken back.</summary>
    public bool IsUndone { get; init; }

    /// <summary>The change that this one takes back.</summary>
    public int? Undoes { get; init; }

    public string AppId => Text("appId");

    public string Text(string name) => (string?)Target[name] ?? "";
}
