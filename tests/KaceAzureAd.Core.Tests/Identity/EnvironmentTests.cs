using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Core.Tests.Identity;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("https://login.microsoftonline.com/common/adminconsent", true)]
    [InlineData("https://LOGIN.microsoftonline.com:443/", true)]
    [InlineData("https://login.microsoftonline.com:8443/", false)]
    [InlineData("http://login.microsoftonline.com/", false)]
    [InlineData("https://login.microsoftonline.com.evil.example/", false)]
    [InlineData("https://login-microsoftonline.com/", false)]
    [InlineData("https://login.microsoftonline.us/", false)]
    [InlineData("https://xlogin.microsoftonline.com/", false)]
    public void Only_the_sign_in_host_itself_is_taken_for_it(string address, bool expected) =>
        Assert.Equal(expected, KaceAadEnvironment.Global.IsSignIn(new Uri(address)));

    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0/me", true)]
    [InlineData("https://graph.microsoft.com@evil.example/", false)]
    [InlineData("https://graph.microsoft.us/v1.0/me", false)]
    [InlineData("http://graph.microsoft.com/v1.0/me", false)]
    public void Only_the_clouds_own_Graph_gets_its_tokens(string address, bool expected) =>
        Assert.Equal(expected, KaceAadEnvironment.Global.IsGraph(new Uri(address)));

    [Fact]
    public void A_built_in_cloud_takes_no_certificate_and_its_name_cannot_be_taken()
    {
        Assert.All(KaceAadEnvironment.BuiltIn, e => Assert.Null(e.TrustedCertificate));
        Assert.Equal(ErrorCodes.InvalidEnvironment, Assert.Throws<KaceAadException>(() => KaceAadEnvironment.Create("china", new Uri("https://a.example"), new Uri("https://b.example"))).Code);
    }
}
