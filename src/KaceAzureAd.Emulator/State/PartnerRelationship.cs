namespace KaceAzureAd.Emulator.State;

/// <summary>Delegated administration: people of a partner act in the customer's tenant with these roles.</summary>
public sealed class PartnerRelationship
{
    public string PartnerTenantId { get; set; } = "";

    /// <summary>Object ids of the partner's users and groups.</summary>
    public List<string> Members { get; set; } = [];

    /// <summary>Template ids of the directory roles given.</summary>
    public List<string> Roles { get; set; } = [];
}
