namespace KaceAzureAd.Emulator.State;

/// <summary>
/// Changes to a tenant that more than one service makes: Graph on request, the sign-in service when an administrator consents.
/// The caller holds <see cref="World.Gate"/>.
/// </summary>
public static class DirectoryChanges
{
    /// <summary>The app's service principal in this tenant; made, with its mobility policy where that appears by itself, if it was not there.</summary>
    public static ServicePrincipal EnsureServicePrincipal(this World world, Tenant tenant, Application app)
    {
        var existing = tenant.ServicePrincipals.FirstOrDefault(s => string.Equals(s.AppId, app.AppId, StringComparison.OrdinalIgnoreCase));
        if (existing is not null)
        {
            return existing;
        }

        var now = DateTimeOffset.UtcNow;
        var servicePrincipal = new ServicePrincipal
        {
            Id = Guid.NewGuid().ToString(),
            AppId = app.AppId,
            DisplayName = app.DisplayName,
            AppOwnerOrganizationId = world.FindApplication(app.AppId)?.Home.Id,
            ServicePrincipalNames = [app.AppId, .. app.IdentifierUris],
            ReplyUrls = [.. app.RedirectUris],
            OAuth2PermissionScopes = [.. app.OAuth2PermissionScopes],
            AppRoles = [.. app.AppRoles],
            CreatedAt = now,
        };
        tenant.ServicePrincipals.Add(servicePrincipal);
        world.BringMobilityPolicies(tenant, app, now);
        return servicePrincipal;
    }

    /// <summary>The service principal that comes with a managed identity.</summary>
    public static void AddServicePrincipal(this Tenant tenant, ManagedIdentity identity) => tenant.ServicePrincipals.Add(new ServicePrincipal
    {
        Id = identity.Id,
        AppId = identity.ClientId,
        DisplayName = identity.DisplayName,
        ServicePrincipalType = "ManagedIdentity",
        ServicePrincipalNames = [identity.ClientId],
    });

    /// <summary>What becomes of an app's mobility policies once its service principal stands in the tenant, be it made or restored.</summary>
    internal static void BringMobilityPolicies(this World world, Tenant tenant, Application app, DateTimeOffset now)
    {
        if (app.Mdm is not null && world.Behaviour.PolicyAppearsWithServicePrincipal)
        {
            tenant.AddMobilityPolicies(app, now);
        }

        if (world.Behaviour.PolicyRevivesWithServicePrincipal)
        {
            tenant.SetPolicyValidity(app.AppId, true);
        }
    }

    internal static void SetPolicyValidity(this Tenant tenant, string appId, bool isValid)
    {
        foreach (var policy in tenant.MobileDeviceManagementPolicies.Concat(tenant.MobileAppManagementPolicies))
        {
            if (string.Equals(policy.Id, appId, StringComparison.OrdinalIgnoreCase))
            {
                policy.IsValid = isValid;
            }
        }
    }

    /// <summary>What the portal's Mobility (MDM and MAM) page adds for an MDM app.</summary>
    public static void AddMobilityPolicies(this Tenant tenant, Application app, DateTimeOffset createdAt)
    {
        if (tenant.MobileDeviceManagementPolicies.TrueForAll(p => p.Id != app.AppId))
        {
            tenant.MobileDeviceManagementPolicies.Add(new MobilityPolicy
            {
                Id = app.AppId,
                DisplayName = app.DisplayName,
                TermsOfUseUrl = app.Mdm?.TermsOfUseUrl,
                DiscoveryUrl = app.Mdm?.DiscoveryUrl,
                ComplianceUrl = app.Mdm?.ComplianceUrl,
                CreatedAt = createdAt,
            });
        }

        // The MAM half has addresses of its own, and an MDM app none for it.
        if (tenant.MobileAppManagementPolicies.TrueForAll(p => p.Id != app.AppId))
        {
            tenant.MobileAppManagementPolicies.Add(new MobilityPolicy { Id = app.AppId, DisplayName = app.DisplayName, CreatedAt = createdAt });
        }
    }

    /// <summary>Tenant-wide consent to everything the app asks for (facts.md 3.1): its service principal, delegated grants and app roles.</summary>
    public static void ConsentTenantWide(this World world, Tenant tenant, Application app)
    {
        var client = world.EnsureServicePrincipal(tenant, app);
        foreach (var access in app.RequiredResourceAccess)
        {
            if (world.FindApplication(access.ResourceAppId) is not { } resourceApp)
            {
                continue;
            }

            var resource = world.EnsureServicePrincipal(tenant, resourceApp.App);
            tenant.GrantScopes(client, resource, access.Scopes);
            foreach (var role in resource.AppRoles.Where(r => access.Roles.Contains(r.Value, StringComparer.OrdinalIgnoreCase)))
            {
                tenant.AssignRole(client, resource, role);
            }
        }
    }

    /// <summary>Adds these delegated permissions for all users, or for one; a grant that is there keeps what it has.</summary>
    public static PermissionGrant? GrantScopes(
        this Tenant tenant, ServicePrincipal client, ServicePrincipal resource, IReadOnlyCollection<string> scopes, string? principalId = null)
    {
        if (scopes.Count == 0)
        {
            return null;
        }

        var grant = tenant.OAuth2PermissionGrants.FirstOrDefault(g => g.ClientId == client.Id && g.ResourceId == resource.Id && g.PrincipalId == principalId);
        if (grant is null)
        {
            grant = new PermissionGrant
            {
                Id = NewOpaqueId(),
                ClientId = client.Id,
                ResourceId = resource.Id,
                ConsentType = principalId is null ? "AllPrincipals" : "Principal",
                PrincipalId = principalId,
                CreatedAt = DateTimeOffset.UtcNow,
            };
            tenant.OAuth2PermissionGrants.Add(grant);
        }

        grant.Scope = string.Join(' ', grant.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Union(scopes, StringComparer.OrdinalIgnoreCase));
        return grant;
    }

    /// <summary>Assigns an app role, once.</summary>
    public static AppRoleAssignment AssignRole(this Tenant tenant, ServicePrincipal client, ServicePrincipal resource, AppRole role)
    {
        var assignment = tenant.AppRoleAssignments.FirstOrDefault(a => a.PrincipalId == client.Id && a.ResourceId == resource.Id && a.AppRoleId == role.Id);
        if (assignment is null)
        {
            assignment = new AppRoleAssignment
            {
                Id = NewOpaqueId(), PrincipalId = client.Id, ResourceId = resource.Id, AppRoleId = role.Id, CreatedAt = DateTimeOffset.UtcNow,
            };
            tenant.AppRoleAssignments.Add(assignment);
        }

        return assignment;
    }

    /// <summary>An app signed in to the tenant by itself, or tried to: what the sign-in log keeps of it, where the app is in the tenant at all.</summary>
    public static void RecordAppSignIn(this Tenant tenant, string appId, int errorCode, string? failureReason)
    {
        if (tenant.ServicePrincipals.Exists(s => string.Equals(s.AppId, appId, StringComparison.OrdinalIgnoreCase)))
        {
            tenant.SignIns.Add(new SignInEvent { AppId = appId, ErrorCode = errorCode, FailureReason = failureReason });
        }
    }

    /// <summary>An id in the base64url form that Graph gives to grants and role assignments.</summary>
    public static string NewOpaqueId() =>
        Convert.ToBase64String([.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
