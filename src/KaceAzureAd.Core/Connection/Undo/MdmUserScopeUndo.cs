using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>Sets the MDM user scope back, KACE Cloud's or another MDM application's.</summary>
internal sealed class MdmUserScopeUndo : ChangeUndo
{
    public override ChangeKind Kind => ChangeKind.MdmUserScope;

    public override async Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        if (await new MobilityPolicyReader(session).FindAsync(change.AppId, cancellationToken) is not { IsValid: not false } policy)
        {
            return Standing.AsBefore("the entry is not there");
        }

        var now = ScopeValue.Of(policy);
        return now.IsSame(ScopeValue.FromJson(change.Before!)) ? Standing.AsBefore(now.ToString())
            : now.IsSame(ScopeValue.FromJson(change.After!)) ? Standing.AsLeft(now.ToString())
            : Standing.Changed(now.ToString());
    }

    public override async Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var policy = await new MobilityPolicyReader(session).GetAsync(change.AppId, cancellationToken);
        await new MdmUserScopeService(session).MoveAsync(change.AppId, policy.DisplayName ?? change.AppId, ScopeValue.Of(policy), ScopeValue.FromJson(change.Before!), cancellationToken);
    }
}
