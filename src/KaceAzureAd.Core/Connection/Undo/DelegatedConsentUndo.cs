using System.Text.Json.Nodes;
using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Consent;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>Takes back just the delegated permissions that the change added, and gives back those that it took: what others granted meanwhile stays.</summary>
internal sealed class DelegatedConsentUndo : ChangeUndo
{
    public override ChangeKind Kind => ChangeKind.DelegatedConsent;

    public override async Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var (added, removed) = Differences(change);
        var grant = await new ConsentWriter(session).FindGrantAsync(ConsentTarget.FromJson(change.Target), cancellationToken);
        var now = ConsentWriter.ScopesOf(grant?.Scope);
        return added.Intersect(now, StringComparer.OrdinalIgnoreCase).Any() || removed.Except(now, StringComparer.OrdinalIgnoreCase).Any()
            ? Standing.AsLeft(grant?.Scope ?? "nothing")
            : Standing.AsBefore(grant?.Scope ?? "nothing");
    }

    public override async Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var (added, removed) = Differences(change);
        var (writer, target) = (new ConsentWriter(session), ConsentTarget.FromJson(change.Target));
        if (added.Count > 0)
        {
            await writer.RevokeScopesAsync(target, added, cancellationToken);
        }

        if (removed.Count > 0)
        {
            await writer.GrantScopesAsync(target, removed, isThere: true, cancellationToken);
        }
    }

    private static (IReadOnlyList<string> Added, IReadOnlyList<string> Removed) Differences(JournalChange change)
    {
        var (before, after) = (Scopes(change.Before), Scopes(change.After));
        return ([.. after.Except(before, StringComparer.OrdinalIgnoreCase)], [.. before.Except(after, StringComparer.OrdinalIgnoreCase)]);
    }

    private static IReadOnlyList<string> Scopes(JsonObject? value) => ConsentWriter.ScopesOf((string?)value?["scope"]);
}
