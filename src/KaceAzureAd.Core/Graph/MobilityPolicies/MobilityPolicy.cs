using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Serialization;

namespace KaceAzureAd.Graph.MobilityPolicies;

/// <summary>
/// Beta's mobilityManagementPolicy (facts.md 1.2). Its id is the appId of the MDM application (facts.md 1.3). Properties that a tenant
/// does not send stay null.
/// </summary>
internal sealed class MobilityPolicy : IParsable, IAdditionalDataHolder
{
    public string? Id { get; set; }

    public string? DisplayName { get; set; }

    /// <summary>none, all, selected; kept as text, because the service may add values.</summary>
    public string? AppliesTo { get; set; }

    public string? TermsOfUseUrl { get; set; }

    public string? DiscoveryUrl { get; set; }

    public string? ComplianceUrl { get; set; }

    public bool? IsValid { get; set; }

    /// <summary>Null where the request did not expand them.</summary>
    public List<Group>? IncludedGroups { get; set; }

    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public static MobilityPolicy Create(IParseNode node)
    {
        // One stored version of the documentation shows the single object wrapped in "value" (facts.md 1.4): both are read.
        var wrapped = node.GetChildNode("value");
        return wrapped is null ? new MobilityPolicy() : wrapped.GetObjectValue(_ => new MobilityPolicy()) ?? new MobilityPolicy();
    }

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["id"] = n => Id = n.GetStringValue(),
        ["displayName"] = n => DisplayName = n.GetStringValue(),
        ["appliesTo"] = n => AppliesTo = n.GetStringValue(),
        ["termsOfUseUrl"] = n => TermsOfUseUrl = n.GetStringValue(),
        ["discoveryUrl"] = n => DiscoveryUrl = n.GetStringValue(),
        ["complianceUrl"] = n => ComplianceUrl = n.GetStringValue(),
        ["isValid"] = n => IsValid = n.GetBoolValue(),
        ["includedGroups"] = n => IncludedGroups = [.. n.GetCollectionOfObjectValues(Group.CreateFromDiscriminatorValue) ?? []],
    };

    /// <summary>A policy is never sent: a change carries only what it changes (<see cref="MobilityPolicyRequests.UpdateAsync"/>).</summary>
    public void Serialize(ISerializationWriter writer) => throw new NotSupportedException("A mobility policy is never sent as a whole.");
}
