using System.Text.Json.Nodes;
using KaceAzureAd.Graph.MobilityPolicies;

namespace KaceAzureAd.Mobility;

/// <summary>The two MDM URIs of an entry in Mobility (MDM and MAM), as Azure AD has them; null where it has none.</summary>
internal sealed record MdmUris(string? TermsOfUse, string? Discovery)
{
    public static MdmUris Of(MobilityPolicy policy) => new(policy.TermsOfUseUrl, policy.DiscoveryUrl);

    /// <summary>From a journal.</summary>
    public static MdmUris FromJson(JsonObject json) => new((string?)json["termsOfUseUrl"], (string?)json["discoveryUrl"]);

    public JsonObject ToJson() => new() { ["termsOfUseUrl"] = TermsOfUse, ["discoveryUrl"] = Discovery };

    /// <summary>True where both are the same addresses; none and an empty one are the same.</summary>
    public bool IsSame(MdmUris other) => (TermsOfUse ?? "") == (other.TermsOfUse ?? "") && (Discovery ?? "") == (other.Discovery ?? "");

    /// <summary>What has to be sent to make these the others. No address is sent as null: an empty text may be refused (facts.md 1.5).</summary>
    public JsonObject DifferencesTo(MdmUris wanted)
    {
        var differences = new JsonObject();
        foreach (var value in wanted.ToJson())
        {
            if ((string?)value.Value != (string?)ToJson()[value.Key])
            {
                differences[value.Key] = string.IsNullOrEmpty((string?)value.Value) ? null : (string?)value.Value;
            }
        }

        return differences;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Shown(TermsOfUse)} and {Shown(Discovery)}";

    private static string Shown(string? address) => string.IsNullOrEmpty(address) ? "nothing" : address!;
}
