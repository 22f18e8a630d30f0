using KaceAzureAd.Connection.Journal;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Connection.Undo;

/// <summary>
/// No request makes an entry in Mobility (MDM and MAM) (facts.md 1.5): it comes back, if at all, with its enterprise application, which an older change of the
/// same journal took away. So this comes last, and gives the entry its values.
/// </summary>
internal sealed class MobilityEntryUndo : ChangeUndo
{
    private static readonly Replication ComesByItself = Replication.Default with { Limit = TimeSpan.FromSeconds(30) };

    public override ChangeKind Kind => ChangeKind.MobilityEntry;

    public override bool ComesLast(JournalChange change) => true;

    public override async Task<Standing> LookAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        // An entry without its application was invalid and of no effect before, and so is none. The MAM half has no values that the module changes.
        if (change.Text("half") == "MAM" || await new ServicePrincipals(session.Graph).FindAsync(change.AppId, cancellationToken) is null)
        {
            return Standing.AsBefore("nothing that has an effect is missing");
        }

        var policy = await new MobilityPolicyReader(session).FindAsync(change.AppId, cancellationToken);
        return policy is { IsValid: not false } && MdmUris.Of(policy).IsSame(MdmUris.FromJson(change.Before!)) && ScopeValue.Of(policy).IsSame(ScopeValue.FromJson(change.Before!))
            ? Standing.AsBefore("there, as it was")
            : Standing.AsLeft(policy is null ? "not there" : "there, with other values");
    }

    public override async Task RestoreAsync(JournalChange change, KaceAadSession session, CancellationToken cancellationToken)
    {
        var reader = new MobilityPolicyReader(session);
        var (uris, scope) = (MdmUris.FromJson(change.Before!), ScopeValue.FromJson(change.Before!));
        var name = change.Text("name");
        var policy = await ComesByItself.WaitForAsync("the entry in Mobility (MDM and MAM)", async () =>
            await reader.FindAsync(change.AppId, cancellationToken) is { IsValid: not false } found ? found : null, cancellationToken)
            ?? throw new KaceAadException(
                ErrorCodes.CannotUndo, $"The entry of {name} in Mobility (MDM and MAM) did not come back with its enterprise application, and no request makes one.",
                $"Add the application {name} in the Microsoft Entra admin center > Settings > Mobility (MDM and MAM), and run the same command again: it sets the MDM URIs to {uris} and the MDM user scope to {scope}.") { Target = change.AppId };
        var service = new MdmUriService(session);
        if (!MdmUris.Of(policy).IsSame(uris))
        {
            await service.WriteAsync(change.AppId, name, MdmUris.Of(policy), uris, cancellationToken);
        }

        await new MdmUserScopeService(session).MoveAsync(change.AppId, name, ScopeValue.Of(policy), scope, cancellationToken);
    }
}
