namespace KaceAzureAd.Emulator.State;

/// <summary>What Conditional Access asks, or blocks. A tenant's and a user's hold together.</summary>
public sealed class AccessConditions
{
    public bool RequireSecondFactor { get; set; }
    public bool RequireCompliantDevice { get; set; }
    public bool BlockDeviceCode { get; set; }
    public bool BlockAll { get; set; }
}
