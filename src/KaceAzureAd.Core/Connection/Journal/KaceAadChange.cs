using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection.Journal;

/// <summary>What is known of a change that a journal tells of.</summary>
public enum ChangeStatus
{
    /// <summary>Nothing: the run ended, or the connection did, before its answer.</summary>
    Unknown,

    /// <summary>It was made.</summary>
    Done,

    /// <summary>It was refused, and not made.</summary>
    Refused,

    /// <summary>It was made, and taken back since.</summary>
    Undone,
}

/// <summary>One change of a journal, to be read by a person.</summary>
public sealed class KaceAadChange
{
    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init; }

    /// <summary>Its number in the journal.</summary>
    public required int Number { get; init; }

    /// <summary>When it was begun; null where the journal does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The change in an administrator's words.</summary>
    public required string Change { get; init => field = OneLine.Text(value); }

    /// <summary>The value before, as <c>name: value</c>, several with semicolons; null where there was nothing.</summary>
    public string? Before { get; init => field = OneLine.Text(value); }

    /// <summary>The value afterwards, in the same form; null where nothing is left.</summary>
    public string? After { get; init => field = OneLine.Text(value); }

    /// <summary>What is known of it.</summary>
    public required ChangeStatus Status { get; init; }

    /// <summary>The number of the change that this one takes back.</summary>
    public int? Undoes { get; init; }

    /// <summary>Every change of a journal, oldest first.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="tenantId">The tenant whose journal it has to be.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.JournalNotFound</c>, <c>JournalDamaged</c>, <c>JournalTooNew</c>, <c>JournalInUse</c> or <c>JournalOfAnotherTenant</c>.</exception>
    public static IReadOnlyList<KaceAadChange> Read(string path, string tenantId) => [.. JournalFile.Read(path, tenantId).Changes.Select(c => Of(tenantId, c))];

    /// <inheritdoc/>
    public override string ToString() => $"{Status}: {Change}";

    private static KaceAadChange Of(string tenantId, JournalChange change) => new()
    {
        TenantId = tenantId,
        Number = change.Number,
        At = change.At,
        Change = change.Words,
        Before = InWords(change.Before),
        After = InWords(change.After ?? (change.Kind == Graph.Changes.ChangeKind.BrowserConsent ? change.Result : null)),
        Status = change.IsUndone ? ChangeStatus.Undone : change.Outcome switch
        {
            ChangeOutcome.Done => ChangeStatus.Done,
            ChangeOutcome.Refused => ChangeStatus.Refused,
            _ => ChangeStatus.Unknown,
        },
        Undoes = change.Undoes,
    };

    private static string? InWords(JsonNode? value) => value switch
    {
        null => null,
        JsonObject o => string.Join("; ", o.Where(m => m.Value is not null and not JsonArray { Count: 0 }).Select(m => $"{m.Key}: {InWords(m.Value)}")),
        JsonArray a => string.Join(", ", a.Select(i => i is JsonObject o && (o["name"] ?? o["permission"] ?? o["id"]) is { } name ? $"{name}" : InWords(i))),
        _ => value.ToString(),
    };
}
