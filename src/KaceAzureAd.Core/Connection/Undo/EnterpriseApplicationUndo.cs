using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Consent;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>Removes an enterprise application that was added, with the entry in Mobility (MDM and MAM) that came with it; restores one that was deleted.</summary>
internal sealed class EnterpriseApplicationUndo : ChangeUndo
{
    public override ChangeKind Kind => ChangeKind.EnterpriseApplication;

    public override async Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var now = await new ServicePrincipals(session.Graph).FindAsync(change.AppId, cancellationToken);
        var words = now is null ? "not there" : $"there, with the id {now.Id}";
        var own = (string?)change.Result?["id"] ?? (string?)change.Before?["id"];
        var isOwn = own is null || string.Equals(now?.Id, own, StringComparison.OrdinalIgnoreCase);
        if (change.After is null)
        {
            return now is null ? Standing.AsLeft(words) : isOwn ? Standing.AsBefore(words) : Standing.Changed(words);
        }

        if (now is null)
        {
            // The application may be gone and its entry left: then the rest of the undoing is still to be done.
            return IsEntryOurs(change) && await IsEntryThereAsync(change, session, cancellationToken) ? Standing.AsLeft("its entry in Mobility (MDM and MAM) is left") : Standing.AsBefore(words);
        }

        return !isOwn ? Standing.Changed(words)
            : await InUseAsync(change, session, cancellationToken) is { } use ? Standing.Changed($"{words}, {use}")
            : Standing.AsLeft(words);
    }

    /// <summary>What others did with the application since: what this journal did is taken back by now, so whatever is left is theirs.</summary>
    private static async Task<string?> InUseAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        if (session.Allows(TenantOperation.ReadMobilityPolicies)
            && await new MobilityPolicyReader(session).FindAsync(change.AppId, cancellationToken) is { IsValid: not false } policy
            && !ScopeValue.Of(policy).IsSame(new ScopeValue(MdmUserScope.None, [])))
        {
            return $"with the MDM user scope {ScopeValue.Of(policy)}";
        }

        var consent = session.Allows(TenantOperation.ReadConsent) ? PermissionRequest.From(await new ConsentService(session).GetAsync(change.AppId, cancellationToken)) : [];
        return consent.Count > 0 ? $"with consent to {OneLine.Of(consent.Select(c => c.ToString()))}" : null;
    }

    public override async Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var servicePrincipals = new ServicePrincipals(session.Graph);
        if (change.After is null)
        {
            await new DeletedItems(session.Graph).RestoreAsync(ChangeKind.EnterpriseApplication, change.AppId, change.Text("id"), change.Text("name"), cancellationToken);
            _ = await Replication.Default.WaitForAsync("the enterprise application", () => servicePrincipals.FindAsync(change.AppId, cancellationToken), cancellationToken)
                ?? throw Replication.NotSeen($"The enterprise application {change.AppId}", change.AppId);
            return;
        }

        if (await servicePrincipals.FindAsync(change.AppId, cancellationToken) is { } now)
        {
            await servicePrincipals.DeleteAsync(now, cancellationToken);
        }

        _ = await Replication.Default.WaitForAsync<object>("the enterprise application to be gone", async () =>
            await servicePrincipals.FindAsync(change.AppId, cancellationToken) is null ? this : null, cancellationToken)
            ?? throw Replication.NotSeen($"The enterprise application {change.AppId}", change.AppId);
        if (IsEntryOurs(change) && session.Allows(TenantOperation.WriteMobilityPolicies))
        {
            await new MobilityEntryRemoval(session).RemoveInvalidAsync(change.AppId, cancellationToken);
        }
    }

    private static bool IsEntryOurs(JournalChange change) => (bool?)change.Target["hadEntry"] == false;

    private static async Task<bool> IsEntryThereAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken) =>
        session.Allows(TenantOperation.ReadMobilityPolicies) && await new MobilityPolicyReader(session).FindAsync(change.AppId, cancellationToken) is not null;
}
