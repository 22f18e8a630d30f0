using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace.SettingFiles;

public sealed class SettingJsonTests
{
    private const string Uris = "\"MDM Terms Of Use URI\": \"https://a.example/tou\", \"discoveryUri\": \"https://a.example/disc\", \"On-Board URI\": \"https://a.example/onboard\"";

    [Fact]
    public void Takes_an_array_of_objects_with_the_same_names_as_in_csv()
    {
        var rows = Read($$"""
            // Customers
            [
              { "tenant id": "a.example", {{Uris}}, "Scope": "Some", "Group": ["One; not two", "Two"], "Order": 7, "Share": 0.5, "IsPilot": true, "Note": null },
              { "TenantId": "b.example", {{Uris}}, "Group": "One;Two", },
            ]
            """.Replace("// Customers", "", StringComparison.Ordinal));

        Assert.Equal(["entry 1", "entry 2"], rows.Select(r => r.Number));
        Assert.Equal(("a.example", "https://a.example/onboard"), (rows[0].TenantId, rows[0].ToSetting().OnBoardUri.OriginalString));
        Assert.Equal(["Scope", "Group", "Order", "Share", "IsPilot"], rows[0].Further.Select(f => f.Key));
        Assert.Equal([7L, 0.5, true], rows[0].Further.Skip(2).Select(f => f.Value));
        Assert.Equal(["One; not two", "Two"], (string[])rows[0].Further[1].Value);
        Assert.Equal(["One", "Two"], (string[])rows[1].Further[0].Value);
    }

    [Fact]
    public void Takes_one_object() => Assert.Equal("a.example", Assert.Single(Read($$""" {"TenantId":"a.example",{{Uris}}} """)).TenantId);

    [Theory]
    [InlineData("1", "SettingRowInvalid", "no object")]
    [InlineData("{ \"TenantId\": 7, {0} }", "SettingRowInvalid", "Its TenantId is no text")]
    [InlineData("{ \"Group\": [\"a\", 1], {0} }", "SettingRowInvalid", "Its Group is neither")]
    [InlineData("{ \"Group\": { \"a\": 1 }, {0} }", "SettingRowInvalid", "Its Group is neither")]
    [InlineData("{ \"Group\": \"\\uD800\", {0} }", "SettingRowInvalid", "half a character")]
    [InlineData("{ \"DiscoveryUri\": \"https://b.example/\", {0} }", "SettingColumnRepeated", "'DiscoveryUri' and 'discoveryUri'")]
    [InlineData("{ \"TenantId\": \"b.example\" }", "SettingIncomplete", "MDM On-Board URI")]
    public void An_entry_that_cannot_be_used_leaves_the_others_alone(string entry, string code, string reason)
    {
        var rows = Read($$"""[ {{entry.Replace("{0}", Uris, StringComparison.Ordinal)}}, { "TenantId": "a.example", {{Uris}} } ]""");

        var error = Expect.Error(ErrorCodes.All.Single(c => c.Name == code), () => rows[0].ToSetting());
        Assert.StartsWith("t.csv, entry 1", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal("a.example", rows[1].ToSetting().TenantId);
    }

    [Theory]
    [InlineData("[ { \"TenantId\": \"a.example\" ")]
    [InlineData("[ 1, 2 ] 3")]
    [InlineData("{ nonsense }")]
    public void What_is_no_json_is_refused(string text) => Expect.Error(ErrorCodes.SettingFileInvalid, () => Read(text));

    [Theory]
    [InlineData('[', ']')]
    [InlineData('[', ' ')]
    public void Deep_nesting_is_refused(char open, char close) =>
        Expect.Error(ErrorCodes.SettingFileInvalid, () => Read(new string(open, 1_000_000) + new string(close, 1_000_000)));

    private static IReadOnlyList<SettingRow> Read(string text) => SettingFile.Rows("t.csv", text);
}
