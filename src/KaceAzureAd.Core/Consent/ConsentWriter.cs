using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using KaceAzureAd.Sessions;
using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Consent;

/// <summary>The writes of facts.md 3.2 and 3.3. What is there already counts as done; what somebody else granted is kept.</summary>
internal sealed class ConsentWriter(KaceAadSession session)
{
    private readonly GraphServiceClient _client = session.Graph.V1;
    private readonly Replication _replication = Replication.Default;

    /// <summary>One grant object holds all delegated permissions of a resource: it is made, or its list is extended.</summary>
    public Task GrantScopesAsync(string clientId, string resourceId, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        _replication.UntilSeenAsync("the enterprise application", async () =>
        {
            if (await FindGrantAsync(clientId, resourceId, cancellationToken) is { } grant)
            {
                await ExtendAsync(grant, scopes, cancellationToken);
                return;
            }

            try
            {
                await _client.Oauth2PermissionGrants.PostAsync(
                    new OAuth2PermissionGrant { ClientId = clientId, ResourceId = resourceId, ConsentType = "AllPrincipals", Scope = string.Join(" ", scopes) },
                    c => c.Options.Add(new Needs(TenantOperation.GrantDelegated)), cancellationToken);
            }
            catch (KaceAadException e) when (e.Code == ErrorCodes.AlreadyExists)
            {
                // Somebody else was faster: what they granted stays, ours is added, as soon as theirs is seen.
                await ExtendAsync(await FindGrantAsync(clientId, resourceId, cancellationToken) ?? throw NotSeenYet(e, clientId), scopes, cancellationToken);
            }
        }, cancellationToken);

    /// <summary>One assignment a role, side by side.</summary>
    public Task AssignRolesAsync(string clientId, string resourceId, IReadOnlyList<Guid> roles, CancellationToken cancellationToken) =>
        Task.WhenAll(roles.Select(role => _replication.UntilSeenAsync("the enterprise application", () => AssignAsync(clientId, resourceId, role, cancellationToken), cancellationToken)));

    private async Task AssignAsync(string clientId, string resourceId, Guid role, CancellationToken cancellationToken)
    {
        try
        {
            await _client.ServicePrincipals[resourceId].AppRoleAssignedTo.PostAsync(
                new AppRoleAssignment { PrincipalId = Guid.Parse(clientId), ResourceId = Guid.Parse(resourceId), AppRoleId = role },
                c => c.Options.Add(new Needs(TenantOperation.GrantApplication)), cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.AlreadyExists)
        {
            Operations.OperationLog.Current.Verbose($"The app role {role} was assigned already.");
        }
    }

    private async Task<OAuth2PermissionGrant?> FindGrantAsync(string clientId, string resourceId, CancellationToken cancellationToken)
    {
        var grants = await new Paging<OAuth2PermissionGrantCollectionResponse, OAuth2PermissionGrant>(
            _client.Oauth2PermissionGrants.ToGetRequestInformation(c => c.QueryParameters.Filter = $"clientId eq '{clientId}' and consentType eq 'AllPrincipals'"),
            OAuth2PermissionGrantCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadConsent).ReadAsync(_client, cancellationToken);
        return grants.FirstOrDefault(g => g.ResourceId == resourceId);
    }

    private static KaceAadException NotSeenYet(KaceAadException conflict, string clientId) => new(
        ErrorCodes.NotFound, $"Microsoft Graph refuses a new grant for {clientId} because there is one, but does not show it.", "Run the same command again later.", conflict)
    {
        Target = clientId, RequestId = conflict.RequestId, HttpStatus = conflict.HttpStatus,
    };

    private Task ExtendAsync(OAuth2PermissionGrant grant, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var there = (grant.Scope ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return _client.Oauth2PermissionGrants[grant.Id].PatchAsync(
            new OAuth2PermissionGrant { Scope = string.Join(" ", there.Union(scopes, StringComparer.OrdinalIgnoreCase)) },
            c => c.Options.Add(new Needs(TenantOperation.GrantDelegated)), cancellationToken);
    }
}
