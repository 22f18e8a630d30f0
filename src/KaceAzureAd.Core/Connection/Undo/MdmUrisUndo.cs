using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>Sets the MDM URIs back.</summary>
internal sealed class MdmUrisUndo : ChangeUndo
{
    public override ChangeKind Kind => ChangeKind.MdmUris;

    public override async Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        // Where the entry is gone or invalid, its URIs are nobody's any more.
        if (await new MobilityPolicyReader(session).FindAsync(change.AppId, cancellationToken) is not { IsValid: not false } policy)
        {
            return Standing.AsBefore("the entry is not there");
        }

        var now = MdmUris.Of(policy);
        return now.IsSame(MdmUris.FromJson(change.Before!)) ? Standing.AsBefore(now.ToString())
            : now.IsSame(MdmUris.FromJson(change.After!)) ? Standing.AsLeft(now.ToString())
            : Standing.Changed(now.ToString());
    }

    public override async Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var reader = new MobilityPolicyReader(session);
        var before = MdmUris.FromJson(change.Before!);
        var policy = await reader.GetAsync(change.AppId, cancellationToken);
        await new MdmUriService(session).WriteAsync(change.AppId, policy.DisplayName ?? change.AppId, MdmUris.Of(policy), before, cancellationToken);
        _ = await Replication.Default.WaitForAsync("the MDM URIs", async () =>
            await reader.FindAsync(change.AppId, cancellationToken) is { } left && MdmUris.Of(left).IsSame(before) ? left : null, cancellationToken)
            ?? throw Replication.NotSeen("The MDM URIs", change.AppId);
    }
}
