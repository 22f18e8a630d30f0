using CsCheck;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Core.Tests.Mobility;

/// <summary>The two MDM URIs as a value: what differs, what is sent, what a journal keeps.</summary>
public sealed class MdmUrisTests
{
    private static readonly Gen<string?> Address = Gen.OneOfConst<string?>(null, "", "https://a.example/", "https://b.example/");

    private static readonly Gen<MdmUris> Any = Gen.Select(Address, Address, (terms, discovery) => new MdmUris(terms, discovery));

    [Fact]
    public void What_is_sent_makes_the_one_the_other_and_never_holds_an_empty_text() =>
        Gen.Select(Any, Any).Sample((now, wanted) =>
        {
            var left = now.ToJson();
            foreach (var (name, value) in now.DifferencesTo(wanted))
            {
                Assert.NotEqual("", (string?)value);
                left[name] = value?.DeepClone();
            }

            Assert.True(MdmUris.FromJson(left).IsSame(wanted));
            Assert.Empty(now.DifferencesTo(now));
        });

    [Fact]
    public void A_journal_gives_them_back_as_they_were() =>
        Any.Sample(uris => Assert.Equal(uris, MdmUris.FromJson(System.Text.Json.Nodes.JsonNode.Parse(uris.ToJson().ToJsonString())!.AsObject())));

    [Fact]
    public void Case_and_a_slash_at_the_end_are_another_address_here()
    {
        var uris = new MdmUris("https://a.example/x", null);
        Assert.False(uris.IsSame(uris with { TermsOfUse = "https://a.example/X" }));
        Assert.False(uris.IsSame(uris with { TermsOfUse = "https://a.example/x/" }));
        Assert.True(uris.IsSame(uris with { Discovery = "" }));
        Assert.Equal("https://a.example/x and nothing", uris.ToString());
    }
}
