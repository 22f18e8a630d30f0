using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Graph;

/// <summary>The tenant's own app registrations, addressed by their appId.</summary>
internal sealed class AppRegistrations(GraphTransport transport)
{
    /// <summary>One, or null where the tenant does not have it: the registration of a multi-tenant app stands elsewhere.</summary>
    public async Task<Application?> FindAsync(string appId, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.V1.ApplicationsWithAppId(appId).GetAsync(c =>
            {
                c.QueryParameters.Select = ["id", "appId", "displayName"];
                c.Options.Add(new Needs(TenantOperation.ReadApplications));
            }, cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            return null;
        }
    }

    /// <summary>Deletes it softly: it can be restored for thirty days (facts.md 2.4). One that is gone already is as good.</summary>
    public async Task DeleteAsync(Application now, CancellationToken cancellationToken)
    {
        var value = new JsonObject { ["appId"] = now.AppId, ["id"] = now.Id, ["name"] = now.DisplayName };
        try
        {
            await transport.V1.Applications[now.Id].DeleteAsync(c =>
            {
                c.Options.Add(new Needs(TenantOperation.WriteApplications));
                c.Options.Add(new Change(ChangeKind.AppRegistration, value, value.DeepClone().AsObject(), null, $"Delete the app registration {now.DisplayName ?? now.AppId}"));
            }, cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            Operations.OperationLog.Current.Verbose($"The app registration {now.AppId} was gone already.");
        }
    }
}
