using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Sessions;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace KaceAzureAd.Tenant;

/// <summary>
/// Reads a tenant for the checks in one round trip: one v1.0 batch and one beta batch side by side, and the probes of KACE Cloud's
/// endpoints beside them. Only what that brought to light costs more: a collection that really pages, the groups of a scope (<see cref="TenantDetails"/>).
/// </summary>
internal sealed class TenantReader
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(10);

    private readonly KaceAadSession _session;
    private readonly TenantQuery _query;
    private readonly TenantRequests _requests;
    private readonly GraphBatch _v1;
    private readonly GraphBatch _beta;

    public TenantReader(KaceAadSession session, TenantQuery query)
    {
        _session = session;
        _query = query;
        _requests = new TenantRequests(session.Graph);
        _v1 = new GraphBatch(session.Graph.V1, session.Graph.Retry);
        _beta = new GraphBatch(session.Graph.Beta, session.Graph.Retry);
    }

    /// <summary>Reads. Everything is under way before anything is awaited.</summary>
    public async Task<TenantSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow;
        var appId = _query.AppId ?? "";
        var consent = new ConsentReader(_session);
        var mobility = new MobilityPolicyRequests(_session.Graph);
        var servicePrincipals = new ServicePrincipals(_session.Graph);

        var organization = FirstAsync(One(TenantPart.Organization, _requests.Organization, OrganizationCollectionResponse.CreateFromDiscriminatorValue));
        var licences = All(TenantPart.Licences, _requests.Licences, cancellationToken);
        var roles = _session.IsAppOnly ? Nothing<IReadOnlyList<Microsoft.Graph.Models.DirectoryRole>>() : All(TenantPart.Roles, _requests.Roles, cancellationToken);
        var eligible = All(TenantPart.EligibleRoles, _requests.EligibleRoles, cancellationToken);
        var join = One(TenantPart.DeviceRegistrationPolicy, _requests.DeviceRegistrationPolicy, DeviceRegistrationPolicy.CreateFromDiscriminatorValue);
        var kace = All(TenantPart.KaceServicePrincipals, servicePrincipals.NamedKace, cancellationToken);
        var applications = All(TenantPart.Applications, _requests.Applications, cancellationToken);
        var servicePrincipal = One(TenantPart.ServicePrincipal, () => servicePrincipals.Get(appId), ServicePrincipal.CreateFromDiscriminatorValue);
        var grants = All(TenantPart.DelegatedGrants, () => consent.Grants(appId), cancellationToken);
        var assignments = All(TenantPart.AppRoleAssignments, () => consent.Assignments(appId), cancellationToken);
        var resources = Task.WhenAll(_query.ResourceAppIds.Select(id => One(TenantPart.Resources, () => _requests.Resource(id), ServicePrincipal.CreateFromDiscriminatorValue)));
        var devices = One(TenantPart.Devices, () => _requests.Devices(appId), DeviceCollectionResponse.CreateFromDiscriminatorValue);
        var policies = All(TenantPart.MobilityPolicies, mobility.List, cancellationToken);
        var mamPolicies = All(TenantPart.MamPolicies, mobility.ListMam, cancellationToken);
        var signIns = One(TenantPart.SignIns, () => _requests.SignIns(appId, now), SignInCollectionResponse.CreateFromDiscriminatorValue);

        var setting = _query.Setting;
        var termsOfUse = Probe(TenantPart.TermsOfUseEndpoint, setting?.TermsOfUseUri, u => MdmEndpointProbe.ProbeAsync(u, _session.Environment, ProbeLimit, cancellationToken));
        var discovery = Probe(TenantPart.DiscoveryEndpoint, setting?.DiscoveryUri, u => MdmEndpointProbe.ProbeAsync(u, _session.Environment, ProbeLimit, cancellationToken));
        var discover = Probe(TenantPart.DiscoverAnswer, setting?.DiscoveryUri, u => DiscoverProbe.ProbeAsync(u, EmailAddress, _session.Environment, ProbeLimit, cancellationToken));
        var dns = DnsAsync(organization, cancellationToken);
        await Task.WhenAll(_v1.SendAsync(cancellationToken), _beta.SendAsync(cancellationToken));

        var snapshot = new TenantSnapshot
        {
            TenantId = _session.TenantId,
            ReadAt = now,
            Environment = _session.Environment,
            Account = _session.Name,
            IsAppOnly = _session.IsAppOnly,
            GrantedScopes = _session.Scopes,
            AppId = _query.AppId,
            Organization = await organization,
            Licences = await licences,
            Roles = await roles,
            EligibleRoles = await eligible,
            DeviceRegistrationPolicy = await join,
            KaceServicePrincipals = await kace,
            Applications = await applications,
            ServicePrincipal = await servicePrincipal,
            DelegatedGrants = await grants,
            AppRoleAssignments = await assignments,
            Resources = [.. (await resources).OfType<Reading<ServicePrincipal>>()],
            Devices = await devices,
            MobilityPolicies = await policies,
            MamPolicies = await mamPolicies,
            SignIns = await signIns,
        };
        snapshot = await new TenantDetails(_session, _requests, mobility).AddToAsync(snapshot, _query.Parts, cancellationToken);
        return snapshot with
        {
            TermsOfUseEndpoint = await termsOfUse,
            DiscoveryEndpoint = await discovery,
            DiscoverAnswer = await discover,
            EnrollmentDns = await dns,
        };
    }

    /// <summary>What a device's owner would type; of the account only the domain is told to KACE Cloud, which knows it.</summary>
    private string EmailAddress => $"enrollment-check@{(_session.Account?.ToLowerInvariant().Split('@') is [_, .., var domain] && UriParts.IsDnsName(domain) ? domain : "example.com")}";

    private Task<Reading<T>?> One<T>(TenantPart part, Func<RequestInformation> request, ParsableFactory<T> factory)
        where T : class, IParsable => Part(part, () => (part.IsBeta ? _beta : _v1).Add(request(), factory, part.Operation!));

    private Task<Reading<IReadOnlyList<TItem>>?> All<TPage, TItem>(TenantPart part, Func<Paging<TPage, TItem>> collection, CancellationToken cancellationToken)
        where TPage : BaseCollectionPaginationCountResponse => Part(part, () => (part.IsBeta ? _beta : _v1).AddAll(collection(), cancellationToken));

    /// <summary>A part, if somebody looks at it; what is clear to be refused is not asked for.</summary>
    private Task<Reading<T>?> Part<T>(TenantPart part, Func<Task<Reading<T>>> read)
        where T : class
    {
        if (!_query.Parts.Contains(part))
        {
            return Nothing<T>();
        }

        if (Objection(part.Operation!) is { } objection)
        {
            return Task.FromResult<Reading<T>?>(new Reading<T>(null, objection, null));
        }

        return read()!;
    }

    /// <summary>Why a read is not even tried. Signing in again would not bring an optional permission, for that does not ask for it.</summary>
    private KaceAadException? Objection(TenantOperation operation)
    {
        var objection = operation.IsOptional || (operation.DelegatedOnly && _session.IsAppOnly) ? _session.Objection(operation) : null;
        return objection?.MissingScope is not { } scope || _session.IsAppOnly ? objection : new KaceAadException(
            objection.Code, objection.Message, _session.CanAskForMore
                ? $"Run Connect-KaceAad with -IncludeOptional and consent to {scope}."
                : $"Have an administrator consent to {scope} for the client application {_session.ClientId}, and run Connect-KaceAad again.")
        {
            Target = objection.Target, MissingScope = scope,
        };
    }

    private static Task<Reading<T>?> Nothing<T>()
        where T : class => Task.FromResult<Reading<T>?>(null);

    private async Task<T?> Probe<T>(TenantPart part, Uri? address, Func<Uri, Task<T>> probe)
        where T : class => address is not null && _query.Parts.Contains(part) ? await probe(address) : null;

    /// <summary>Which domains there are is known with the organization only.</summary>
    private async Task<IReadOnlyList<EnrollmentCname>?> DnsAsync(Task<Reading<Organization>?> organization, CancellationToken cancellationToken) =>
        _query.Parts.Contains(TenantPart.EnrollmentDns) && (await organization)?.Value is { } value
            ? await EnrollmentDns.LookUpAsync(CustomDomains.MostLookedUp(value), _query.DnsServer, ProbeLimit, cancellationToken)
            : null;

    private static async Task<Reading<Organization>?> FirstAsync(Task<Reading<OrganizationCollectionResponse>?> page)
    {
        var reading = await page;
        return reading?.Value is { Value: not [_, ..] }
            ? new Reading<Organization>(null, new KaceAadException(ErrorCodes.UnexpectedAnswer, "Microsoft Graph names no organization for this tenant.", "Try again."), reading.RequestId)
            : reading?.Select(p => p.Value![0]);
    }
}
