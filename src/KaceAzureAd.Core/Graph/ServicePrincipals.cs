using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;

namespace KaceAzureAd.Graph;

/// <summary>Enterprise applications, addressed by their appId: one request where a look-up and a read would be two.</summary>
internal sealed class ServicePrincipals(GraphTransport transport)
{
    private static readonly string[] Fields =
        ["id", "appId", "displayName", "accountEnabled", "disabledByMicrosoftStatus", "appOwnerOrganizationId", "servicePrincipalNames"];

    /// <summary>The request that reads one.</summary>
    public RequestInformation Get(string appId) => transport.V1.ServicePrincipalsWithAppId(appId).ToGetRequestInformation(c =>
    {
        c.QueryParameters.Select = Fields;
        c.Options.Add(new Needs(TenantOperation.ReadApplications));
    });

    /// <summary>Those whose name begins with KACE: KACE Cloud's own, and what was made for it in the tenant.</summary>
    public Paging<ServicePrincipalCollectionResponse, ServicePrincipal> NamedKace() => new(
        transport.V1.ServicePrincipals.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Filter = "startswith(displayName,'KACE')";
            c.QueryParameters.Select = ["id", "appId", "displayName", "appOwnerOrganizationId"];
        }),
        ServicePrincipalCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadApplications);

    /// <summary>One, or null where the tenant does not have it.</summary>
    public Task<ServicePrincipal?> FindAsync(string appId, CancellationToken cancellationToken) => FindAsync(Get(appId), cancellationToken);

    /// <summary>One with the permissions that it offers as a resource, or null where the tenant does not have it.</summary>
    public Task<ServicePrincipal?> FindWithPermissionsAsync(string appId, CancellationToken cancellationToken) =>
        FindAsync(transport.V1.ServicePrincipalsWithAppId(appId).ToGetRequestInformation(c =>
        {
            c.QueryParameters.Select = ["id", "appId", "displayName", "appRoles", "oauth2PermissionScopes"];
            c.Options.Add(new Needs(TenantOperation.ReadApplications));
        }), cancellationToken);

    private async Task<ServicePrincipal?> FindAsync(RequestInformation request, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.V1.RequestAdapter.SendAsync(request, ServicePrincipal.CreateFromDiscriminatorValue, cancellationToken: cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            return null;
        }
    }

    /// <summary>Adds the enterprise application of a multi-tenant app; if somebody else did it meanwhile, that is as good.</summary>
    /// <param name="appId">Which one.</param>
    /// <param name="hadEntry">Whether its entry in Mobility (MDM and MAM) is there already, and stays when the application is removed again; null where that is not known.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public async Task AddAsync(string appId, bool? hadEntry, CancellationToken cancellationToken)
    {
        try
        {
            var target = new JsonObject { ["appId"] = appId, ["hadEntry"] = hadEntry };
            var change = new Change(ChangeKind.EnterpriseApplication, target, null, new JsonObject { ["appId"] = appId }, $"Add the enterprise application {appId}");
            await transport.V1.ServicePrincipals.PostAsync(new ServicePrincipal { AppId = appId }, c => Write(c.Options, change), cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.AlreadyExists)
        {
            Operations.OperationLog.Current.Verbose($"The enterprise application {appId} was there already.");
        }
    }

    /// <summary>Lets users sign in to it, or not.</summary>
    public Task SetEnabledAsync(ServicePrincipal now, bool isEnabled, CancellationToken cancellationToken) => transport.V1.ServicePrincipals[now.Id].PatchAsync(
        new ServicePrincipal { AccountEnabled = isEnabled },
        c => Write(c.Options, new Change(
            ChangeKind.EnterpriseApplicationEnabled, Target(now), new JsonObject { ["isEnabled"] = now.AccountEnabled }, new JsonObject { ["isEnabled"] = isEnabled },
            $"{(isEnabled ? "Enable" : "Disable")} the enterprise application {now.DisplayName ?? now.AppId}")),
        cancellationToken);

    /// <summary>Deletes it softly: it can be restored for thirty days (facts.md 2.4).</summary>
    public Task DeleteAsync(ServicePrincipal now, CancellationToken cancellationToken) => transport.V1.ServicePrincipals[now.Id].DeleteAsync(
        c => Write(c.Options, new Change(ChangeKind.EnterpriseApplication, Target(now), Value(now), null, $"Delete the enterprise application {now.DisplayName ?? now.AppId}")), cancellationToken);

    private static JsonObject Target(ServicePrincipal now) => new() { ["appId"] = now.AppId, ["id"] = now.Id, ["name"] = now.DisplayName };

    private static JsonObject Value(ServicePrincipal now) => new() { ["appId"] = now.AppId, ["id"] = now.Id, ["isEnabled"] = now.AccountEnabled };

    private static void Write(ICollection<IRequestOption> options, Change change)
    {
        options.Add(new Needs(TenantOperation.WriteApplications));
        options.Add(change);
    }
}
