namespace KaceAzureAd.Emulator.State;

/// <summary>A device that is registered in the tenant or joined to it.</summary>
public sealed class Device
{
    public string Id { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public string OperatingSystem { get; set; } = "Windows";
    public string OperatingSystemVersion { get; set; } = "10.0.26100.1";

    /// <summary>"AzureAd" for a joined device, "Workplace" for a registered one.</summary>
    public string TrustType { get; set; } = "AzureAd";

    /// <summary>appId of the MDM that the device enrolled in, or null.</summary>
    public string? MdmAppId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}
