namespace KaceAzureAd.Emulator.State;

/// <summary>An identity that Azure gives to a resource, as to an Automation account.</summary>
public sealed class ManagedIdentity
{
    /// <summary>Object id of its service principal.</summary>
    public string Id { get; set; } = "";
    public string ClientId { get; set; } = "";
    public string DisplayName { get; set; } = "";

    /// <summary>Azure resource id of a user-assigned identity; null for the one that is the system's.</summary>
    public string? ResourceId { get; set; }
}
