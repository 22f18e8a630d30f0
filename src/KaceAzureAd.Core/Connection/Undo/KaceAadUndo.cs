using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection.Undo;

/// <summary>What became of a change that was to be taken back.</summary>
public enum UndoStatus
{
    /// <summary>It would be taken back (-WhatIf), or that was not confirmed.</summary>
    Planned,

    /// <summary>The value from before is there again.</summary>
    Undone,

    /// <summary>The value from before was there already.</summary>
    NothingToDo,

    /// <summary>Somebody changed it since; it was left as it is.</summary>
    ChangedSince,

    /// <summary>It was left as it is, because a change that came after it was.</summary>
    Left,

    /// <summary>It could not be taken back; the message says why.</summary>
    Failed,
}

/// <summary>One change of a journal, and whether it was taken back.</summary>
public sealed record KaceAadUndo
{
    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init; }

    /// <summary>The change's number in the journal.</summary>
    public required int Number { get; init; }

    /// <summary>The change, as it was made.</summary>
    public required string Change { get; init => field = OneLine.Text(value); }

    /// <summary>What became of it.</summary>
    public required UndoStatus Status { get; init; }

    /// <summary>Why it was not taken back; null where it was.</summary>
    public string? Message { get; init => field = OneLine.Text(value); }

    /// <summary>The same, as an error.</summary>
    public KaceAadException? Error { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Status}: {Change}";
}
