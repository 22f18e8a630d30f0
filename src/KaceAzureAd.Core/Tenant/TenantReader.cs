using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Sessions;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace KaceAzureAd.Tenant;

/// <summary>
/// Reads a tenant for the checks in one round trip: one v1.0 batch and one beta batch side by side, and the probes of KACE Cloud's
/// endpoints beside them. Only a collection that really pages costs more.
/// </summary>
internal sealed class TenantReader
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(10);

    private readonly KaceAadSession _session;
    private readonly GraphTransport _graph;
    private readonly GraphBatch _v1;
    private readonly GraphBatch _beta;

    public TenantReader(KaceAadSession session)
    {
        _session = session;
        _graph = session.Graph;
        _v1 = new GraphBatch(_graph.V1, _graph.Retry);
        _beta = new GraphBatch(_graph.Beta, _graph.Retry);
    }

    /// <summary>What the prerequisites look at.</summary>
    public async Task<TenantSnapshot> ReadForPrerequisitesAsync(string? appId, CancellationToken cancellationToken)
    {
        var v1 = _graph.V1;
        var organization = Organization();
        var licences = Add(v1.SubscribedSkus.ToGetRequestInformation(), SubscribedSkuCollectionResponse.CreateFromDiscriminatorValue, TenantOperation.ReadLicences);
        var roles = _session.IsAppOnly ? null : _v1.AddAll(Roles(v1), cancellationToken);
        var devices = Add(v1.Policies.DeviceRegistrationPolicy.ToGetRequestInformation(), DeviceRegistrationPolicy.CreateFromDiscriminatorValue, TenantOperation.ReadDeviceRegistrationPolicy);
        var kace = _v1.AddAll(KaceServicePrincipals(v1), cancellationToken);
        var policies = _session.IsAppOnly ? null : _beta.AddAll(new MobilityPolicyRequests(_graph).List(), cancellationToken);
        await SendAsync(cancellationToken);
        return Start(appId) with
        {
            Organization = await organization,
            Licences = (await licences).Select<IReadOnlyList<SubscribedSku>>(p => p.Value ?? []),
            Roles = roles is null ? null : await roles,
            DeviceRegistrationPolicy = await devices,
            KaceServicePrincipals = await kace,
            MobilityPolicies = policies is null ? Unreadable<IReadOnlyList<MobilityPolicy>>() : await policies,
        };
    }

    /// <summary>What the connection's checks look at.</summary>
    public async Task<TenantSnapshot> ReadForConnectionAsync(string appId, KaceAadSetting? setting, CancellationToken cancellationToken)
    {
        var consent = new ConsentReader(_session);
        var termsOfUse = ProbeAsync(setting?.TermsOfUseUri, cancellationToken);
        var discovery = ProbeAsync(setting?.DiscoveryUri, cancellationToken);
        var servicePrincipal = Add(new ServicePrincipals(_graph).Get(appId), ServicePrincipal.CreateFromDiscriminatorValue, TenantOperation.ReadApplications);
        var grants = _v1.AddAll(consent.Grants(appId), cancellationToken);
        var assignments = _v1.AddAll(consent.Assignments(appId), cancellationToken);
        var policy = _session.IsAppOnly ? null : _beta.Add(new MobilityPolicyRequests(_graph).Get(appId), MobilityPolicy.Create, TenantOperation.ReadMobilityPolicies);
        await SendAsync(cancellationToken);
        return Start(appId) with
        {
            ServicePrincipal = await servicePrincipal,
            DelegatedGrants = await grants,
            AppRoleAssignments = await assignments,
            MobilityPolicy = policy is null ? Unreadable<MobilityPolicy>() : await policy,
            TermsOfUseEndpoint = await termsOfUse,
            DiscoveryEndpoint = await discovery,
        };
    }

    private Task<Reading<Organization>> Organization()
    {
        var page = Add(_graph.V1.Organization.ToGetRequestInformation(c => c.QueryParameters.Select = ["id", "displayName", "verifiedDomains"]), OrganizationCollectionResponse.CreateFromDiscriminatorValue, TenantOperation.ReadAccount);
        return FirstAsync(page);

        static async Task<Reading<Organization>> FirstAsync(Task<Reading<OrganizationCollectionResponse>> page)
        {
            var reading = await page;
            return reading.Value is { Value: not [_, ..] }
                ? new Reading<Organization>(null, new KaceAadException(ErrorCodes.UnexpectedAnswer, "Microsoft Graph names no organization for this tenant.", "Try again."), reading.RequestId)
                : reading.Select(p => p.Value![0]);
        }
    }

    private static Paging<DirectoryRoleCollectionResponse, Microsoft.Graph.Models.DirectoryRole> Roles(GraphServiceClient v1) => new(
        v1.Me.TransitiveMemberOf.GraphDirectoryRole.ToGetRequestInformation(c =>
        {
            // The cast is an advanced query (facts.md 4.2).
            c.Headers.Add("ConsistencyLevel", "eventual");
            c.QueryParameters.Count = true;
            c.QueryParameters.Select = ["id", "displayName", "roleTemplateId"];
            c.QueryParameters.Top = 999;
        }),
        DirectoryRoleCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadAccount);

    private static Paging<ServicePrincipalCollectionResponse, ServicePrincipal> KaceServicePrincipals(GraphServiceClient v1) => new(
        v1.ServicePrincipals.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Filter = "startswith(displayName,'KACE')";
            c.QueryParameters.Select = ["id", "appId", "displayName", "appOwnerOrganizationId"];
        }),
        ServicePrincipalCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadApplications);

    private Task<Reading<T>> Add<T>(RequestInformation request, ParsableFactory<T> factory, TenantOperation operation)
        where T : class, IParsable => _v1.Add(request, factory, operation);

    private Task SendAsync(CancellationToken cancellationToken) => Task.WhenAll(_v1.SendAsync(cancellationToken), _beta.SendAsync(cancellationToken));

    private TenantSnapshot Start(string? appId) => new()
    {
        TenantId = _session.TenantId,
        Account = _session.Name,
        IsAppOnly = _session.IsAppOnly,
        GrantedScopes = _session.Scopes,
        AppId = appId,
    };

    private async Task<EndpointProbe?> ProbeAsync(Uri? endpoint, CancellationToken cancellationToken) =>
        endpoint is null ? null : await MdmEndpointProbe.ProbeAsync(endpoint, _session.Environment, ProbeLimit, cancellationToken);

    /// <summary>Mobility policies that this session may not read at all.</summary>
    private Reading<T> Unreadable<T>()
        where T : class => new(null, _session.Objection(TenantOperation.ReadMobilityPolicies), null);
}
