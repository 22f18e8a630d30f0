using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>Takes a journal's changes back, newest first.</summary>
public sealed class UndoService
{
    private static readonly IReadOnlyDictionary<ChangeKind, ChangeUndo> Undos = new ChangeUndo[]
    {
        new EnterpriseApplicationUndo(), new EnterpriseApplicationEnabledUndo(), new AppRegistrationUndo(), new MobilityEntryUndo(), new MdmUrisUndo(), new MdmUserScopeUndo(),
        new DelegatedConsentUndo(), new ApplicationConsentUndo(), new BrowserConsentUndo(),
    }.ToDictionary(u => u.Kind);

    private readonly KaceAadSession _session;

    /// <summary>For one tenant.</summary>
    public UndoService(KaceAadSession session) => _session = session;

    /// <summary>
    /// Restores the values from before each change that is not taken back yet. What somebody changed since is left as it is and said so, unless
    /// <paramref name="force"/>. What is done is journalled in the same file: running it again continues, and does nothing twice.
    /// </summary>
    /// <param name="journalPath">The journal, or the folder of journals.</param>
    /// <param name="force">Restore also what somebody changed since.</param>
    /// <param name="confirm">Asked before each change is taken back.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>
    /// One result for each change, in the order in which they were taken back; none where the folder has journals of other tenants alone.
    /// </returns>
    /// <exception cref="KaceAadException">
    /// <c>KaceAad.JournalNotFound</c>, <c>JournalDamaged</c>, <c>JournalTooNew</c>, <c>JournalOfAnotherTenant</c>, <c>JournalInUse</c>,
    /// <c>JournalNotWritable</c>, <c>ReadOnlySession</c>, <c>MissingScope</c> or <c>NotInteractive</c>. What happens to a single change is in its result.
    /// </exception>
    public async Task<IReadOnlyList<KaceAadUndo>> UndoAsync(string journalPath, bool force, ConfirmChange confirm, CancellationToken cancellationToken)
    {
        if (JournalPaths.IsWithout(journalPath, _session.TenantId))
        {
            OperationLog.Current.Verbose($"Nothing is to be taken back in tenant {_session.TenantId}: {journalPath} has no journal of it.");
            return [];
        }

        var path = JournalPaths.At(journalPath, _session.TenantId);
        var changes = Open(JournalFile.Read(path, _session.TenantId));
        DemandWrites(changes);
        var results = new List<KaceAadUndo>();
        using var journal = new LateJournal(() => ChangeJournal.Open(path, _session, "Undo-KaceAadChange"));
        try
        {
            // The newest change of each application that was not taken back: what it was built on stays too.
            var left = new Dictionary<string, KaceAadUndo>(StringComparer.OrdinalIgnoreCase);
            foreach (var change in changes)
            {
                OperationLog.Current.Progress(new OperationProgress(Activity, change.Words, 100 * results.Count / changes.Count));
                var result = left.TryGetValue(change.AppId, out var newer) ? await LeaveAsync(change, newer, confirm) : await UndoAsync(change, force, confirm, journal, cancellationToken);
                results.Add(result);
                if (newer is null && result.Status is not (UndoStatus.Undone or UndoStatus.NothingToDo))
                {
                    left.Add(change.AppId, result);
                }
            }

            if (journal.Opened is { } opened)
            {
                // Not in a preview, which writes nothing at all.
                results.Where(r => r.Status == UndoStatus.NothingToDo).ToList().ForEach(r => opened.Undone(r.Number));
                opened.End("Undone");
            }

            return results;
        }
        finally
        {
            ChangeRecorder.Current = null;
            OperationLog.Current.Progress(new OperationProgress(Activity, "", Done: true));
        }
    }

    private string Activity => $"Taking back changes in tenant {_session.TenantId}";

    /// <summary>What is to be taken back: newest first, then what has to wait for an application that comes back.</summary>
    internal static IReadOnlyList<JournalChange> Open(JournalContent content)
    {
        var open = content.Changes.Where(c => c is { Undoes: null, IsUndone: false } && c.Outcome != ChangeOutcome.Refused).Reverse().ToList();
        return [.. open.Where(c => !Undos[c.Kind].ComesLast(c)), .. open.Where(c => Undos[c.Kind].ComesLast(c))];
    }

    private void DemandWrites(IReadOnlyList<JournalChange> changes)
    {
        foreach (var operation in changes.SelectMany(c => Needs(c.Kind)).Distinct())
        {
            _session.Demand(operation);
        }
    }

    private static IReadOnlyList<TenantOperation> Needs(ChangeKind kind) => kind switch
    {
        ChangeKind.MdmUris or ChangeKind.MdmUserScope or ChangeKind.MobilityEntry => [TenantOperation.WriteMobilityPolicies],
        ChangeKind.DelegatedConsent => [TenantOperation.GrantDelegated],
        ChangeKind.ApplicationConsent => [TenantOperation.GrantApplication],
        ChangeKind.BrowserConsent => [TenantOperation.GrantDelegated, TenantOperation.GrantApplication],
        _ => [TenantOperation.WriteApplications],
    };

    private async Task<KaceAadUndo> UndoAsync(JournalChange change, bool force, ConfirmChange confirm, LateJournal journal, CancellationToken cancellationToken)
    {
        try
        {
            var undo = Undos[change.Kind];
            var standing = await undo.LookAsync(change, _session, cancellationToken);
            if (standing is { IsUndone: false, IsUntouched: false } && !force)
            {
                return Result(change, UndoStatus.ChangedSince, new KaceAadException(
                    ErrorCodes.ChangedSince, $"'{change.Words}' was not taken back, for somebody changed it since: it is {OneLine.Of(standing.Now, 300)} now.", "Look at it; give -Force to restore the value from before all the same.") { Target = change.AppId });
            }

            if (standing.IsUndone)
            {
                return Result(change, UndoStatus.NothingToDo);
            }

            if (!await confirm($"Tenant {_session.TenantId}", $"Take back: {change.Words}"))
            {
                return Result(change, UndoStatus.Planned);
            }

            journal.Journal.Undoing = change.Number;
            ChangeRecorder.Current = journal.Journal;
            await undo.RestoreAsync(change, _session, cancellationToken);
            journal.Journal.Undone(change.Number);
            return Result(change, UndoStatus.Undone);
        }
        catch (KaceAadException e) when (e.Code != ErrorCodes.JournalNotWritable && e.Code != ErrorCodes.JournalInUse && e.Code != ErrorCodes.NotInteractive)
        {
            return Result(change, UndoStatus.Failed, e);
        }
    }

    /// <summary>To remove an application under a scope that somebody set would undo that as well. A preview tells of it as of the rest.</summary>
    private async Task<KaceAadUndo> LeaveAsync(JournalChange change, KaceAadUndo newer, ConfirmChange confirm) =>
        newer.Status == UndoStatus.Planned && !await confirm($"Tenant {_session.TenantId}", $"Take back: {change.Words}")
            ? Result(change, UndoStatus.Planned)
            : Result(change, UndoStatus.Left) with { Message = $"Left as it is, because '{OneLine.Of(newer.Change, 200)}', which came after it, was not taken back." };

    private KaceAadUndo Result(JournalChange change, UndoStatus status, KaceAadException? error = null) => new()
    {
        TenantId = _session.TenantId, Number = change.Number, Change = change.Words, Status = status, Message = error?.Message, Error = error,
    };
}
