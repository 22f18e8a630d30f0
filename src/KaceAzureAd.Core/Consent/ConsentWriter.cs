using System.Text.Json.Nodes;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Graph.Changes;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;

namespace KaceAzureAd.Consent;

/// <summary>
/// The writes of facts.md 3.2 and 3.3. What is there already counts as done, what is gone as revoked; what somebody else granted is kept.
/// </summary>
internal sealed class ConsentWriter(KaceAadSession session)
{
    private readonly GraphServiceClient _client = session.Graph.V1;
    private readonly Replication _replication = Replication.Default;

    /// <summary>One grant object holds all delegated permissions of a resource: it is made, or its list is extended.</summary>
    /// <param name="target">Who gets them, of whom.</param>
    /// <param name="scopes">The permissions.</param>
    /// <param name="isThere">Whether a grant was seen: if not, it is made without looking again, for Graph refuses a second one.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task GrantScopesAsync(ConsentTarget target, IReadOnlyList<string> scopes, bool isThere, CancellationToken cancellationToken) =>
        UntilSeenAsync(target, async () =>
        {
            if (isThere && await FindGrantAsync(target, cancellationToken) is { } grant)
            {
                await ReplaceAsync(target, grant, ScopesOf(grant).Union(scopes, StringComparer.OrdinalIgnoreCase), cancellationToken);
                return;
            }

            try
            {
                var all = string.Join(" ", scopes);
                await _client.Oauth2PermissionGrants.PostAsync(
                    new OAuth2PermissionGrant { ClientId = target.ClientId, ResourceId = target.ResourceId, ConsentType = "AllPrincipals", Scope = all },
                    c => Write(c.Options, TenantOperation.GrantDelegated, Delegated(target, null, all)), cancellationToken);
            }
            catch (KaceAadException e) when (e.Code == ErrorCodes.AlreadyExists)
            {
                // Somebody else was faster: what they granted stays, ours is added, as soon as theirs is seen.
                var theirs = await FindGrantAsync(target, cancellationToken) ?? throw NotSeenYet(e, target);
                await ReplaceAsync(target, theirs, ScopesOf(theirs).Union(scopes, StringComparer.OrdinalIgnoreCase), cancellationToken);
            }
        }, cancellationToken);

    /// <summary>Takes these permissions out of the grant; the grant goes where none is left.</summary>
    public async Task RevokeScopesAsync(ConsentTarget target, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        if (await FindGrantAsync(target, cancellationToken) is not { } grant)
        {
            return;
        }

        var left = ScopesOf(grant).Except(scopes, StringComparer.OrdinalIgnoreCase).ToList();
        if (left.Count > 0)
        {
            await ReplaceAsync(target, grant, left, cancellationToken);
            return;
        }

        await IfThereAsync(() => _client.Oauth2PermissionGrants[grant.Id].DeleteAsync(
            c => Write(c.Options, TenantOperation.GrantDelegated, Delegated(target, grant.Scope, null)), cancellationToken));
    }

    /// <summary>One assignment a role, side by side.</summary>
    public Task AssignRolesAsync(ConsentTarget target, IReadOnlyList<AppPermission> roles, CancellationToken cancellationToken) =>
        Task.WhenAll(roles.Select(role => UntilSeenAsync(target, () => AssignAsync(target, role, cancellationToken), cancellationToken)));

    /// <summary>Removes assignments, side by side.</summary>
    public async Task RevokeRolesAsync(ConsentTarget target, IReadOnlyList<AppPermission> roles, CancellationToken cancellationToken)
    {
        var assignments = await new ConsentReader(session).Assignments(target.AppId).ReadAsync(_client, cancellationToken);
        await Task.WhenAll(
            from assignment in assignments
            join role in roles on assignment.AppRoleId equals role.Id
            where string.Equals(assignment.ResourceId?.ToString(), target.ResourceId, StringComparison.OrdinalIgnoreCase)
            select IfThereAsync(() => _client.ServicePrincipals[target.ResourceId].AppRoleAssignedTo[assignment.Id].DeleteAsync(
                c => Write(c.Options, TenantOperation.GrantApplication, Application(target, role, isGranted: false)), cancellationToken)));
    }

    /// <summary>Retries while Graph does not see the application yet; one that somebody removed meanwhile will not come.</summary>
    private Task UntilSeenAsync(ConsentTarget target, Func<Task> write, CancellationToken cancellationToken) => _replication.UntilSeenAsync("the enterprise application", async () =>
    {
        try
        {
            await write();
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound || e.HttpStatus == 400)
        {
            throw await new ServicePrincipals(session.Graph).FindAsync(target.AppId, cancellationToken) is not null ? e : new KaceAadException(
                ErrorCodes.AppNotFound, $"The enterprise application {target.AppId} is not in tenant {session.TenantId} any more: somebody removed it meanwhile.", "Run Set-KaceAadConnection or Add-KaceMobilityApp to add it again.", e) { Target = target.AppId };
        }
    }, cancellationToken);

    /// <summary>True where the application holds the role.</summary>
    public async Task<bool> IsAssignedAsync(ConsentTarget target, AppPermission role, CancellationToken cancellationToken)
    {
        try
        {
            var assignments = await new ConsentReader(session).Assignments(target.AppId).ReadAsync(_client, cancellationToken);
            return assignments.Any(a => a.AppRoleId == role.Id && string.Equals(a.ResourceId?.ToString(), target.ResourceId, StringComparison.OrdinalIgnoreCase));
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            return false; // Nor is the application there.
        }
    }

    private static async Task IfThereAsync(Func<Task> delete)
    {
        try
        {
            await delete();
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            OperationLog.Current.Verbose("The consent was revoked already.");
        }
    }

    private async Task AssignAsync(ConsentTarget target, AppPermission role, CancellationToken cancellationToken)
    {
        try
        {
            await _client.ServicePrincipals[target.ResourceId].AppRoleAssignedTo.PostAsync(
                new AppRoleAssignment { PrincipalId = Guid.Parse(target.ClientId), ResourceId = Guid.Parse(target.ResourceId), AppRoleId = role.Id },
                c => Write(c.Options, TenantOperation.GrantApplication, Application(target, role, isGranted: true)), cancellationToken);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.AlreadyExists)
        {
            OperationLog.Current.Verbose($"The application permission {role.Name} was granted already.");
        }
    }

    /// <summary>The grant for all users, or null.</summary>
    internal async Task<OAuth2PermissionGrant?> FindGrantAsync(ConsentTarget target, CancellationToken cancellationToken)
    {
        var grants = await new Paging<OAuth2PermissionGrantCollectionResponse, OAuth2PermissionGrant>(
            _client.Oauth2PermissionGrants.ToGetRequestInformation(c => c.QueryParameters.Filter = $"clientId eq '{target.ClientId}' and consentType eq 'AllPrincipals'"),
            OAuth2PermissionGrantCollectionResponse.CreateFromDiscriminatorValue, p => p.Value, TenantOperation.ReadConsent).ReadAsync(_client, cancellationToken);
        return grants.FirstOrDefault(g => g.ResourceId == target.ResourceId);
    }

    /// <summary>The permissions of a grant, one by one.</summary>
    internal static IReadOnlyList<string> ScopesOf(string? scope) => (scope ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyList<string> ScopesOf(OAuth2PermissionGrant grant) => ScopesOf(grant.Scope);

    private static KaceAadException NotSeenYet(KaceAadException conflict, ConsentTarget target) => new(
        ErrorCodes.NotFound, $"Microsoft Graph refuses a new grant for {target.AppId} because there is one, but does not show it.", "Run the same command again later.", conflict)
    {
        Target = target.AppId, RequestId = conflict.RequestId, HttpStatus = conflict.HttpStatus,
    };

    /// <summary>Graph replaces the list as a whole (facts.md 3.2).</summary>
    private Task ReplaceAsync(ConsentTarget target, OAuth2PermissionGrant grant, IEnumerable<string> scopes, CancellationToken cancellationToken)
    {
        var wanted = string.Join(" ", scopes);
        return string.Equals(wanted, string.Join(" ", ScopesOf(grant)), StringComparison.OrdinalIgnoreCase) ? Task.CompletedTask
            : _client.Oauth2PermissionGrants[grant.Id].PatchAsync(
                new OAuth2PermissionGrant { Scope = wanted }, c => Write(c.Options, TenantOperation.GrantDelegated, Delegated(target, grant.Scope, wanted)), cancellationToken);
    }

    private static Change Delegated(ConsentTarget target, string? before, string? after) => new(
        ChangeKind.DelegatedConsent, target.ToJson(), Value(before), Value(after),
        $"Set the delegated permissions of {target.ResourceName ?? "the resource"} for {target.AppId} from {Shown(before)} to {Shown(after)}");

    private static Change Application(ConsentTarget target, AppPermission role, bool isGranted)
    {
        var json = target.ToJson();
        json["appRoleId"] = role.Id.ToString();
        json["permission"] = role.Name;
        var (granted, nothing) = (new JsonObject { ["granted"] = true }, (JsonObject?)null);
        return new Change(
            ChangeKind.ApplicationConsent, json, isGranted ? nothing : granted, isGranted ? granted : nothing,
            $"{(isGranted ? "Grant" : "Revoke")} the application permission {role.Name} of {target.ResourceName ?? "the resource"} for {target.AppId}");
    }

    private static JsonObject? Value(string? scope) => scope is null ? null : new JsonObject { ["scope"] = scope };

    private static string Shown(string? scope) => string.IsNullOrWhiteSpace(scope) ? "nothing" : scope!;

    private static void Write(ICollection<IRequestOption> options, TenantOperation operation, Change change)
    {
        options.Add(new Needs(operation));
        options.Add(change);
    }
}
