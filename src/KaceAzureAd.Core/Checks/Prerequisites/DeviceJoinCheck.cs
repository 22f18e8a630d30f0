using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>Users may join devices to the tenant; without, none enrols automatically (facts.md 4.4).</summary>
internal sealed class DeviceJoinCheck : Check
{
    public override string Name => "DeviceJoin";

    protected override string Expected => "users may join devices to Microsoft Entra";

    protected override IEnumerable<string?> RestsOn(TenantSnapshot snapshot) => [snapshot.DeviceRegistrationPolicy?.RequestId];

    protected override Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        if (snapshot.DeviceRegistrationPolicy?.Value is not { } policy)
        {
            return NotRead(snapshot.DeviceRegistrationPolicy);
        }

        const string Page = "Change it in the Microsoft Entra admin center > Devices > Device settings > Users may join devices to Microsoft Entra.";
        return policy.AzureADJoin?.AllowedToJoin switch
        {
            AllDeviceRegistrationMembership => Passed("all users", "All users may join devices."),
            NoDeviceRegistrationMembership => Failed("none", "Nobody may join devices, so no device enrols automatically.", Page),
            EnumeratedDeviceRegistrationMembership some => Warning(
                $"selected: {some.Users?.Count ?? 0} users, {some.Groups?.Count ?? 0} groups", "Only selected users may join devices; the others cannot enrol.", Page),
            _ => Warning("unknown", "Microsoft Graph names a setting that this version does not know.", "Look at it in the Microsoft Entra admin center > Devices > Device settings."),
        };
    }
}
