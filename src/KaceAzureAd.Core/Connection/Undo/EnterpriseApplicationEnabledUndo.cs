using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>Disables an enterprise application again, or enables it.</summary>
internal sealed class EnterpriseApplicationEnabledUndo : ChangeUndo
{
    public override ChangeKind Kind => ChangeKind.EnterpriseApplicationEnabled;

    public override async Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var now = await new ServicePrincipals(session.Graph).FindAsync(change.AppId, cancellationToken);
        return now is null ? Standing.AsBefore("not there")
            : now.AccountEnabled == WasEnabled(change) ? Standing.AsBefore(Words(now.AccountEnabled))
            : Standing.AsLeft(Words(now.AccountEnabled));
    }

    public override async Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var servicePrincipals = new ServicePrincipals(session.Graph);
        if (await servicePrincipals.FindAsync(change.AppId, cancellationToken) is { } now)
        {
            await servicePrincipals.SetEnabledAsync(now, WasEnabled(change), cancellationToken);
        }
    }

    private static bool WasEnabled(JournalChange change) => (bool?)change.Before?["isEnabled"] ?? true;

    private static string Words(bool? isEnabled) => isEnabled == false ? "disabled" : "enabled";
}
