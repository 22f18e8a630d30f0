namespace KaceAzureAd.Connection.Journal;

/// <summary>A journal, read.</summary>
internal sealed record JournalContent
{
    public required string TenantId { get; init; }

    /// <summary>Every change, oldest first.</summary>
    public required IReadOnlyList<JournalChange> Changes { get; init; }

    /// <summary>Steps of the last run of which a person said that they are done; empty where that run had ended.</summary>
    public required IReadOnlyCollection<string> Answers { get; init; }

    /// <summary>False where the last run broke off, failed or waits for a person.</summary>
    public required bool HasEnded { get; init; }

    /// <summary>Length in bytes of the lines that are whole. A last line that is not was being written when its run broke off.</summary>
    public required long WholeLength { get; init; }

    public int LastNumber => Changes.Count == 0 ? 0 : Changes[Changes.Count - 1].Number;
}
