using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Serialization;

namespace KaceAzureAd.Graph.MobilityPolicies;

/// <summary>A page of mobility policies.</summary>
internal sealed class MobilityPolicyPage : BaseCollectionPaginationCountResponse
{
    public List<MobilityPolicy>? Value { get; set; }

    public static MobilityPolicyPage Create(IParseNode node) => new();

    public override IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>(base.GetFieldDeserializers())
    {
        ["value"] = n => Value = [.. n.GetCollectionOfObjectValues(_ => new MobilityPolicy()) ?? []],
    };
}
