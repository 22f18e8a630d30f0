using System.Globalization;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks.Connection;

/// <summary>How many devices are enrolled already: information, for a new connection has none.</summary>
internal sealed class ManagedDevicesCheck : Check
{
    public override string Name => "ManagedDevices";

    public override CheckSeverity Severity => CheckSeverity.Information;

    public override string Proves => "How many devices of the tenant KACE Cloud manages is known; there need not be any.";

    public override string PutRight => "Run the check again.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.Devices];

    protected override string Expected(CheckOptions options) => "any number of devices";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.Devices?.Value is not { } page)
        {
            return NotRead(snapshot.Devices);
        }

        return page.OdataCount switch
        {
            null => Failed(null, "Microsoft Graph does not say how many devices KACE Cloud manages."),
            0 => Passed("0", "No device is enrolled in KACE Cloud yet."),
            1 => Passed("1", "KACE Cloud manages one device of this tenant."),
            { } count => Passed(count.ToString(CultureInfo.InvariantCulture), $"KACE Cloud manages {count} devices of this tenant."),
        };
    }
}
