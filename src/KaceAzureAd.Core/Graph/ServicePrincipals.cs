using KaceAzureAd.Errors;
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
    public async Task AddAsync(string appId, CancellationToken cancellationToken)
    {
        try
        {
            await transport.V1.ServicePrincipals.PostAsync(
                new ServicePrincipal { AppId = appId }, c => c.Options.Add(new Needs(TenantOperation.WriteApplications)), cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.AlreadyExists)
        {
            Operations.OperationLog.Current.Verbose($"The enterprise application {appId} was there already.");
        }
    }
}
