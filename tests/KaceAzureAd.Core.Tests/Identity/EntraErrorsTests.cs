using KaceAzureAd.Identity;

namespace KaceAzureAd.Core.Tests.Identity;

public sealed class EntraErrorsTests
{
    // facts.md 3.5.
    [Theory]
    [InlineData(16000, 50020, 50011, 50076, 50079, 50105, 50194, 53000, 53003, 530032, 530035, 65001, 65002, 65004, 65005, 650056, 650057, 650052, 500011, 50001)]
    [InlineData(700016, 7000112, 7000215, 7000222, 7000218, 70011, 70016, 70019, 90002, 90038, 90094, 90095, 90099, 900971)]
    public void Each_code_that_an_administrator_meets_has_a_sentence_and_an_advice(params int[] codes) => Assert.All(codes, code =>
    {
        var words = EntraErrors.Find(code);
        Assert.NotNull(words);
        Assert.EndsWith(".", words.Value.Meaning, StringComparison.Ordinal);
        Assert.EndsWith(".", words.Value.Advice, StringComparison.Ordinal);
    });

    [Fact]
    public void A_code_without_words_has_none()
    {
        Assert.Null(EntraErrors.Find(1));
        Assert.Null(EntraErrors.Find(null));
    }

    [Theory]
    [InlineData("The secret hush-hush is wrong.", "The secret (secret) is wrong.")]
    [InlineData("Got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln and hush-hush, twice hush-hush.", "Got (secret) and (secret), twice (secret).")]
    [InlineData("Nothing to hide.", "Nothing to hide.")]
    public void What_a_service_says_is_shown_without_secrets(string said, string shown) => Assert.Equal(shown, Redaction.Redact(said, ["hush-hush", ""]));
}
