using System.Text;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Core.Tests.Identity;

/// <summary>What a token says of itself, and what is no token.</summary>
public sealed class AccessTokenTests
{
    [Theory]
    [InlineData("""{"scp":"User.Read  openid","upn":"a@b","appid":"c","exp":1}""", false, "User.Read openid", "a@b", "c")]
    [InlineData("""{"scp":"User.Read","preferred_username":"p@b","azp":"z","exp":1}""", false, "User.Read", "p@b", "z")]
    [InlineData("""{"scp":"User.Read","unique_name":"u@b","exp":1}""", false, "User.Read", "u@b", null)]
    [InlineData("""{"roles":["Device.Read.All",7],"app_displayname":"Automation","exp":1}""", true, "Device.Read.All", "Automation", null)]
    [InlineData("""{"idtyp":"app","scp":"ignored","roles":"no list","exp":1}""", true, "", null, null)]
    public void Permissions_are_scopes_of_a_person_or_roles_of_an_application(string payload, bool isAppOnly, string permissions, string? account, string? client)
    {
        var claims = new AccessToken(Token(payload)).Claims;

        Assert.Equal((isAppOnly, permissions, account, client), (claims.IsAppOnly, string.Join(" ", claims.Permissions), claims.Account, claims.ClientId));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1), claims.ExpiresOn);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one.two")]
    [InlineData("a.b.c.d")]
    [InlineData("Bearer e30.e30.c2ln")]
    [InlineData("e30.{not json}.c2ln")]
    [InlineData("e30.bm90IGpzb24.c2ln")]
    [InlineData("e30.e30.c2ln")]
    public void What_is_no_token_is_refused_and_not_quoted(string text)
    {
        var error = Assert.Throws<KaceAadException>(() => new AccessToken(text).Claims);

        Assert.Equal(ErrorCodes.InvalidAccessToken, error.Code);
        Assert.Null(error.InnerException);
        Assert.True(text.Length == 0 || !error.Message.Contains(text, StringComparison.Ordinal));
    }

    private static string Token(string payload) => $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";
}
