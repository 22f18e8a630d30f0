using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Rehearsal;

/// <summary>
/// Looks at the emulated services themselves, not through the module: whether the tenant is connected must not be the module's word alone.
/// </summary>
internal static class ConnectedState
{
    /// <summary>What is missing, in words; empty where the tenant is connected.</summary>
    public static IReadOnlyList<string> Objections(World world, Origins origins, RehearsalTenant customer)
    {
        lock (world.Gate)
        {
            var objections = new List<string>();
            var appId = world.KaceCloud.AppId;
            var tenant = world.FindTenant(customer.Id)!;
            var subscription = world.KaceCloud.FindByTenant(customer.Id)!;
            var application = tenant.ServicePrincipals.Find(s => s.AppId == appId);
            var policy = tenant.MobileDeviceManagementPolicies.Find(p => p.Id == appId);
            Expect(application is { AccountEnabled: true }, "KACE Cloud's enterprise application is not there, or disabled");
            Expect(policy is { IsValid: true }, "there is no valid mobility policy");
            if (policy is not null)
            {
                var kace = $"{origins.KaceCloud}/{customer.Subdomain}/";
                Expect(policy.AppliesTo == "all", $"the MDM user scope is {policy.AppliesTo}, not all");
                Expect(policy.TermsOfUseUrl?.StartsWith(kace, StringComparison.Ordinal) == true, $"the MDM terms of use URL is {policy.TermsOfUseUrl ?? "not set"}");
                Expect(policy.DiscoveryUrl?.StartsWith(kace, StringComparison.Ordinal) == true, $"the MDM discovery URL is {policy.DiscoveryUrl ?? "not set"}");
            }

            var required = world.FindApplication(appId)!.Value.App.RequiredResourceAccess;
            Expect(
                tenant.AppRoleAssignments.Count(a => a.PrincipalId == application?.Id) == required.Sum(r => r.Roles.Count)
                && required.SelectMany(r => r.Scopes).All(s => tenant.OAuth2PermissionGrants.Exists(g => g.ClientId == application?.Id && g.Scope.Split(' ').Contains(s))),
                "not everything that KACE Cloud's application asks for was consented to");
            Expect(subscription is { Mode: "Automated", Verified: true }, $"KACE Cloud's Verify Azure AD Settings says: {subscription.VerifyMessage ?? "it was not pressed"}");
            return objections;

            void Expect(bool holds, string objection)
            {
                if (!holds)
                {
                    objections.Add(objection);
                }
            }
        }
    }
}
