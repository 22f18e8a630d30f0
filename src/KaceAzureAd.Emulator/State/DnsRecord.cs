namespace KaceAzureAd.Emulator.State;

/// <summary>A record in DNS.</summary>
public sealed class DnsRecord
{
    public string Name { get; set; } = "";

    /// <summary>"CNAME" or "A".</summary>
    public string Type { get; set; } = "CNAME";

    /// <summary>The canonical name, or the address.</summary>
    public string Value { get; set; } = "";
}
