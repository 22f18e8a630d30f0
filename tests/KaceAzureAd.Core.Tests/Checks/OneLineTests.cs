using CsCheck;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Core.Tests.Checks;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("Vertrieb Süd", "Vertrieb Süd")]
    [InlineData("a\r\n\tb", "a b")]
    [InlineData("a\u2028b\u0085c", "a b c")]
    [InlineData("\u001b[2J", "\\u001B[2J")]
    [InlineData("a\u202Eb\u200Bc", "a\\u202Eb\\u200Bc")]
    [InlineData("नमस्ते 👩‍💻 می‌خواهم", "नमस्ते 👩‍💻 می‌خواهم")]
    [InlineData("\n", "")]
    [InlineData(null, "")]
    public void Scripts_stay_and_what_cannot_be_seen_is_written_out(string? text, string expected) => Assert.Equal(expected, OneLine.Of(text));

    [Fact]
    public void Long_texts_and_long_lists_are_cut_and_say_so_and_half_a_character_is_written_out()
    {
        Assert.Equal(new string('x', 10) + "...", OneLine.Of(new string('x', 1_000_000), 10));
        Assert.Equal("😀😀...", OneLine.Of("😀😀😀", 4));
        Assert.Equal("a\\uD800b", OneLine.Of("a\uD800b"));
        Assert.Equal("a, b, c, d, e", OneLine.Of(["a", "b", "c", "d", "e"]));
        Assert.Equal("a, b, c, d, e and 2 more", OneLine.Of(["a", "b", "c", "d", "e", "f", "g"]));
    }

    [Fact]
    public void Whatever_the_text_the_result_is_one_line_and_made_of_whole_characters() => Gen.String.Sample(text =>
    {
        var shown = OneLine.Of(text, 50);
        return shown.Length <= 60 && !shown.Any(char.IsControl) && !shown.EnumerateRunes().Any(r => r == System.Text.Rune.ReplacementChar && !text.Contains('\uFFFD', StringComparison.Ordinal));
    });
}
