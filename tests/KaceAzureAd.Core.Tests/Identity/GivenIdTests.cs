using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Core.Tests.Identity;

public sealed class GivenIdTests
{
    private const string Id = "7f3c2a10-5b7e-4c55-9d64-0c0a70500001";

    /// <summary>
    /// What is around an id that was pasted: blanks, line ends, a no-break space, a zero-width one, a byte order mark, a mark of
    /// direction.
    /// </summary>
    public static TheoryData<string> Unseen =>
        [" ", "\r\n", "\t", "\u00a0", "\u200b", "\ufeff", "\u200e", "\u3000", " \u00a0\ufeff\r\n", "\u2028", "\0"];

    [Theory]
    [MemberData(nameof(Unseen))]
    public void What_cannot_be_seen_around_an_id_does_not_matter(string unseen)
    {
        Assert.Equal(Id, GivenId.Of(unseen + Id + unseen));
        Assert.Equal(Id, GivenId.Of($"{unseen}{{{Id}}}{unseen}"));
        Assert.Equal("contoso.example", SignInRequest.Tenant(unseen + "contoso.example" + unseen));
        Assert.Equal("Windows Pilot", GivenId.Trim(unseen + "Windows Pilot" + unseen));
    }

    [Theory]
    [InlineData("7F3C2A10-5B7E-4C55-9D64-0C0A70500001")]
    [InlineData("{7f3c2a10-5b7e-4c55-9d64-0c0a70500001}")]
    [InlineData("(7f3c2a10-5b7e-4c55-9d64-0c0a70500001)")]
    [InlineData("7f3c2a105b7e4c559d640c0a70500001")]
    public void Any_form_of_a_guid_is_the_same_id(string text) => Assert.Equal(Id, GivenId.Of(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("contoso.example")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("7f3c2a10-5b7e-4c55-9d64-0c0a7050000")]
    [InlineData("7f3c2a10-5b7e-\u200b4c55-9d64-0c0a70500001")]
    [InlineData("{7f3c2a10-5b7e-4c55-9d64-0c0a70500001")]
    public void Whatever_else_is_none(string? text) => Assert.Null(GivenId.Of(text));

    [Fact]
    public void A_request_to_sign_in_has_its_ids_as_Microsoft_Entra_writes_them()
    {
        var given = new SignInRequest(KaceAadEnvironment.Global, $" {{{Id.ToUpperInvariant()}}}", Id + "\u00a0", [])
        {
            Account = "admin@contoso.example\n",
        };

        var request = given.Validated();

        Assert.Equal((Id, Id, "admin@contoso.example"), (request.TenantId, request.ClientId, request.Account));
    }

    [Fact]
    public void What_is_refused_is_shown_with_what_cannot_be_seen()
    {
        var error = Assert.Throws<KaceAadException>(() => SignInRequest.Tenant("contoso\u200b.example"));

        Assert.Equal(ErrorCodes.InvalidTenant, error.Code);
        Assert.Contains(@"contoso\u200B.example", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("my-identity")]
    [InlineData("")]
    public void An_identity_is_named_by_an_id(string text)
    {
        var (client, identity) = (
            Assert.Throws<KaceAadException>(() => ManagedIdentitySignIn.ByClientId(text)),
            Assert.Throws<KaceAadException>(() => ManagedIdentitySignIn.ByObjectId(text)));

        Assert.Equal((ErrorCodes.InvalidClientId, ErrorCodes.InvalidClientId), (client.Code, identity.Code));
        Assert.Contains("-ObjectId", identity.RecommendedAction, StringComparison.Ordinal);
    }
}
