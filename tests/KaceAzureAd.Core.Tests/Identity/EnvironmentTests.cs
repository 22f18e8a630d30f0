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

    [Theory]
    [InlineData("http://a.example")]
    [InlineData("https://a.example/path")]
    [InlineData("https://user@a.example")]
    [InlineData("a.example")]
    public void An_endpoint_is_an_https_address_without_path(string address)
    {
        var endpoint = new Uri(address, UriKind.RelativeOrAbsolute);
        Assert.Equal(ErrorCodes.InvalidEnvironment, Assert.Throws<KaceAadException>(() => KaceAadEnvironment.Create("Own", endpoint, new Uri("https://b.example"))).Code);
        Assert.Contains(address, Assert.Throws<KaceAadException>(() => KaceAadEnvironment.Create("Own", new Uri("https://b.example"), endpoint)).Message, StringComparison.Ordinal);
        Assert.Throws<KaceAadException>(() => KaceAadEnvironment.Create(" ", new Uri("https://a.example"), new Uri("https://b.example")));
    }
}
