using Microsoft.Kiota.Abstractions.Serialization;

namespace KaceAzureAd.Graph.MobilityPolicies;

/// <summary>A page of mobility policies.</summary>
internal sealed class MobilityPolicyPage : IParsable, IAdditionalDataHolder
{
    public List<MobilityPolicy>? Value { get; set; }

    /// <summary>Address of the next page; the SDK's page iterator looks for it under this name.</summary>
    public string? OdataNextLink { get; set; }

    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public static MobilityPolicyPage Create(IParseNode node) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["value"] = n => Value = [.. n.GetCollectionOfObjectValues(_ => new MobilityPolicy()) ?? []],
        ["@odata.nextLink"] = n => OdataNextLink = n.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer) => writer.WriteCollectionOfObjectValues("value", Value);
}
