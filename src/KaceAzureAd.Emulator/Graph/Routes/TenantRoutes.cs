using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>The tenant itself: organization, licences, domains, who may join devices, the app gallery.</summary>
internal static class TenantRoutes
{
    private static readonly Shape<Tenant> Organization = new("organization", new Tenant(), WriteOrganization, "mobileDeviceManagementAuthority");

    private static readonly Shape<(Tenant Tenant, SubscribedSku Sku)> Sku = new("subscribedSku", (new Tenant(), new SubscribedSku()), x => new JsonObject
    {
        ["id"] = $"{x.Tenant.Id}_{x.Sku.SkuId}",
        ["accountId"] = x.Tenant.Id,
        ["accountName"] = x.Tenant.DisplayName,
        ["appliesTo"] = "User",
        ["capabilityStatus"] = x.Sku.CapabilityStatus,
        ["consumedUnits"] = x.Sku.ConsumedUnits,
        ["prepaidUnits"] = Units(x.Sku),
        ["servicePlans"] = x.Sku.ServicePlans.Array(p => new JsonObject
        {
            ["servicePlanId"] = p.ServicePlanId,
            ["servicePlanName"] = p.ServicePlanName,
            ["provisioningStatus"] = p.ProvisioningStatus,
            ["appliesTo"] = "User",
        }),
        ["skuId"] = x.Sku.SkuId,
        ["skuPartNumber"] = x.Sku.SkuPartNumber,
        ["subscriptionIds"] = new JsonArray(),
    });

    private static readonly Shape<Domain> DomainShape = new("domain", new Domain(), d => new JsonObject
    {
        ["id"] = d.Name,
        ["authenticationType"] = "Managed",
        ["isAdminManaged"] = true,
        ["isDefault"] = d.IsDefault,
        ["isInitial"] = d.IsInitial,
        ["isRoot"] = true,
        ["isVerified"] = d.IsVerified,
        ["supportedServices"] = new JsonArray(),
        ["state"] = null,
    });

    private static readonly Shape<string> Template = new("applicationTemplate", "", name => new JsonObject
    {
        ["id"] = WellKnown.IdOf("template " + name), ["displayName"] = name, ["categories"] = new JsonArray(), ["publisher"] = null, ["homePageUrl"] = null,
    });

    private static readonly Shape<Tenant> DeviceRegistration = new("deviceRegistrationPolicy", new Tenant(), t => new JsonObject
    {
        ["id"] = "deviceRegistrationPolicy",
        ["displayName"] = "Device Registration Policy",
        ["description"] = "Tenant-wide policy that manages initial provisioning controls using quota restrictions, additional authentication and authorization checks",
        ["userDeviceQuota"] = 50,
        ["multiFactorAuthConfiguration"] = "notRequired",
        ["azureADRegistration"] = new JsonObject { ["isAdminConfigurable"] = false, ["allowedToRegister"] = Membership("all", [], []) },
        ["azureADJoin"] = new JsonObject
        {
            ["isAdminConfigurable"] = true,
            ["allowedToJoin"] = Membership(t.AllowedToJoin, t.AllowedToJoinUsers, t.AllowedToJoinGroups),
            ["localAdmins"] = new JsonObject { ["enableGlobalAdmins"] = true, ["registeringUsers"] = Membership("all", [], []) },
        },
        ["localAdminPassword"] = new JsonObject { ["isEnabled"] = false },
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

    private static JsonObject WriteOrganization(Tenant tenant) => new()
    {
        ["id"] = tenant.Id,
        ["deletedDateTime"] = null,
        ["businessPhones"] = new JsonArray(),
        ["city"] = null,
        ["country"] = null,
        ["countryLetterCode"] = tenant.CountryLetterCode,
        ["createdDateTime"] = "2020-01-01T00:00:00Z",
        ["defaultUsageLocation"] = null,
        ["displayName"] = tenant.DisplayName,
        ["mobileDeviceManagementAuthority"] = tenant.MobileDeviceManagementAuthority,
        ["onPremisesLastSyncDateTime"] = null,
        ["onPremisesSyncEnabled"] = null,
        ["preferredLanguage"] = "en",
        ["tenantType"] = "AAD",
        ["technicalNotificationMails"] = new JsonArray(),
        ["assignedPlans"] = tenant.SubscribedSkus.SelectMany(s => s.ServicePlans.Select(p => (Sku: s, Plan: p))).Array(x => new JsonObject
        {
            ["assignedDateTime"] = "2020-01-01T00:00:00Z",
            ["capabilityStatus"] = x.Sku.CapabilityStatus,
            ["service"] = x.Plan.ServicePlanName.StartsWith("AAD_", StringComparison.Ordinal) ? "AADPremiumService" : "SCO",
            ["servicePlanId"] = x.Plan.ServicePlanId,
        }),
        ["verifiedDomains"] = tenant.Domains.Where(d => d.IsVerified).Array(d => new JsonObject
        {
            ["capabilities"] = "Email, OfficeCommunicationsOnline",
            ["isDefault"] = d.IsDefault,
            ["isInitial"] = d.IsInitial,
            ["name"] = d.Name,
            ["type"] = "Managed",
        }),
    };

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
