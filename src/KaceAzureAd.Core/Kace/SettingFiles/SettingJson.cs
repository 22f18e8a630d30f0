using System.Globalization;
using System.Text.Json;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace.SettingFiles;

/// <summary>Reads the rows of a JSON file: an array with an object for each tenant, or one object.</summary>
internal static class SettingJson
{
    private const int LongestMessage = 300;

    // Settings are flat: an array, objects, and lists of names in them.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="KaceAadException">As <see cref="SettingFile.Read"/>.</exception>
    public static IEnumerable<SettingRow> Read(string file, string text)
    {
        using var document = Parse(text);
        var entries = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().AsEnumerable() : [document.RootElement];
        var (number, names) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var entry in entries)
        {
            yield return Row(file, $"entry {(++number).ToString(CultureInfo.InvariantCulture)}", entry, names);
        }

        if (number > 0)
        {
            SettingColumns.DemandNeeded(names);
        }
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException e)
        {
            throw SettingFile.Invalid($"it is no JSON: {OneLine.Of(e.Message, LongestMessage).TrimEnd('.')}", "Write an array with an object for each tenant, or give a CSV file.", e);
        }
    }

    private static SettingRow Row(string file, string number, JsonElement entry, HashSet<string> names)
    {
        try
        {
            if (entry.ValueKind != JsonValueKind.Object)
            {
                throw SettingRow.Invalid("It is no object.", "Write an object for each tenant, as in { \"TenantId\": \"contoso.com\", \"TermsOfUseUri\": \"https://...\" }.");
            }

            var properties = entry.EnumerateObject().Select(p => (p.Name, p.Value)).ToList();
            names.UnionWith(properties.Select(p => p.Name));
            SettingColumns.RefuseRepeated(properties.Select(p => p.Name));
            return new SettingRow(file, number, properties.Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => (SettingColumns.Of(p.Name), Value(p.Name, p.Value))));
        }
        catch (KaceAadException e)
        {
            return new SettingRow(file, number, e);
        }
        catch (InvalidOperationException)
        {
            // The parser looks into a text only when it is asked for it.
            return new SettingRow(file, number, SettingRow.Invalid("It holds half a character: an escape as \\uD800 without its other half.", "Write such characters themselves, in UTF-8."));
        }
    }

    private static object Value(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.TryGetDouble(out var number) ? number : value.GetRawText(),
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => value.EnumerateArray().Select(v => v.GetString()!).ToArray(),
        _ => throw SettingRow.Invalid($"Its {OneLine.Of(name)} is neither a text, a number, a Boolean nor a list of texts.", "Write a text, or several in brackets."),
    };
}
