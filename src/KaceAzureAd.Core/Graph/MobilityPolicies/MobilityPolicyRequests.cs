using System.Text;
using System.Text.Json.Nodes;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;

namespace KaceAzureAd.Graph.MobilityPolicies;

/// <summary>The requests of facts.md 1.4, on the SDK's adapter. They exist in beta only.</summary>
internal sealed class MobilityPolicyRequests(GraphTransport transport)
{
    private const string Root = "{+baseurl}/policies/mobileDeviceManagementPolicies";
    private const string AppRoot = "{+baseurl}/policies/mobileAppManagementPolicies";
    private const int MostExpanded = 20;
    private const string Fields = "?$expand=includedGroups($select=id,displayName)";

    private readonly GraphServiceClient _client = transport.Beta;

    /// <summary>Every MDM application of the tenant, with its groups.</summary>
    public Paging<MobilityPolicyPage, MobilityPolicy> List() => List(Root);

    /// <summary>The MAM (WIP) half of the same applications.</summary>
    public Paging<MobilityPolicyPage, MobilityPolicy> ListMam() => List(AppRoot);

    /// <summary>One half of an MDM application's policy, with its groups.</summary>
    public RequestInformation Get(string appId, bool isMam = false) => Request(Method.GET, (isMam ? AppRoot : Root) + "/{id}" + Fields, appId, TenantOperation.ReadMobilityPolicies);

    /// <summary>The policy, its MDM half, or a <c>KaceAad.NotFound</c> error.</summary>
    public Task<MobilityPolicy> GetAsync(string appId, CancellationToken cancellationToken) => GetAsync(appId, isMam: false, cancellationToken);

    /// <summary>The policy, one of its halves, or a <c>KaceAad.NotFound</c> error.</summary>
    public async Task<MobilityPolicy> GetAsync(string appId, bool isMam, CancellationToken cancellationToken) =>
        (await _client.RequestAdapter.SendAsync(Get(appId, isMam), MobilityPolicy.Create, cancellationToken: cancellationToken))!;

    /// <summary>All groups of a policy, page by page.</summary>
    public Paging<GroupCollectionResponse, Group> Groups(string appId) => new(
        Request(Method.GET, Root + "/{id}/includedGroups?$select=id,displayName", appId, TenantOperation.ReadMobilityPolicies),
        GroupCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadMobilityPolicies);

    /// <summary>True where the groups that came with a policy may not be all: an expanded collection may be cut, the collection itself pages.</summary>
    public static bool AreGroupsCut(MobilityPolicy policy) => policy.IncludedGroups is { Count: >= MostExpanded };

    /// <summary>Changes either appliesTo or the addresses, never both in one (facts.md 1.5).</summary>
    /// <param name="appId">Whose entry.</param>
    /// <param name="values">What is set; an address of null clears it, an empty one may be refused (facts.md 1.5).</param>
    /// <param name="change">What that changes.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public Task UpdateAsync(string appId, JsonObject values, Change change, CancellationToken cancellationToken)
    {
        var request = Write(Method.PATCH, Root + "/{id}", appId, change);
        request.SetStreamContent(new MemoryStream(Encoding.UTF8.GetBytes(values.ToJsonString())), "application/json");
        return SendAsync(request, cancellationToken);
    }

    /// <summary>Adds a group; the first one turns the scope to selected (facts.md 1.5).</summary>
    public Task AddGroupAsync(string appId, string groupId, Change change, CancellationToken cancellationToken)
    {
        var request = Write(Method.POST, Root + "/{id}/includedGroups/$ref", appId, change);
        request.SetContentFromParsable(
            _client.RequestAdapter, "application/json", new ReferenceCreate { OdataId = transport.Reference($"odata/groups('{groupId}')") });
        return SendAsync(request, cancellationToken);
    }

    /// <summary>Removes a group.</summary>
    public Task RemoveGroupAsync(string appId, string groupId, Change change, CancellationToken cancellationToken)
    {
        var request = Write(Method.DELETE, Root + "/{id}/includedGroups/{group}/$ref", appId, change);
        request.PathParameters["group"] = groupId;
        return SendAsync(request, cancellationToken);
    }

    /// <summary>Deletes an invalid entry, its MDM or its MAM half; Graph refuses it while the enterprise application is there (facts.md 1.5).</summary>
    public Task DeleteAsync(string appId, bool isMam, Change change, CancellationToken cancellationToken) =>
        SendAsync(Write(Method.DELETE, (isMam ? AppRoot : Root) + "/{id}", appId, change), cancellationToken);

    private Task SendAsync(RequestInformation request, CancellationToken cancellationToken) => _client.RequestAdapter.SendNoContentAsync(request, cancellationToken: cancellationToken);

    private RequestInformation Write(Method method, string template, string appId, Change change)
    {
        var request = Request(method, template, appId, TenantOperation.WriteMobilityPolicies);
        request.AddRequestOptions([change]);
        return request;
    }

    private Paging<MobilityPolicyPage, MobilityPolicy> List(string root) =>
        new(Request(Method.GET, root + Fields, null, TenantOperation.ReadMobilityPolicies), MobilityPolicyPage.Create, p => p.Value, TenantOperation.ReadMobilityPolicies);

    private RequestInformation Request(Method method, string template, string? appId, TenantOperation operation)
    {
        var request = new RequestInformation(method, template, new Dictionary<string, object> { ["baseurl"] = _client.RequestAdapter.BaseUrl! });
        if (appId is not null)
        {
            request.PathParameters["id"] = appId;
        }

        request.Headers.Add("Accept", "application/json");
        request.AddRequestOptions([new Needs(operation)]);
        return request;
    }
}
