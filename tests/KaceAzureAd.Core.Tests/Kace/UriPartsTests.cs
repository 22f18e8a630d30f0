namespace KaceAzureAd.Kace;

/// <summary>An address taken apart at the marks that part it, and at the edges of what its parts may be.</summary>
public sealed class UriPartsTests
{
    [Theory]
    [InlineData("https://h.example", "https", null, "h.example", null, "", null, null)]
    [InlineData("a1+-.Zz://u:p@h@example:80/p/q?a?b#c#d", "a1+-.Zz", "u:p@h", "example", "80", "/p/q", "a?b", "c#d")]
    [InlineData("https:///p", "https", null, "", null, "/p", null, null)]
    [InlineData("https://:80/", "https", null, "", "80", "/", null, null)]
    [InlineData("https://#f", "https", null, "", null, "", null, "f")]
    [InlineData("https://?q", "https", null, "", null, "", "q", null)]
    [InlineData("https://[::1]:8443", "https", null, "[::1]", "8443", "", null, null)]
    [InlineData("https://[::1]", "https", null, "[::1]", null, "", null, null)]
    [InlineData("https://@h:", "https", "", "h", "", "", null, null)]
    public void Each_part_is_as_it_was_written(string text, string scheme, string? user, string host, string? port, string path, string? query, string? fragment)
    {
        Assert.True(UriParts.TryParse(text, out var parts));
        Assert.Equal(new UriParts(scheme, user, host, port, path, query, fragment), parts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("://h.example")]
    [InlineData("https:/h.example")]
    [InlineData("1a://h.example")]
    [InlineData("-a://h.example")]
    [InlineData("a_b://h.example")]
    [InlineData("a@://h.example")]
    [InlineData("a[://h.example")]
    [InlineData("a`://h.example")]
    [InlineData("a{://h.example")]
    [InlineData("a/://h.example")]
    [InlineData("a:://h.example")]
    public void What_begins_with_no_scheme_is_no_address(string text) => Assert.False(UriParts.TryParse(text, out _));

    [Theory]
    [InlineData("https", "", -1)]
    [InlineData("https", "443", -1)]
    [InlineData("HTTP", "80", -1)]
    [InlineData("https", "80", 80)]
    [InlineData("ftp", "1", 1)]
    [InlineData("https", "1", 1)]
    [InlineData("https", "65535", 65535)]
    [InlineData("https", "0000000443", -1)]
    [InlineData("https", "00000000443", null)]
    [InlineData("https", "0", null)]
    [InlineData("https", "65536", null)]
    [InlineData("https", "4a3", null)]
    [InlineData("https", " 443", null)]
    [InlineData("https", "-1", null)]
    public void A_port_is_a_number_from_1_to_65535(string scheme, string port, int? number) => Assert.Equal(number, new UriParts(scheme, null, "h", port, "", null, null).PortNumber);

    [Theory]
    [InlineData("AZaz09-_.example", "azaz09-_.example")]
    [InlineData("h.example.", "h.example.")]
    [InlineData("B\u00DCCHER.example", "xn--bcher-kva.example")]
    [InlineData("[2001:DB8::1]", "[2001:db8::1]")]
    [InlineData("[x]", null)]
    [InlineData("[", null)]
    [InlineData("", null)]
    [InlineData("a..b", null)]
    [InlineData("a/b", null)]
    [InlineData("a:b", null)]
    [InlineData("a`b", null)]
    [InlineData("a{b", null)]
    [InlineData("\u00DF.example", null)]
    [InlineData("h.\u200Dexample", null)]
    [InlineData("\u00FC..example", null)]
    public void A_host_is_a_name_in_DNS_or_an_address(string host, string? ascii) => Assert.Equal(ascii, new UriParts("https", null, host, null, "", null, null).AsciiHost);

    [Theory]
    [InlineData(63, 0, true)]
    [InlineData(64, 0, false)]
    [InlineData(1, 127, true)]
    [InlineData(2, 127, false)]
    public void A_name_in_DNS_has_at_most_254_characters_and_63_in_a_label(int first, int more, bool isName)
    {
        // Labels of one letter, with a dot after each: 254 characters are 127 of them.
        var host = more == 0 ? new string('a', first) : new string('a', first) + "." + string.Concat(Enumerable.Repeat("b.", more - 1));

        Assert.Equal(isName, UriParts.IsDnsName(host));
        Assert.Equal(isName, new UriParts("https", null, host, null, "", null, null).AsciiHost is not null);
    }

    [Theory]
    [InlineData("https://a.example/x", "https://a.example/x")]
    [InlineData("https://a.example:8443", "https://a.example:8443/")]
    [InlineData("https://u@a.example/%2A%C3%A9%19%9f", "https://u@a.example/%2A%C3%A9%19%9F")]
    [InlineData("https://a.example/\u0080~%7E\u007E", "https://a.example/%C2%80~~~")]
    [InlineData("https://a.example/a/b/../.", "https://a.example/a")]
    [InlineData("https://a.example/../..", "https://a.example/")]
    [InlineData("https://a.example/a/./b", "https://a.example/a/b")]
    [InlineData("https://a.example/%4", null)]
    [InlineData("https://a.example/%", null)]
    [InlineData("https://a.example/%G0", null)]
    [InlineData("https://a.example/%0G", null)]
    [InlineData("https://a.example/%:0", null)]
    [InlineData("https://a.example/%@0", null)]
    [InlineData("https://a.example/%`0", null)]
    [InlineData("https://a.example/%/0", null)]
    [InlineData("https://a.example/a b", null)]
    [InlineData("https://a.example/a\\b", null)]
    [InlineData("https://a.example/a\u007Fb", null)]
    [InlineData("https://a.example/a\u0000b", null)]
    public void All_ways_to_write_an_address_share_one_form(string text, string? normal) => Assert.Equal(normal, UriNormalizer.Normalize(text));

    // It cannot be stored in an attribute.
    [Fact]
    public void Half_a_character_has_no_form() => Assert.Null(UriNormalizer.Normalize("https://a.example/\uD83D"));

    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("a\u0001b\u00A0\u202Ec", "a\\u0001b\\u00A0\\u202Ec")]
    [InlineData("\u00FC~\u007F", "\u00FC~\\u007F")]
    [InlineData("user:password@host/x@y", "***@host/x@y")]
    [InlineData("@x", "***@x")]
    [InlineData("//u@h", "//***@h")]
    [InlineData("https://u:p@h.example/z@w", "https://***@h.example/z@w")]
    [InlineData("https://h.example/z@w", "https://h.example/z@w")]
    [InlineData("https://ACME.example/X", "https://ACME.example/X")]
    [InlineData("https://B\u00FCcher.example/\u00FC", "https://xn--bcher-kva.example/\u00FC")]
    public void An_address_is_shown_without_what_deceives_and_without_a_password(string text, string shown) => Assert.Equal(shown, SettingUri.Show(text));

    [Fact]
    public void A_long_text_is_cut_when_it_is_shown()
    {
        Assert.Equal(new string('x', 160), SettingUri.Show(new string('x', 160)));
        Assert.Equal(new string('x', 160) + "...", SettingUri.Show(new string('x', 161)));
    }
}
