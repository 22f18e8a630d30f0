using CsCheck;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace;

/// <summary>What holds for every address and every text, tried on many.</summary>
public sealed class KaceProperties
{
    private static readonly string[] Labels = [KaceAadSetting.TermsOfUseLabel, KaceAadSetting.DiscoveryLabel, KaceAadSetting.OnBoardLabel];

    // A segment with a letter, so that a change of case is a change, and none that is a dot segment.
    private static readonly Gen<string> Segment = Gen.Char["abyzXYZ019-._~!$&()+,:@"].Array[0, 5].Select(c => "q" + new string(c));
    private static readonly Gen<string[]> Path = Segment.Array[1, 4];
    private static readonly Gen<string> Host = Gen.Char["abcxyz019"].Array[1, 6].Select(c => "h" + new string(c) + ".example");

    private static readonly Gen<Address> AnyAddress = Gen.Select(Host, Path, Gen.Bool, Segment, Gen.OneOf(Gen.Const(443), Gen.Int[444, 65535]))
        .Select((host, path, hasQuery, query, port) => new Address("https", host, port, path, hasQuery ? query : null));

    // A small alphabet, so that two texts often come near one another.
    private static readonly Gen<string> AnyText = Gen.OneOfConst("https", "HTTP", "://", ":", "/", "//", ".", "..", "%2e", "%2F", "%", "a", "A", "%61", "@", "?", "#", ":443", "\u00FC", "\uD800", " ", "\\", "[", "]", "xn--")
        .Array[0, 12].Select(string.Concat);

    [Fact]
    public void Every_text_equals_itself() =>
        AnyText.Where(t => !string.IsNullOrWhiteSpace(t)).Sample(t => MdmUriComparer.Compare(t, t) == MdmUriMatch.Equal);

    [Fact]
    public void Comparison_is_symmetric() =>
        Gen.Select(AnyText, AnyText).Where((a, b) => !string.IsNullOrWhiteSpace(a) && !string.IsNullOrWhiteSpace(b))
            .Sample((a, b) => MdmUriComparer.Compare(a, b) == MdmUriComparer.Compare(b, a));

    [Fact]
    public void Every_way_to_write_an_address_is_equivalent() =>
        Gen.Select(AnyAddress, Gen.Int, Gen.Int).Sample((address, first, second) =>
            MdmUriComparer.Compare(address.Written(new Random(first)), address.Written(new Random(second))) is MdmUriMatch.Equal or MdmUriMatch.Equivalent);

    [Fact]
    public void Two_addresses_are_never_equivalent_however_they_are_written() =>
        Gen.Select(AnyAddress, Gen.Int[0, 9], Gen.Int, Gen.Int).Sample((address, change, first, second) =>
            MdmUriComparer.Compare(address.Written(new Random(first)), address.Changed(change).Written(new Random(second))) == MdmUriMatch.Different);

    [Fact]
    public void Any_page_with_the_three_labels_gives_the_three_values()
    {
        var noise = Gen.OneOfConst(
            "", " ", "\t", "Copy", "Copy to clipboard", "Copied!", "\u00A0", "\uFEFF", "Help", "Automated", "Azure Active Directory Settings", "MDM", "On-Board",
            "See https://docs.kacecloud.example/ for help", "Settings / Windows Settings / Azure AD", "\u2022 Read more", "1. Verify Azure AD Settings", "MDM user scope: All");
        var lines = noise.Array[0, 4].Select(n => string.Concat(n.Select(line => line + "\n")));
        var between = Gen.OneOfConst(" ", ": ", "\t", ":\n", "\n", "\r\n", "\u00A0", " Copy\n", "\nCopy to clipboard\n", "\n\u200B");
        var around = Gen.OneOfConst("{0}", "\"{0}\"", "<{0}>", "{0}\tCopy", "\u200B{0}\u200B", "\u201C{0}\u201D", "{0} Copy to clipboard", "'{0}',");
        var entry = Gen.Select(lines, between, around, lines, Gen.Bool);
        Gen.Select(AnyAddress.Array[3], entry.Array[3], Gen.Shuffle(new List<int> { 0, 1, 2 }), Gen.Bool).Sample((addresses, entries, order, twice) =>
        {
            // Punctuation at the very end of a line is taken for the page's, not for the address's.
            var values = addresses.Select(a => a.Written(new Random(0)) + "z").ToArray();
            var text = string.Concat(order.Concat(twice ? order : []).Select(i =>
            {
                var (before, gap, wrap, after, lower) = entries[i];
                var label = lower ? Labels[i].ToLowerInvariant() : Labels[i];
                return $"{before}{label}{gap}{wrap.Replace("{0}", values[i])}\n{after}";
            }));
            return new SettingsPage(values[0], values[1], values[2]).Equals(SettingsPageParser.Parse(text));
        });
    }

    [Fact]
    public void Any_text_gives_a_setting_or_one_error_that_can_be_shown()
    {
        var piece = Gen.OneOf(Gen.OneOfConst([.. Labels, "MDM", " ", "\n", "\t", ":", "Copy", "https://", "http://", "h.example", "/x", "@", "\"", "(", ")", "]", "\u0000", "\u202E", "\uD800", "\u00DF", "xn--", "%"]),
            Gen.Char.Select(c => c.ToString()));
        piece.Array[0, 40].Select(string.Concat).Sample(text =>
        {
            try
            {
                return KaceAadSetting.FromPage(text).TermsOfUseUri.Scheme == "https";
            }
            catch (KaceAadException error)
            {
                return error.RecommendedAction.Length > 0 && !error.Message.Any(char.IsControl);
            }
        });
    }

    /// <summary>An address as its parts, of which each combination is another resource.</summary>
    private sealed record Address(string Scheme, string Host, int Port, string[] Segments, string? Query)
    {
        /// <summary>One of the ways in which it can be written.</summary>
        public string Written(Random random)
        {
            var path = string.Concat(Segments.Select(s => (random.Next(6)) switch
            {
                0 => "/./" + Encoded(s, random),
                1 => "/detour/%2e./" + Encoded(s, random),
                _ => "/" + Encoded(s, random),
            }));
            var port = Port == 443 ? random.Next(2) == 0 ? "" : ":443" : $":{Port}";
            return $"{Cased(Scheme, random)}://{Cased(Host, random)}{port}{path}{(random.Next(3) == 0 ? "/" : "")}{(Query is null ? "" : "?" + Encoded(Query, random))}";
        }

        /// <summary>Another resource, near this one.</summary>
        public Address Changed(int change) => change switch
        {
            0 => this with { Scheme = "http", Port = Port == 443 ? 80 : Port },
            1 => this with { Host = "x" + Host },
            2 => this with { Port = Port == 65535 ? 444 : Port + 1 },
            3 => this with { Segments = [.. Segments, "q"] },
            4 => this with { Segments = [Segments[0].Replace('q', 'Q'), .. Segments[1..]] },
            5 => this with { Segments = [Segments[0] + "%2F", .. Segments[1..]] },
            6 => this with { Segments = ["", .. Segments] },
            7 => this with { Query = Query is null ? "" : null },
            8 => this with { Query = Query + "%26" },
            _ => this with { Host = "user@" + Host },
        };

        private static string Cased(string text, Random random) =>
            text.Contains('@', StringComparison.Ordinal) ? text : new([.. text.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : c)]);

        private static string Encoded(string text, Random random) => string.Concat(text.Select(c =>
            (char.IsAsciiLetterOrDigit(c) || "-._~".Contains(c, StringComparison.Ordinal)) && !text.Contains('%', StringComparison.Ordinal) && random.Next(4) == 0
                ? random.Next(2) == 0 ? $"%{(int)c:X2}" : $"%{(int)c:x2}"
                : c.ToString()));
    }
}
