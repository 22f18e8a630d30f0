using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.State;

namespace KaceAzureAd.Emulator.Graph.Routes;

/// <summary>Devices of the tenant; <c>mdmAppId</c> is the appId of the MDM that one enrolled in (facts.md 1.3).</summary>
internal static class DeviceRoutes
{
    private static readonly Shape<Device> Shape = new("device", new()
    {
        ["id"] = d => d.Id,
        ["deletedDateTime"] = _ => null,
        ["accountEnabled"] = _ => true,
        ["approximateLastSignInDateTime"] = d => Answers.Time(d.CreatedAt),
        ["deviceId"] = d => WellKnown.IdOf("deviceId " + d.Id),
        ["deviceOwnership"] = d => d.TrustType == "AzureAd" ? "Company" : "Personal",
        ["displayName"] = d => d.DisplayName,
        ["enrollmentType"] = _ => null,
        ["isCompliant"] = _ => null,
        ["isManaged"] = d => d.MdmAppId is not null,
        ["managementType"] = d => d.MdmAppId is null ? null : "MDM",
        ["manufacturer"] = _ => null,
        ["mdmAppId"] = d => d.MdmAppId,
        ["model"] = _ => null,
        ["operatingSystem"] = d => d.OperatingSystem,
        ["operatingSystemVersion"] = d => d.OperatingSystemVersion,
        ["physicalIds"] = _ => new JsonArray(),
        ["profileType"] = _ => "RegisteredDevice",
        ["registrationDateTime"] = d => Answers.Time(d.CreatedAt),
        ["systemLabels"] = _ => new JsonArray(),
        ["trustType"] = d => d.TrustType,
    });

    private static readonly QuerySupport ListQuery = new()
    {
        HasSelect = true,
        HasPaging = true,
        Filter = new Dictionary<string, string[]>
        {
            ["id"] = ["eq", "in"], ["displayName"] = ["eq", "in", "startswith"], ["isManaged"] = ["eq"], ["mdmAppId"] = ["eq", "startswith"],
            ["operatingSystem"] = ["eq", "startswith"], ["trustType"] = ["eq"],
        },
    };

    public static IReadOnlyList<Route> All { get; } =
        [new("GET", "devices", ListQuery, r => r.Collection(Shape, r.Tenant.Devices.Where(d => r.IsReplicated(d.CreatedAt)), "devices"))];
}
