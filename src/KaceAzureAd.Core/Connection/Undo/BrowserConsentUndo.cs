using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Consent;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>
/// Revokes what an administrator consented to in the browser. Where the run broke off while it waited for that, it is whatever was granted since:
/// the page was opened for nothing else.
/// </summary>
internal sealed class BrowserConsentUndo : ChangeUndo
{
    public override ChangeKind Kind => ChangeKind.BrowserConsent;

    public override async Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var granted = await GrantedAsync(change, session, cancellationToken);
        return granted.Count == 0 ? Standing.AsBefore("not granted") : Standing.AsLeft(string.Join(", ", granted));
    }

    public override async Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken) =>
        await new ConsentService(session).RevokeAsync(change.AppId, await GrantedAsync(change, session, cancellationToken), (_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>What was granted by it and still is.</summary>
    private static async Task<IReadOnlyList<PermissionRequest>> GrantedAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var now = PermissionRequest.From(await new ConsentService(session).GetAsync(change.AppId, cancellationToken));
        var before = ConsentValue.FromJson(change.Before);
        var after = change.Result is null ? now : ConsentValue.FromJson(change.Result);
        return [.. now.Where(n => after.Any(n.IsSame) && !before.Any(n.IsSame))];
    }
}
