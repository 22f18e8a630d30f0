using System.Text;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace.SettingFiles;

public sealed class SettingFileTests : IDisposable
{
    private const string Text = "TenantId;TermsOfUseUri;DiscoveryUri;OnBoardUri;Group\nm\u00FCnchen.example;https://a.example/;https://a.example/;https://a.example/;Pilot \u00DC\n";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"kace-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_path);

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "utf-16", true }, { "utf-16BE", true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Reads_what_spreadsheets_save(string encoding, bool isMarked)
    {
        var chosen = Encoding.GetEncoding(encoding);
        File.WriteAllBytes(_path, [.. isMarked ? chosen.GetPreamble() : [], .. chosen.GetBytes(Text)]);

        var row = Assert.Single(SettingFile.Read(_path));

        Assert.Equal("m\u00FCnchen.example", row.TenantId);
        Assert.Equal("Pilot \u00DC", row.Further[0].Value);
    }

    [Theory]
    [InlineData("utf-16", "u", "NUL")]
    [InlineData("utf-32", "u", "NUL")]
    [InlineData("latin1", "\u00FC", "UTF-8")]
    public void Bytes_that_may_be_another_text_are_refused(string encoding, string letter, string reason)
    {
        File.WriteAllBytes(_path, Encoding.GetEncoding(encoding).GetBytes($"TenantId;TermsOfUseUri;DiscoveryUri;OnBoardUri\nm{letter}nchen.example;1;2;3\n"));

        Assert.Contains(reason, Refused(ErrorCodes.SettingFileInvalid).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFFTenantId;\u00DC")]
    [InlineData("")]
    public void A_mark_does_not_excuse_bytes_that_are_no_text(string text)
    {
        File.WriteAllBytes(_path, [.. Encoding.UTF8.GetBytes(text), 0xFF, 0x41, 0x80]);

        Refused(ErrorCodes.SettingFileInvalid);
    }

    [Fact]
    public void A_file_that_is_open_elsewhere_is_read()
    {
        using var open = new FileStream(_path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        open.Write(Encoding.UTF8.GetBytes(Text));
        open.Flush();

        Assert.Single(SettingFile.Read(_path));
    }

    [Fact]
    public void What_is_no_file_is_said_to_be_none()
    {
        Assert.Equal(_path, Refused(ErrorCodes.SettingFileNotFound).Target);
        Expect.Error(ErrorCodes.SettingFileNotFound, () => SettingFile.Read(Path.Combine(_path, "x", "y.csv")));
        var folder = Expect.Error(ErrorCodes.SettingFileUnreadable, () => SettingFile.Read(Path.GetTempPath()));
        Assert.Contains("It is a folder", folder.Message, StringComparison.Ordinal);
        Assert.Equal(Path.GetTempPath(), folder.Target);
        Assert.DoesNotContain("It is a folder", Expect.Error(ErrorCodes.SettingFileUnreadable, () => SettingFile.Read("")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "SettingFileEmpty")]
    [InlineData(" \n\n", "SettingFileEmpty")]
    [InlineData("[]", "SettingFileEmpty")]
    [InlineData("TenantId,TermsOfUseUri,DiscoveryUri,OnBoardUri\n\n,,,\n", "SettingFileEmpty")]
    [InlineData("TermsOfUseUri,OnBoardUri,AppId\n1,2,3\n", "SettingColumnMissing", "no DiscoveryUri in it; it has TermsOfUseUri, OnBoardUri, AppId")]
    [InlineData("[{\"TenantId\":\"a.example\"},{\"DiscoveryUri\":\"\"}]", "SettingColumnMissing", "no TermsOfUseUri and no OnBoardUri")]
    [InlineData("DiscoveryUri,TermsOfUseUri,OnBoardUri,MDM Discovery-URI\n", "SettingColumnRepeated", "'DiscoveryUri' and 'MDM Discovery-URI'")]
    [InlineData("DiscoveryUri,TermsOfUseUri,OnBoardUri,Group,group\n", "SettingColumnRepeated", "'Group' and 'group'")]
    [InlineData("PK\u0003\u0004 nonsense\n", "SettingFileInvalid", "no JSON, and no CSV")]
    [InlineData("DiscoveryUri,TermsOfUseUri,OnBoardUri,,\n1,2,3,,\n1,2,3\n", null)]
    [InlineData("TenantId,DiscoveryUri,TermsOfUseUri,OnBoardUri\na.example,1,2,3\n,1,2,3\n A.Example ,1,2,3\n", "SettingTenantRepeated", "line 2 and line 4 are for the same tenant, A.Example")]
    [InlineData("TenantId,DiscoveryUri,TermsOfUseUri,OnBoardUri\n7f3c2a10-5b7e-4c55-9d64-0c0a70500001,1,2,3\n{7F3C2A10-5B7E-4C55-9D64-0C0A70500001},1,2,3\n", "SettingTenantRepeated")]
    public void A_file_that_cannot_be_used_as_a_whole_is_refused(string text, string? code, string reason = "")
    {
        File.WriteAllText(_path, text);

        if (code is null)
        {
            Assert.Equal(2, SettingFile.Read(_path).Count);
            return;
        }

        Assert.Contains(reason, Refused(ErrorCodes.All.Single(c => c.Name == code)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_a_file_cannot_deceive_in_a_message()
    {
        var rows = SettingFile.Rows("t.csv", "TenantId,DiscoveryUri,TermsOfUseUri,OnBoardUri\n\"\u001B[2Ja\nb\u202E\",https://a.example/,https://a.example/,\"x\ny\"\n");

        Assert.DoesNotContain('\u202E', Expect.Error(ErrorCodes.InvalidSettingUri, () => rows[0].ToSetting()).Message);
        Expect.Error(ErrorCodes.SettingFileInvalid, () => SettingFile.Rows("t.csv", "\u001B[2J"));
        Expect.Error(ErrorCodes.SettingColumnMissing, () => SettingFile.Rows("t.csv", "TenantId,\"\u001B[2J\n\"\n"));
    }

    private KaceAadException Refused(ErrorCode code)
    {
        var error = Expect.Error(code, () => SettingFile.Read(_path));
        Assert.StartsWith(_path + ": ", error.Message, StringComparison.Ordinal);
        return error;
    }
}
