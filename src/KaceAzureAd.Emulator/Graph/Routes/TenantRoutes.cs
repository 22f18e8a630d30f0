using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>The tenant itself: organization, licences, domains, who may join devices, the app gallery.</summary>
internal static class TenantRoutes
{
    private static readonly Shape<Tenant> Organization = new(
        "organization",
        new()
        {
            ["id"] = t => t.Id,
            ["deletedDateTime"] = _ => null,
            ["businessPhones"] = _ => new JsonArray(),
            ["city"] = _ => null,
            ["country"] = _ => null,
            ["countryLetterCode"] = t => t.CountryLetterCode,
            ["createdDateTime"] = _ => "2020-01-01T00:00:00Z",
            ["defaultUsageLocation"] = _ => null,
            ["displayName"] = t => t.DisplayName,
            ["mobileDeviceManagementAuthority"] = t => t.MobileDeviceManagementAuthority,
            ["onPremisesLastSyncDateTime"] = _ => null,
            ["onPremisesSyncEnabled"] = _ => null,
            ["preferredLanguage"] = _ => "en",
            ["tenantType"] = _ => "AAD",
            ["technicalNotificationMails"] = _ => new JsonArray(),
            ["assignedPlans"] = t => t.SubscribedSkus.SelectMany(s => s.ServicePlans.Select(p => (Sku: s, Plan: p))).Array(x => new JsonObject
            {
                ["assignedDateTime"] = "2020-01-01T00:00:00Z",
                ["capabilityStatus"] = x.Sku.CapabilityStatus,
                ["service"] = x.Plan.ServicePlanName.StartsWith("AAD_", StringComparison.Ordinal) ? "AADPremiumService" : "SCO",
                ["servicePlanId"] = x.Plan.ServicePlanId,
            }),
            ["verifiedDomains"] = t => t.Domains.Where(d => d.IsVerified).Array(d => new JsonObject
            {
                ["capabilities"] = "Email, OfficeCommunicationsOnline",
                ["isDefault"] = d.IsDefault,
                ["isInitial"] = d.IsInitial,
                ["name"] = d.Name,
                ["type"] = "Managed",
            }),
        },
        "mobileDeviceManagementAuthority");

    private static readonly Shape<(Tenant Tenant, SubscribedSku Sku)> Sku = new("subscribedSku", new()
    {
        ["id"] = x => $"{x.Tenant.Id}_{x.Sku.SkuId}",
        ["accountId"] = x => x.Tenant.Id,
        ["accountName"] = x => x.Tenant.DisplayName,
        ["appliesTo"] = _ => "User",
        ["capabilityStatus"] = x => x.Sku.CapabilityStatus,
        ["consumedUnits"] = x => x.Sku.ConsumedUnits,
        ["prepaidUnits"] = x => Units(x.Sku),
        ["servicePlans"] = x => x.Sku.ServicePlans.Array(p => new JsonObject
        {
            ["servicePlanId"] = p.ServicePlanId,
            ["servicePlanName"] = p.ServicePlanName,
            ["provisioningStatus"] = p.ProvisioningStatus,
            ["appliesTo"] = "User",
        }),
        ["skuId"] = x => x.Sku.SkuId,
        ["skuPartNumber"] = x => x.Sku.SkuPartNumber,
        ["subscriptionIds"] = _ => new JsonArray(),
    });

    private static readonly Shape<Domain> DomainShape = new("domain", new()
    {
        ["id"] = d => d.Name,
        ["authenticationType"] = _ => "Managed",
        ["isAdminManaged"] = _ => true,
        ["isDefault"] = d => d.IsDefault,
        ["isInitial"] = d => d.IsInitial,
        ["isRoot"] = _ => true,
        ["isVerified"] = d => d.IsVerified,
        ["supportedServices"] = _ => new JsonArray(),
        ["state"] = _ => null,
    });

    private static readonly Shape<string> Template = new("applicationTemplate", new()
    {
        ["id"] = name => WellKnown.IdOf("template " + name),
        ["displayName"] = name => name,
        ["categories"] = _ => new JsonArray(),
        ["publisher"] = _ => null,
        ["homePageUrl"] = _ => null,
    });

    private static readonly Shape<Tenant> DeviceRegistration = new("deviceRegistrationPolicy", new()
    {
        ["id"] = _ => "deviceRegistrationPolicy",
        ["displayName"] = _ => "Device Registration Policy",
        ["description"] = _ => "Tenant-wide policy that manages initial provisioning controls using quota restrictions, additional authentication and authorization checks",
        ["userDeviceQuota"] = _ => 50,
        ["multiFactorAuthConfiguration"] = _ => "notRequired",
        ["azureADRegistration"] = _ => new JsonObject { ["isAdminConfigurable"] = false, ["allowedToRegister"] = Membership("all", [], []) },
        ["azureADJoin"] = t => new JsonObject
        {
            ["isAdminConfigurable"] = t.IsJoinConfigurable,
            ["allowedToJoin"] = Membership(t.AllowedToJoin, t.AllowedToJoinUsers, t.AllowedToJoinGroups),
            ["localAdmins"] = new JsonObject { ["enableGlobalAdmins"] = true, ["registeringUsers"] = Membership("all", [], []) },
        },
        ["localAdminPassword"] = _ => new JsonObject { ["isEnabled"] = false },
    });

    public static IReadOnlyList<Route> All { get; } =
    [
        new("GET", "organization", QuerySupport.Select, r => r.Collection(Organization, [r.Tenant], "organization", isPaged: false)),
        new("GET", "organization/{id}", QuerySupport.Select, r => string.Equals(r.Value("id"), r.Tenant.Id, StringComparison.OrdinalIgnoreCase)
            ? r.Entity(Organization, r.Tenant, "organization")
            : throw GraphException.NotFound(r.Value("id"))),

        // Only $select; this collection has no pages (facts.md 4.1, 7.3).
        new("GET", "subscribedSkus", QuerySupport.Select, r => r.Collection(Sku, r.Tenant.SubscribedSkus.Select(s => (r.Tenant, s)), "subscribedSkus", isPaged: false)),
        new("GET", "domains", QuerySupport.Select, r => r.Collection(DomainShape, r.Tenant.Domains, "domains", isPaged: false)),
        new("GET", "policies/deviceRegistrationPolicy", QuerySupport.None, r => r.Entity(DeviceRegistration, r.Tenant, "policies/deviceRegistrationPolicy")),

        // KACE Cloud's MDM app is not known to be in the gallery of enterprise apps (facts.md 2.2): the gallery is what the scenario says.
        new(
            "GET", "applicationTemplates",
            new QuerySupport { HasSelect = true, HasPaging = true, Filter = new Dictionary<string, string[]> { ["displayName"] = ["eq", "contains"] } },
            r => r.Collection(Template, r.World.ApplicationTemplates, "applicationTemplates")),
    ];

    /// <summary>Units are counted where the subscription's state puts them: those of a subscription in grace are warning units.</summary>
    private static JsonObject Units(SubscribedSku sku) => new()
    {
        ["enabled"] = sku.CapabilityStatus == "Enabled" ? sku.Enabled : 0,
        ["suspended"] = sku.CapabilityStatus == "Suspended" ? sku.Enabled : 0,
        ["warning"] = sku.CapabilityStatus == "Warning" ? sku.Enabled : 0,
        ["lockedOut"] = sku.CapabilityStatus == "LockedOut" ? sku.Enabled : 0,
    };

    private static JsonObject Membership(string who, IEnumerable<string> users, IEnumerable<string> groups) => who switch
    {
        "all" => new JsonObject { ["@odata.type"] = "#microsoft.graph.allDeviceRegistrationMembership" },
        "none" => new JsonObject { ["@odata.type"] = "#microsoft.graph.noDeviceRegistrationMembership" },
        _ => new JsonObject { ["@odata.type"] = "#microsoft.graph.enumeratedDeviceRegistrationMembership", ["users"] = users.Array(), ["groups"] = groups.Array() },
    };
}
