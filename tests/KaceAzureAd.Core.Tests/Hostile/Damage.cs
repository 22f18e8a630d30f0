using System.Text;
using CsCheck;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>Damages valid samples: near enough to them to get past the first look, and in each of the ways that data goes bad or is made to.</summary>
internal static class Damage
{
    /// <summary>What deceives or breaks readers of any text.</summary>
    private static readonly string[] Anywhere =
    [
        "", "\0", "\n", "\r\n", "\t", " ", "\u001B[2J", "\u009B31m", "\u202E", "\u2066", "\u200B", "\uFEFF", "\u2028", "\u0085", "\u00DF", "\u0130", "\U0001F600", "e\u0301", "\uFFFE", "\uFFFD",
        "\"", "'", "{", "}", "[", "]", "<", ">", ",", ":", ";", "=", "&", "%", "%00", "%2F", "%2e", "\\", "\\uD800", "/", "//", "@", "#", "?", "null", "true", "0", "-1", "1e99", "NaN", "2147483648",
        "99999999999999999999999999", "0001-01-01T00:00:00Z", "x", "__proto__", "$", "{0}", "${x}", "%s",
    ];

    private static readonly Encoding[] Encodings = [new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1];

    private enum Way
    {
        FlipBit,
        Set,
        Remove,
        Repeat,
        Insert,
        Replace,
        Splice,
        Cut,
        Nest,
        Swap,
        Encode,
        Swell,
    }

    /// <summary>Damaged samples, and some that are whole.</summary>
    /// <param name="samples">Valid ones, of every kind that there is.</param>
    /// <param name="words">What this sort of text is made of.</param>
    public static Gen<byte[]> Of(IReadOnlyList<string> samples, params string[] words)
    {
        var corpus = samples.Select(Encoding.UTF8.GetBytes).ToArray();
        return Gen.Select(Gen.Int[0, corpus.Length - 1], Any(words), (sample, damage) => damage(corpus[sample]));
    }

    /// <summary>Damage to be done to any sample.</summary>
    public static Gen<Func<byte[], byte[]>> Any(params string[] words)
    {
        var pieces = Anywhere.Concat(words).Concat(words).Select(Encoding.UTF8.GetBytes).ToArray();
        return Gen.Select(Gen.Enum<Way>(), Gen.UInt, Gen.UInt, Gen.UInt).Array[0, 5]
            .Select(edits => (Func<byte[], byte[]>)(sample => edits.Aggregate(sample, (bytes, e) => Edit(bytes, e.Item1, e.Item2, e.Item3, e.Item4, sample, pieces))));
    }

    private static byte[] Edit(byte[] bytes, Way way, uint where, uint how, uint what, byte[] sample, byte[][] pieces)
    {
        var start = (int)(where % (uint)(bytes.Length + 1));
        var length = (int)Math.Min(how % (how % 7 == 0 ? 2000u : 12u), (uint)(bytes.Length - start));
        var piece = pieces[what % (uint)pieces.Length];
        return way switch
        {
            Way.FlipBit when start < bytes.Length => [.. bytes[..start], (byte)(bytes[start] ^ (1 << (int)(how % 8))), .. bytes[(start + 1)..]],
            Way.Set when start < bytes.Length => [.. bytes[..start], (byte)how, .. bytes[(start + 1)..]],
            Way.Remove => [.. bytes[..start], .. bytes[(start + length)..]],
            Way.Repeat => [.. bytes[..start], .. Many(bytes[start..(start + length)], what % 20), .. bytes[start..]],
            Way.Insert => [.. bytes[..start], .. piece, .. bytes[start..]],
            Way.Replace => [.. bytes[..start], .. piece, .. bytes[(start + length)..]],
            Way.Splice => [.. bytes[..start], .. sample[(int)(how % (uint)(sample.Length + 1))..]],
            Way.Cut => bytes[..start],
            Way.Nest => [.. bytes[..start], .. Many(piece, how % 5000), .. bytes[start..]],
            Way.Swap => [.. bytes[(start + length)..], .. bytes[..start], .. bytes[start..(start + length)]],
            Way.Encode when what % 4 == 0 => Encoded(bytes, Encodings[how % (uint)Encodings.Length]),
            Way.Swell when what % 50 == 0 => [.. bytes[..start], .. Many(piece, 200_000 / (uint)Math.Max(1, piece.Length)), .. bytes[start..]],
            _ => bytes,
        };
    }

    private static byte[] Many(byte[] bytes, uint times) => [.. Enumerable.Repeat(bytes, (int)times).SelectMany(b => b)];

    private static byte[] Encoded(byte[] bytes, Encoding encoding) => [.. encoding.GetPreamble(), .. encoding.GetBytes(Encoding.UTF8.GetString(bytes))];
}
