using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace.SettingFiles;

public sealed class SettingCsvTests
{
    private const string Header = "TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri\n";
    private const string Uris = "https://a.example/tou,https://a.example/disc,https://a.example/onboard";

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void Takes_the_separator_with_which_the_header_is_known(string separator)
    {
        var row = Assert.Single(Read(
            $"OnBoardUri|Tenant Id|Note, or; other\tthings|MDM Terms Of Use URI|mdm discovery-uri|APPID\nhttps://o.example/?a=1;b,c|contoso.com|x|https://t.example/|https://d.example/|id\n"
                .Replace(", or; other\tthings", ".", StringComparison.Ordinal).Replace("?a=1;b,c", "", StringComparison.Ordinal).Replace("|", separator, StringComparison.Ordinal)));

        Assert.Equal(("contoso.com", "https://t.example/", "https://d.example/", "https://o.example/", "id"), (row.TenantId, row.TermsOfUseUri, row.DiscoveryUri, row.OnBoardUri, row.AppId));
        Assert.Equal([new("Note.", "x")], row.Further);
    }

    [Theory]
    [InlineData("MDM Terms Of Use URI", "MDM Discovery URI", "MDM On-Board URI", "Tenant ID")]
    [InlineData("mdm terms\u00A0of use uri", "DISCOVERY URI", "on\u2011board\u2011uri", "tenant-id")]
    [InlineData("TermsOfUseUri", "DiscoveryUri", "OnBoardUri", " tenantId ")]
    public void Names_columns_regardless_of_case_spaces_and_dashes(string termsOfUse, string discovery, string onBoard, string tenant)
    {
        var setting = Assert.Single(Read($"{termsOfUse},{discovery},{onBoard},{tenant}\n{Uris},contoso.com\n")).ToSetting();

        Assert.Equal("https://a.example/disc", setting.DiscoveryUri.OriginalString);
        Assert.Equal("contoso.com", setting.TenantId);
    }

    [Fact]
    public void Counts_lines_as_an_editor_does()
    {
        var rows = Read($"\r\n{Header.TrimEnd()},Note\r\na.example,{Uris},\"two\r\nlines \"\"quoted\"\"\"\r\n;,,\r\n\r\nb.example,{Uris},\r\n".Replace(";,,", ",,", StringComparison.Ordinal));

        Assert.Equal(["line 3", "line 7"], rows.Select(r => r.Number));
        Assert.Equal("two\r\nlines \"quoted\"", rows[0].Further[0].Value);
        Assert.Empty(rows[1].Further);
        Assert.Equal("t.csv, line 3, tenant a.example", rows[0].Place);
    }

    [Theory]
    [InlineData("#TYPE KaceAzureAd.Kace.KaceAadSetting\r\n", ",")]
    [InlineData("sep=;\n", ";")]
    public void Passes_over_what_some_write_before_the_header(string before, string separator)
    {
        var row = Assert.Single(Read(before + (Header + $"a.example,{Uris}\n").Replace(",", separator, StringComparison.Ordinal)));

        Assert.Equal("line 3", row.Number);
    }

    [Fact]
    public void Settings_that_were_exported_come_back_without_what_is_found_out_again()
    {
        var row = Assert.Single(Read("\"TenantId\",\"TermsOfUseUri\",\"DiscoveryUri\",\"OnBoardUri\",\"AppId\",\"AppIdSource\",\"ConsentPage\"\r\n" +
            "\"a.example\",\"https://a.example/\",\"https://a.example/\",\"https://a.example/\",\"8d5f6b72-3a94-4c1e-b0d7-6b6163656d01\",\"Redirect\",\"https://l.example/\"\r\n"));

        Assert.Empty(row.Further);
        Assert.Equal("8d5f6b72-3a94-4c1e-b0d7-6b6163656d01", row.AppId);
    }

    [Fact]
    public void Of_a_group_column_several_names_become_a_list()
    {
        var rows = Read($"{Header.TrimEnd()},group,Other\na.example,{Uris},One; Two ;,1;2\nb.example,{Uris},One,\nc.example,{Uris},\"  \",x\n");

        Assert.Equal(["One", "Two"], Assert.IsType<string[]>(rows[0].Further[0].Value));
        Assert.Equal("1;2", rows[0].Further[1].Value);
        Assert.Equal([new("group", "One")], rows[1].Further);
        Assert.Equal([new("Other", "x")], rows[2].Further);
    }

    [Theory]
    [InlineData("a.example,https://a.example/?x=1,2,https://a.example/,https://a.example/\n", "value 5")]
    [InlineData("a.example,https://a.example/,https://a.example/,https://a.example/,,,x\n", "value 7")]
    public void A_value_that_no_column_is_for_is_an_error_of_its_row(string row, string reason)
    {
        var rows = Read(Header + row + $"b.example,{Uris},,,\n");

        var error = Expect.Error(ErrorCodes.SettingRowInvalid, () => rows[0].ToSetting());
        Assert.StartsWith("t.csv, line 2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal("b.example", rows[1].ToSetting().TenantId);
    }

    [Theory]
    [InlineData("a.example,\"https://a.example/,x,y\nb.example,1,2,3\n")]
    [InlineData("a.example,\"https://a.example/\"x,y,z\n")]
    [InlineData("a.example,https://\"a\".example/,y,z\n")]
    public void Wrong_quotation_marks_refuse_the_file_and_name_the_line(string rows)
    {
        var error = Expect.Error(ErrorCodes.SettingFileInvalid, () => Read($"{Header}c.example,{Uris}\n{rows}"));
        Assert.Contains("line 3, a quotation mark", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SettingRow> Read(string text) => SettingFile.Rows("t.csv", text);
}
