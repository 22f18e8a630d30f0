using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>Users may join devices to the tenant; without, none enrols automatically (facts.md 4.4).</summary>
internal sealed class DeviceJoinCheck : Check
{
    public override string Name => "DeviceJoin";

    public override string Proves => "Users may join devices to Microsoft Entra, which is how they enrol automatically.";

    public override string PutRight => "Change it in the Microsoft Entra admin center > Devices > Device settings > Users may join devices to Microsoft Entra.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.DeviceRegistrationPolicy, TenantPart.JoinMemberNames];

    protected override string Expected(CheckOptions options) => "users may join devices to Microsoft Entra";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.DeviceRegistrationPolicy?.Value is not { } policy)
        {
            return NotRead(snapshot.DeviceRegistrationPolicy);
        }

        return policy.AzureADJoin?.AllowedToJoin switch
        {
            AllDeviceRegistrationMembership => Passed("all users", "All users may join devices."),
            NoDeviceRegistrationMembership => Failed("none", "Nobody may join devices, so no device enrols automatically."),
            EnumeratedDeviceRegistrationMembership { Users: null or [], Groups: null or [] } => Failed("selected, but nobody is", "Only selected users may join devices, and nobody is selected."),
            EnumeratedDeviceRegistrationMembership some => Selected(snapshot, some),
            _ => Warning("unknown", "Microsoft Graph names a setting that this version does not know.", "Look at it in the Microsoft Entra admin center > Devices > Device settings."),
        };
    }

    private Finding Selected(TenantSnapshot snapshot, EnumeratedDeviceRegistrationMembership some)
    {
        var who = OneLine.Of((some.Groups ?? []).Concat(some.Users ?? []).Select(id => snapshot.JoinMemberNames?.TryGetValue(id, out var name) == true ? name : id));
        return Warning($"selected: {some.Groups?.Count ?? 0} groups, {some.Users?.Count ?? 0} users", $"Only these may join devices, the others cannot enrol: {who}.");
    }
}
