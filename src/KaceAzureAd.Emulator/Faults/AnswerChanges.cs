using System.Text.Json;
using System.Text.Json.Nodes;
using KaceAzureAd.Emulator.Graph;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>What a fault makes of an answer's body.</summary>
internal static class AnswerChanges
{
    /// <summary>The answer as it is sent.</summary>
    /// <param name="address">The address that was asked.</param>
    public static GraphResponse Of(GraphResponse answer, FaultRule rule, string address)
    {
        var (text, mediaType) = answer.Raw ?? (answer.Body?.ToJsonString() ?? "", GraphService.JsonMediaType);
        if (rule.NextLink is { } link)
        {
            text = WithNextLink(text, link == "self" ? address : link);
        }

        if (rule.IsGarbled && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            text = text.Remove(colon, 1);
        }

        return answer with { Body = null, Raw = (rule.IsHalf ? text[..(text.Length / 2)] : text, mediaType) };
    }

    /// <summary>A page that names another as the next one; what is no page stays as it is.</summary>
    private static string WithNextLink(string text, string link)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject page && page["value"] is JsonArray)
            {
                page["@odata.nextLink"] = link;
                return page.ToJsonString();
            }
        }
        catch (JsonException)
        {
            // No page.
        }

        return text;
    }
}
