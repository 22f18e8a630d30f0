using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>How what a change left compares with what is now.</summary>
/// <param name="IsUndone">True where the value from before is there: nothing is to be done.</param>
/// <param name="IsUntouched">True where the change's own value is there.</param>
/// <param name="Now">What is there, in words.</param>
internal sealed record Standing(bool IsUndone, bool IsUntouched, string Now)
{
    /// <summary>Nothing is to be done.</summary>
    public static Standing AsBefore(string now) => new(true, false, now);

    /// <summary>Nobody changed it since.</summary>
    public static Standing AsLeft(string now) => new(false, true, now);

    /// <summary>Somebody did.</summary>
    public static Standing Changed(string now) => new(false, false, now);
}

/// <summary>Takes one sort of change back. What it does are changes themselves, and are journalled.</summary>
internal abstract class ChangeUndo
{
    /// <summary>The sort of change.</summary>
    public abstract ChangeKind Kind { get; }

    /// <summary>True where this can only be done once the application is back, which an older change took away.</summary>
    public virtual bool ComesLast(JournalChange change) => false;

    /// <summary>Looks at what is now.</summary>
    public abstract Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken);

    /// <summary>Restores the value from before, and reads back.</summary>
    /// <exception cref="Errors.KaceAadException"><c>KaceAad.CannotUndo</c>, or Graph's refusal.</exception>
    public abstract Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken);
}
