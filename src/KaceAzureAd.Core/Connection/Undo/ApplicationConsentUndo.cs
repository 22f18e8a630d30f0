using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Consent;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>Takes an application permission back, or gives it back.</summary>
internal sealed class ApplicationConsentUndo : ChangeUndo
{
    public override ChangeKind Kind => ChangeKind.ApplicationConsent;

    public override async Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var (target, role) = Read(change);
        var isGranted = await new ConsentWriter(session).IsAssignedAsync(target, role, cancellationToken);
        var now = isGranted ? "granted" : "not granted";
        return isGranted == change.After is not null ? Standing.AsLeft(now) : Standing.AsBefore(now);
    }

    public override Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var (target, role) = Read(change);
        var writer = new ConsentWriter(session);
        return change.After is not null ? writer.RevokeRolesAsync(target, [role], cancellationToken) : writer.AssignRolesAsync(target, [role], cancellationToken);
    }

    private static (ConsentTarget Target, AppPermission Role) Read(JournalChange change) =>
        (ConsentTarget.FromJson(change.Target), new AppPermission(Guid.Parse(change.Text("appRoleId")), change.Text("permission")));
}
