using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace;

public sealed class SettingsPageParserTests
{
    private const string TermsOfUse = "https://acme.kacecloud.example/EnrollmentServer/TermsOfUse.aspx";
    private const string Discovery = "https://acme.kacecloud.example/EnrollmentServer/Discovery.svc";
    private const string OnBoard = "https://acme.kacecloud.example/azure/onboard?token=abc==";

    private static readonly SettingsPage Expected = new(TermsOfUse, Discovery, OnBoard);

    [Theory]
    [InlineData("MDM Terms Of Use URI {t}\nMDM Discovery URI {d}\nMDM On-Board URI {o}")]
    [InlineData("MDM On-Board URI: {o}\r\nMDM Discovery URI: {d}\r\nMDM Terms Of Use URI: {t}\r\n")]
    [InlineData("MDM Terms Of Use URI\n{t}\nCopy\nMDM Discovery URI\n{d}\nCopy\nMDM On-Board URI\n{o}\nCopy")]
    [InlineData("MDM Terms Of Use URI\nCopy\n\n{t}\nMDM Discovery URI\nCopy to clipboard\n{d}\nCopied!\nMDM On-Board URI\nCopy\n{o}")]
    [InlineData("MDM Terms Of Use URI\t{t}\tCopy\nMDM Discovery URI\t{d}\tCopy\nMDM On-Board URI\t{o}\tCopy to clipboard")]
    [InlineData("MDM Terms Of Use URI\n{t}\tEdit\tCopy\nMDM Discovery URI\n{d}\tEdit\nMDM On-Board URI\nCopy\t{o}\tEdit this")]
    [InlineData("MDM Terms Of Use URI\n{t}CopyCopied!\nMDM Discovery URI\n\"{d}\",Copy\nMDM On-Board URI\nCopy\"{o}\"CopyCopyCopy")]
    [InlineData("mdm terms of use url {t}\nMDM DISCOVERY URL {d}\nmdm onboard uri {o}")]
    [InlineData("MDM\u00A0Terms\u00A0Of Use\u00A0URI\u00A0:\u00A0{t}\nMDM\tDiscovery URI\u00A0{d}\nMDM On\u2011Board\u00A0URI {o}")]
    [InlineData("MDM Terms Of\nUse URI\n{t}\nMDM Discovery\nURI\n{d}\nMDM On Board URI\n{o}")]
    [InlineData("MDM Terms Of Use URI {t} MDM Discovery URI {d} MDM On \u2013 Board URI {o} Copy")]
    [InlineData("\uFEFFMDM Terms Of Use URI \u200B{t}\u200B\nM\u200BDM Discovery URI \u2060{d}\u00AD\nMDM On-Board URI \uFEFF{o}\u200E")]
    [InlineData("MDM Terms Of Use URI \"{t}\"\nMDM Discovery URI <{d}>\nMDM On-Board URI \u201C{o}\u201D")]
    [InlineData("{\"MDM Terms Of Use URI\": \"{t}\",\n \"MDM Discovery URI\": \"{d}\",\n \"MDM On-Board URI\":\"{o}\"}")]
    [InlineData("| MDM Terms Of Use URI | {t} | Copy |\n| MDM Discovery URI | {d} |\n| **MDM On-Board URI** | `{o}` |")]
    [InlineData("MDM Terms Of Use URI (required) ({t})\nMDM Discovery URI = {d};\nMDM On-Board URI [{o}]")]
    [InlineData("MDM Terms Of Use URI:{t}Copy\nMDM Discovery URI{d}CopyCopied!\nMDM On-Board URICopy{o}Copy to clipboard")]
    [InlineData("MDM Terms Of Use URI\nThe page users accept, see https://docs.kacecloud.example/tou for more.\n{t}\nMDM Discovery URI {d}\nMDM On-Board URI {o}")]
    [InlineData("Compare the MDM Terms Of Use URI and MDM Discovery URI in Azure AD, then open the MDM On-Board URI.\nMDM Terms Of Use URI\n{t}\nMDM Discovery URI\n{d}\nMDM On-Board URI\n{o}\nhttps://status.kacecloud.example/")]
    [InlineData("MDM Terms Of Use URI \u200F{t}\nMDM Discovery URI \u200B{d}\nMDM On\u2010Board URI {o}")]
    [InlineData("MDM Terms Of Use URI {t}\nMDM Discovery URI {d}\nMDM On\u2015Board URI {o}")]
    [InlineData("MDM Terms Of Use URI\nCopy({t})Copied!\nMDM Discovery URI\n[{d}]\nMDM On-Board URI\n{o}Copy to clipboard\n")]
    [InlineData("MDM Terms Of Use URI\nhttps://docs.example/ tells more\n{t}\nMDM Discovery URI\n{d}\nMDM On-Board URI\n{o}")]
    [InlineData("https://acme.kacecloud.example/settings\nMDM Terms Of Use URI {t}\u2028MDM Discovery URI {d}\u0085MDM On-Board URI {o}\fMDM Discovery URI {d}")]
    public void Finds_the_three_values(string page)
    {
        var text = page.Replace("{t}", TermsOfUse).Replace("{d}", Discovery).Replace("{o}", OnBoard);

        Assert.Equal(Expected, SettingsPageParser.Parse(text));
    }

    [Fact]
    public void Reads_a_page_into_a_setting()
    {
        var setting = KaceAadSetting.FromPage($"MDM Terms Of Use URI {TermsOfUse}\nMDM Discovery URI {Discovery}\nMDM On-Board URI {OnBoard}");

        Assert.Equal([TermsOfUse, Discovery, OnBoard], [setting.TermsOfUseUri.OriginalString, setting.DiscoveryUri.OriginalString, setting.OnBoardUri.OriginalString]);
    }

    [Theory]
    [InlineData(null, "no MDM Terms Of Use URI, no MDM Discovery URI, no MDM On-Board URI")]
    [InlineData("", "no MDM Terms Of Use URI, no MDM Discovery URI, no MDM On-Board URI")]
    [InlineData("Azure Active Directory Settings", "no MDM Terms Of Use URI, no MDM Discovery URI, no MDM On-Board URI")]
    [InlineData("MDM Discovery URI {d}\nMDM On-Board URI {o}", "there is no MDM Terms Of Use URI.")]
    [InlineData("MDM Terms Of Use URI {t}\nMDM Discovery URI\nCopy\nMDM On-Board URI {o}", "no address after MDM Discovery URI")]
    [InlineData("MDM Terms Of Use URI {t}\nMDM Discovery URI\nNot configured yet\nMDM On-Board URI {o}", "no address after MDM Discovery URI")]
    [InlineData("MDM Terms Of Use URI {t}\nMDM Discovery URI {d}\nMDM Onboarding URI {o}", "no MDM On-Board URI")]
    [InlineData("MDM Terms Of Use URI {t}\nMDM DiscoveryURI {d}\nMDM On-Board URI {o}", "no MDM Discovery URI")]
    [InlineData("MDM Terms Of Use URI {t}\nMDM Discovery URIs {d}\nMDM On-Board URI {o}", "no MDM Discovery URI")]
    [InlineData("{t} MDM Terms Of Use URI\n{d} MDM Discovery URI\n{o} MDM On-Board URI", "no address after MDM On-Board URI")]
    public void Names_what_is_missing(string? page, string reason)
    {
        var text = page?.Replace("{t}", TermsOfUse).Replace("{d}", Discovery).Replace("{o}", OnBoard);

        var error = Expect.Error(ErrorCodes.SettingIncomplete, () => SettingsPageParser.Parse(text));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("MDM Terms Of Use URI, MDM On-Board URI", Expect.Error(ErrorCodes.SettingIncomplete, () => SettingsPageParser.Parse($"MDM Discovery URI {Discovery}\nMDM On-Board URI none")).Target);
        Assert.Equal("MDM Discovery URI", Expect.Error(ErrorCodes.SettingIncomplete, () => SettingsPageParser.Parse($"MDM Terms Of Use URI {TermsOfUse}\nMDM On-Board URI {OnBoard}")).Target);
    }

    [Fact]
    public void Names_both_of_two_values_for_one_label()
    {
        var text = $"MDM Terms Of Use URI {TermsOfUse}\nMDM Discovery URI {Discovery}\nMDM On-Board URI {OnBoard}\nMDM Discovery URI https://user:secret@other.example/";

        var error = Expect.Error(ErrorCodes.SettingAmbiguous, () => SettingsPageParser.Parse(text));

        Assert.Equal("MDM Discovery URI", error.Target);
        Assert.Contains($"'{Discovery}' and 'https://***@other.example/'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/EnrollmentServer/Discovery.svc", "it is relative")]
    [InlineData("acme.kacecloud.example/EnrollmentServer/Discovery.svc", "it is relative")]
    [InlineData("http://acme.kacecloud.example/EnrollmentServer/Discovery.svc", "it must be https")]
    [InlineData("https://user:pw@acme.kacecloud.example/", "user name or password")]
    [InlineData("https://acme.kacecloud.example/<tenant>/x", "'<'")]
    public void A_value_of_the_wrong_kind_is_not_called_missing(string value, string reason)
    {
        foreach (var between in new[] { " ", ": ", "\n", "\nCopy\n", "\t" })
        {
            var text = $"MDM Terms Of Use URI {TermsOfUse}\nMDM Discovery URI{between}{value}\nhttps://docs.kacecloud.example/\nMDM On-Board URI {OnBoard}";

            var error = Expect.Error(ErrorCodes.InvalidSettingUri, () => KaceAadSetting.FromPage(text));

            Assert.Equal("MDM Discovery URI", error.Target);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refuses_text_beyond_any_page()
    {
        var error = Expect.Error(ErrorCodes.SettingTooLarge, () => SettingsPageParser.Parse(new string(' ', SettingsPageParser.MaxLength + 1)));

        Assert.Contains("16777217", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_values_are_found_in_five_megabytes_of_noise()
    {
        var filler = string.Concat(Enumerable.Repeat("Device DESKTOP-1 enrolled, see https://docs.kacecloud.example/ for MDM help\r\n", 14_000));

        var page = SettingsPageParser.Parse($"{filler}MDM Terms Of Use URI\n{filler}{TermsOfUse}\n{filler}MDM Discovery URI {Discovery}\n{filler}MDM On-Board URI\t{OnBoard}\n{filler}");

        Assert.Equal(Expected, page);
    }
}
