using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>Restores an app registration.</summary>
internal sealed class AppRegistrationUndo : ChangeUndo
{
    public override ChangeKind Kind => ChangeKind.AppRegistration;

    public override async Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken) =>
        await new AppRegistrations(session.Graph).FindAsync(change.AppId, cancellationToken) is null ? Standing.AsLeft("not there") : Standing.AsBefore("there");

    public override async Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        await new DeletedItems(session.Graph).RestoreAsync(ChangeKind.AppRegistration, change.AppId, change.Text("id"), change.Text("name"), cancellationToken);
        _ = await Replication.Default.WaitForAsync("the app registration", () => new AppRegistrations(session.Graph).FindAsync(change.AppId, cancellationToken), cancellationToken)
            ?? throw Replication.NotSeen($"The app registration {change.AppId}", change.AppId);
    }
}
