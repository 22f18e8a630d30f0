namespace KaceAzureAd.Kace;

public sealed class MdmUriComparerTests
{
    [Theory]
    [InlineData("https://acme.example/EnrollmentServer/Discovery.svc", "https://acme.example/EnrollmentServer/Discovery.svc")]
    [InlineData("no address", "no address")]
    public void Equal_to_the_letter(string kace, string azureAd) => AssertBothWays(MdmUriMatch.Equal, kace, azureAd);

    [Theory]
    [InlineData("https://acme.example/x", "HTTPS://ACME.Example/x")]
    [InlineData("https://acme.example/x", "https://acme.example:443/x")]
    [InlineData("https://acme.example/x", "https://acme.example:/x")]
    [InlineData("https://acme.example/x", "https://acme.example:0443/x")]
    [InlineData("http://acme.example:80/x", "http://acme.example/x")]
    [InlineData("https://acme.example", "https://acme.example/")]
    [InlineData("https://acme.example?a", "https://acme.example/?a")]
    [InlineData("https://acme.example/x", "https://acme.example/x/")]
    [InlineData("https://acme.example/x?a=1", "https://acme.example/x/?a=1")]
    [InlineData("https://acme.example/~x", "https://acme.example/%7ex")]
    [InlineData("https://acme.example/x", "https://acme.example/%78")]
    [InlineData("https://acme.example/a%2fb", "https://acme.example/a%2Fb")]
    [InlineData("https://acme.example/?a=%e2%82%ac", "https://acme.example/?a=%E2%82%AC")]
    [InlineData("https://acme.example/\u20AC", "https://acme.example/%E2%82%AC")]
    [InlineData("https://acme.example/\U0001F600", "https://acme.example/%F0%9F%98%80")]
    [InlineData("https://acme.example/a/./b/../c", "https://acme.example/a/c")]
    [InlineData("https://acme.example/a/%2E%2e/c", "https://acme.example/c")]
    [InlineData("https://acme.example/../c", "https://acme.example/c")]
    [InlineData("https://acme.example/a/b/..", "https://acme.example/a/")]
    [InlineData("https://acme.example/a/.", "https://acme.example/a")]
    [InlineData("https://b\u00FCcher.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://B\u00DCCHER.example/", "https://xn--bcher-kva.EXAMPLE")]
    [InlineData("https://[2001:DB8::1]/", "https://[2001:db8::1]/")]
    public void Equivalent_where_only_the_writing_differs(string kace, string azureAd) => AssertBothWays(MdmUriMatch.Equivalent, kace, azureAd);

    [Theory]
    [InlineData("https://acme.example/x", "https://other.example/x")]
    [InlineData("https://acme.example/x", "http://acme.example/x")]
    [InlineData("https://acme.example/x", "https://acme.example:8443/x")]
    [InlineData("https://acme.example:80/x", "https://acme.example/x")]
    [InlineData("https://acme.example/x", "https://acme.example./x")]
    [InlineData("https://acme.example/x", "https://acme.example/X")]
    [InlineData("https://acme.example/a/b", "https://acme.example/a%2Fb")]
    [InlineData("https://acme.example/a/b", "https://acme.example/a//b")]
    [InlineData("https://acme.example/a/", "https://acme.example/a//")]
    [InlineData("https://acme.example/", "https://acme.example//")]
    [InlineData("https://acme.example/a", "https://acme.example/a%2F")]
    [InlineData("https://acme.example/a", "https://acme.example/a?")]
    [InlineData("https://acme.example/a", "https://acme.example/a#")]
    [InlineData("https://acme.example/a#b", "https://acme.example/a#c")]
    [InlineData("https://acme.example/a?b", "https://acme.example/a?B")]
    [InlineData("https://acme.example/?a=1&b=2", "https://acme.example/?b=2&a=1")]
    [InlineData("https://acme.example/?a=1%262", "https://acme.example/?a=1&2")]
    [InlineData("https://acme.example/?a/", "https://acme.example/?a")]
    [InlineData("https://acme.example/?a/../b", "https://acme.example/?b")]
    [InlineData("https://acme.example/?a+b", "https://acme.example/?a%20b")]
    [InlineData("https://acme.example/%252e%252e/a", "https://acme.example/%2e%2e/a")]
    [InlineData("https://acme.example/%2541", "https://acme.example/A")]
    [InlineData("https://acme.example/%c3%a9", "https://acme.example/e\u0301")]
    [InlineData("https://acme.example/%zz", "https://acme.example/%ZZ")]
    [InlineData("https://acme.example/%20", "https://acme.example/%%320")]
    [InlineData("https://acme.example/?a=%2F", "https://acme.example/?a=%%32F")]
    [InlineData("https://acme.example/", "https://@acme.example/")]
    [InlineData("https://User@acme.example/", "https://user@acme.example/")]
    [InlineData("https://acme.example/x", "https://acme.example/x ")]
    [InlineData("https://acme.example/x", "https:\\\\acme.example\\x")]
    [InlineData("https://acme.example/x", "https:/acme.example/x")]
    [InlineData("https://acme.example/x", "acme.example/x")]
    [InlineData("https://acme.example/x", "/x")]
    [InlineData("https://strasse.example/", "https://stra\u00DFe.example/")]
    [InlineData("https://acme.example:99999/", "https://acme.example:99999")]
    [InlineData("no address", "No address")]
    public void Different_where_another_resource_may_answer(string kace, string azureAd) => AssertBothWays(MdmUriMatch.Different, kace, azureAd);

    // Half a surrogate pair cannot be stored in an attribute.
    [Fact]
    public void Broken_characters_are_not_taken_for_one_another() =>
        AssertBothWays(MdmUriMatch.Different, "https://acme.example/\uD800", "https://acme.example/\uD801");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Missing_where_AzureAd_has_none(string? azureAd)
    {
        Assert.Equal(MdmUriMatch.Missing, MdmUriComparer.Compare("https://acme.example/", azureAd));
        Assert.Equal(MdmUriMatch.Missing, MdmUriComparer.Compare(null, azureAd));
        Assert.Equal(MdmUriMatch.Different, MdmUriComparer.Compare(azureAd, "https://acme.example/"));
    }

    [Fact]
    public void Compares_both_addresses_of_a_setting()
    {
        var setting = KaceAadSetting.Create("https://Acme.example/tou", "https://acme.example/discovery", "https://acme.example/onboard");

        var comparisons = MdmUriComparer.Compare("tenant", setting, "https://acme.example/tou/", null);

        Assert.Equal(
            [
                new KaceMdmUriComparison("tenant", "MDM Terms Of Use URI", "https://Acme.example/tou", "https://acme.example/tou/", MdmUriMatch.Equivalent),
                new KaceMdmUriComparison("tenant", "MDM Discovery URI", "https://acme.example/discovery", null, MdmUriMatch.Missing),
            ],
            comparisons);
    }

    [Theory]
    [InlineData(MdmUriMatch.Equal, true)]
    [InlineData(MdmUriMatch.Equivalent, true)]
    [InlineData(MdmUriMatch.Different, false)]
    [InlineData(MdmUriMatch.Missing, false)]
    public void Equal_and_equivalent_match(MdmUriMatch match, bool isMatch) =>
        Assert.Equal(isMatch, new KaceMdmUriComparison("", "", "", "", match).IsMatch);

    private static void AssertBothWays(MdmUriMatch expected, string kace, string azureAd)
    {
        Assert.Equal(expected, MdmUriComparer.Compare(kace, azureAd));
        Assert.Equal(expected, MdmUriComparer.Compare(azureAd, kace));
    }
}
