using System.Text;
using CsCheck;
using KaceAzureAd.Errors;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>URIs that are nearly the same, and the comparison that must not take one for the other.</summary>
public sealed class HostileUris
{
    private static readonly Gen<string> Scheme = Gen.OneOfConst("https://", "https://", "https://", "HTTPS://", "http://", "https:", "https:/", "https:\\\\", "https:///", "httpſ://");

    // Letters of other scripts that look like Latin ones or become them, dots that are none, hosts that are numbers.
    private static readonly Gen<string> Host = Gen.OneOf(
        Gen.OneOfConst(
            "acme.example", "acme.example", "ACME.example", "acme.example.", "acme.example..", "\u0430cme.example", "xn--cme-8cd.example", "acme\u3002example", "\uFF41cme.example", "acm\u00E9.example", "acme\u0301.example", "xn--acm-dma.example",
            "stra\u00DFe.example", "strasse.example", "\u03C3\u03C2.example", "acme%2eexample", "acme.%65xample", "acme\u00AD.example", "acme\u200B.example", "user@acme.example", "@acme.example", "acme.example@evil.example", "acme.example\\@evil.example",
            "127.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.000.000.001", "[::1]", "[0:0:0:0:0:0:0:1]", "[::0001]", "[::127.0.0.1]", "[::1%25eth0]", "[fe80::1]", "\u2460.example", "K.example", "k.example", "\u212A.example", "I.example", "\u0130.example", "i\u0307.example", "xn--a.example", "a_b.example", "-a.example"),
        Gen.Char["ab\u0430\u0261.-"].Array[1, 5].Select(c => new string(c) + ".example"));

    private static readonly Gen<string> Port = Gen.OneOfConst("", "", "", ":443", ":0443", ":", ":80", ":8443", ":65536", ":-1", ":44 3", ":\uFF14\uFF14\uFF13");

    private static readonly Gen<string> Segment = Gen.OneOf(
        Gen.OneOfConst(
            "a", "a", "A", "b", "", ".", "..", "%2e", "%2E%2e", ".%2e", "...", "%2F", "%2f", "%5C", "\\", "%00", "%20", "+", " ", "%61", "%41", "%7e", "~", "%7E", "%C3%A9", "%c3%a9", "\u00E9", "e\u0301", "%E9", "%zz", "%", "%2", "%252e", "%25%32%65",
            ";", "%3B", ";x=1", "a.", "a%2E", "a:b", "a%3Ab", "a@b", "!", "%21", "'", "%27", "(", "%28", "*", "%2A", "[", "%5B", "|", "%7C", "\"", "%22", "<", "%3C", "^", "`", "{", "\uD800", "\uDC00", "\U0001F600", "%F0%9F%98%80", "\uFF0F", "\u2215", "\u202E", "\t", "\n", "\u007F", "%7F", "\u0000"),
        Gen.Char["aA.%25/"].Array[0, 4].Select(c => new string(c)));

    private static readonly Gen<string> Address = Gen.Select(
        Scheme, Host, Port, Segment.Array[0, 4], Gen.OneOfConst("", "", "", "/"), Gen.OneOf(Gen.Const(""), Gen.Const("?"), Segment.Select(s => "?" + s), Segment.Select(s => "?a=" + s + "&b=/../c")), Gen.OneOf(Gen.Const(""), Gen.Const(""), Segment.Select(s => "#" + s)),
        (scheme, host, port, segments, end, query, fragment) => scheme + host + port + string.Concat(segments.Select(s => "/" + s)) + end + query + fragment);

    // Of two, the second is mostly the first with one part of it written otherwise.
    private static readonly Gen<(string First, string Second)> Pair = Gen.OneOf(
        Gen.Select(Address, Address),
        Gen.Select(Address, Gen.Int[0, 200], Gen.Int[0, 3], Gen.OneOf(Segment, Host, Port)).Select((address, at, length, piece) =>
            (address, address[..Math.Min(at, address.Length)] + piece + address[Math.Min(at + length, address.Length)..])),
        Gen.Select(Address.Where(a => UriNormalizer.Normalize(a) is not null), Gen.Int).Select((address, seed) => (address, Rewritten(address, new Random(seed)))));

    [Fact]
    public void Every_address_is_its_own_equal() => Address.Where(a => !string.IsNullOrWhiteSpace(a)).Sample(a => Assert.Equal(MdmUriMatch.Equal, MdmUriComparer.Compare(a, a)), iter: Samples.Of(5000));

    [Fact]
    public void Whichever_comes_first_makes_no_difference() =>
        Pair.Sample(p => Assert.Equal(MdmUriComparer.Compare(p.First, p.Second), MdmUriComparer.Compare(p.Second, p.First)), iter: Samples.Of(10000), print: Shown);

    [Fact]
    public void What_is_equivalent_to_the_same_is_equivalent() => Gen.Select(Address, Gen.Int, Gen.Int).Sample(
        (address, one, two) =>
        {
            var (first, second) = (Rewritten(address, new Random(one)), Rewritten(address, new Random(two)));
            if (Matches(first, address) && Matches(address, second))
            {
                Assert.True(Matches(first, second), $"{first} {second}");
            }
        },
        iter: Samples.Of(5000));

    [Fact]
    public void Two_addresses_that_a_client_would_ask_otherwise_are_never_equivalent()
    {
        var equivalent = 0;
        Pair.Sample(
            p =>
            {
                if (MdmUriComparer.Compare(p.First, p.Second) == MdmUriMatch.Equivalent)
                {
                    Interlocked.Increment(ref equivalent);
                    var (first, second) = (SentRequest.For(p.First), SentRequest.For(p.Second));
                    Assert.NotNull(first);
                    Assert.Equal(first, second);
                }
            },
            iter: Samples.Of(30000), print: Shown);
        Assert.True(equivalent > 100, $"Only {equivalent} pairs were equivalent: the samples are not near enough to one another.");
    }

    [Fact]
    public void One_that_is_taken_for_a_setting_is_asked_at_the_host_that_was_read() => Ordeal.Undergo(
        Address.Select(Encoding.Unicode.GetBytes), 10000,
        bytes =>
        {
            var text = Encoding.Unicode.GetString(bytes);
            var uri = SettingUri.Parse("URI", text);
            Assert.True(UriParts.TryParse(text, out var parts));

            Assert.Equal(text, uri.OriginalString);
            Assert.Equal(("https", ""), (uri.Scheme, uri.UserInfo));
            Assert.True(parts.Host[0] == '[' || string.Equals(parts.AsciiHost, uri.IdnHost, StringComparison.OrdinalIgnoreCase), $"{parts.AsciiHost} and {uri.IdnHost}");
            Assert.Equal(parts.PortNumber is -1 ? 443 : parts.PortNumber, uri.Port);
            _ = OnBoardHop.TryCreate(uri);
        },
        ErrorCodes.InvalidSettingUri);

    private static bool Matches(string one, string other) => MdmUriComparer.Compare(one, other) is MdmUriMatch.Equal or MdmUriMatch.Equivalent;

    // Each letter in another case or escaped, where the dice say so: the same address or not.
    private static string Rewritten(string address, Random random) => string.Concat(address.EnumerateRunes().Select(r => (random.Next(20), r) switch
    {
        (0, { IsAscii: true }) => $"%{r.Value:X2}",
        (1, { IsAscii: true }) => $"%{r.Value:x2}",
        (2, _) => r.ToString().ToUpperInvariant(),
        (3, _) => r.ToString().ToLowerInvariant(),
        (4, { IsAscii: false }) => string.Concat(Encoding.UTF8.GetBytes(r.ToString()).Select(b => $"%{b:X2}")),
        (5, { Value: '/' }) => "/./",
        (6, { Value: '/' }) => "/x/../",
        _ => r.ToString(),
    }));

    private static string Shown((string First, string Second) pair) => string.Concat($"{pair.First} | {pair.Second}".Select(c => c is > ' ' and < '\u007F' or ' ' ? c.ToString() : $"\\u{(int)c:X4}"));
}
