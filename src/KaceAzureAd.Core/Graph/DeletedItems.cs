using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Graph;

/// <summary>Softly deleted applications, which can be restored for thirty days (facts.md 2.4).</summary>
internal sealed class DeletedItems(GraphTransport transport)
{
    /// <summary>Restores one.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.CannotUndo</c> where it is no longer among them.</exception>
    public async Task RestoreAsync(ChangeKind kind, string appId, string id, string name, CancellationToken cancellationToken)
    {
        var value = new JsonObject { ["appId"] = appId, ["id"] = id, ["name"] = name };
        try
        {
            await transport.V1.Directory.DeletedItems[id].Restore.PostAsync(c =>
            {
                c.Options.Add(new Needs(TenantOperation.WriteApplications));
                c.Options.Add(new Change(kind, value, null, value.DeepClone().AsObject(), $"Restore {name} ({id})"));
            }, cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            throw new KaceAadException(
                ErrorCodes.CannotUndo, $"{name} ({id}) is no longer among the deleted applications: they are kept for thirty days.",
                "Add the application anew: its id will be another one.", e) { Target = appId, RequestId = e.RequestId };
        }
    }
}
