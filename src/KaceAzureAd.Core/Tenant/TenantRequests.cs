using System.Globalization;
using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;

namespace KaceAzureAd.Tenant;

/// <summary>The requests that read a tenant for the checks, beside those that other folders have already.</summary>
internal sealed class TenantRequests(GraphTransport transport)
{
    /// <summary>The sign-in log is kept for so long (facts.md 4.1: with Entra ID P1 or P2).</summary>
    public const int SignInDays = 30;

    private const int SignInsRead = 20;
    private readonly GraphServiceClient _v1 = transport.V1;

    public RequestInformation Organization() => _v1.Organization.ToGetRequestInformation(c => c.QueryParameters.Select = ["id", "displayName", "verifiedDomains"]);

    public Paging<SubscribedSkuCollectionResponse, SubscribedSku> Licences() => new(
        _v1.SubscribedSkus.ToGetRequestInformation(), SubscribedSkuCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadLicences);

    public RequestInformation DeviceRegistrationPolicy() => _v1.Policies.DeviceRegistrationPolicy.ToGetRequestInformation();

    public Paging<DirectoryRoleCollectionResponse, Microsoft.Graph.Models.DirectoryRole> Roles() => new(
        _v1.Me.TransitiveMemberOf.GraphDirectoryRole.ToGetRequestInformation(c =>
        {
            // The cast is an advanced query (facts.md 4.2).
            c.Headers.Add("ConsistencyLevel", "eventual");
            c.QueryParameters.Count = true;
            c.QueryParameters.Select = ["id", "displayName", "roleTemplateId"];
            c.QueryParameters.Top = 999;
        }),
        DirectoryRoleCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadAccount);

    public Paging<UnifiedRoleEligibilityScheduleInstanceCollectionResponse, UnifiedRoleEligibilityScheduleInstance> EligibleRoles() => new(
        _v1.RoleManagement.Directory.RoleEligibilityScheduleInstances.FilterByCurrentUserWithOn("principal").ToGetRequestInformation(),
        UnifiedRoleEligibilityScheduleInstanceCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadEligibleRoles);

    public Paging<ApplicationCollectionResponse, Application> Applications() => new(
        _v1.Applications.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Select = ["id", "appId", "displayName", "identifierUris", "web"];
            c.QueryParameters.Top = 999;
        }),
        ApplicationCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadApplications);

    /// <summary>A resource with the application permissions that it offers.</summary>
    public RequestInformation Resource(string appId) => _v1.ServicePrincipalsWithAppId(appId).ToGetRequestInformation(c => c.QueryParameters.Select = ["id", "appId", "displayName", "appRoles"]);

    /// <summary>Only beta tells an application's own sign-ins from those of persons.</summary>
    public RequestInformation SignIns(string appId, DateTimeOffset now) => transport.Beta.AuditLogs.SignIns.ToGetRequestInformation(c =>
    {
        var since = now.UtcDateTime.AddDays(-SignInDays).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        c.QueryParameters.Filter = $"signInEventTypes/any(t: t eq 'servicePrincipal') and appId eq '{appId}' and createdDateTime ge {since}";
        c.QueryParameters.Top = SignInsRead;
    });

    public RequestInformation Devices(string appId) => _v1.Devices.ToGetRequestInformation(c =>
    {
        c.Headers.Add("ConsistencyLevel", "eventual");
        c.QueryParameters.Count = true;
        c.QueryParameters.Filter = $"mdmAppId eq '{appId}'";
        c.QueryParameters.Select = ["id"];
        c.QueryParameters.Top = 1;
    });

    /// <summary>How many users are in a group. Other members (devices, groups that are empty) enrol nothing.</summary>
    public RequestInformation UsersOf(string groupId) => _v1.Groups[groupId].TransitiveMembers.GraphUser.ToGetRequestInformation(c =>
    {
        c.Headers.Add("ConsistencyLevel", "eventual");
        c.QueryParameters.Count = true;
        c.QueryParameters.Select = ["id"];
        c.QueryParameters.Top = 1;
    });

    public RequestInformation Group(string id) => _v1.Groups[id].ToGetRequestInformation(c => c.QueryParameters.Select = ["id", "displayName"]);

    public RequestInformation User(string id) => _v1.Users[id].ToGetRequestInformation(c => c.QueryParameters.Select = ["id", "displayName"]);
}
