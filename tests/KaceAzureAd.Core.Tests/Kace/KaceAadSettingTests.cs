using KaceAzureAd.Errors;

namespace KaceAzureAd.Kace;

public sealed class KaceAadSettingTests
{
    private const string TermsOfUse = "https://Acme.kacecloud.example:443/EnrollmentServer/TermsOfUse.aspx?x=%7e";
    private const string Discovery = "https://acme.kacecloud.example/EnrollmentServer/Discovery.svc";
    private const string OnBoard = "https://acme.kacecloud.example/azure/onboard#go";

    [Fact]
    public void Keeps_the_three_addresses_to_the_letter()
    {
        var setting = KaceAadSetting.Create($" {TermsOfUse}\u00A0", $"{Discovery}\r\n", OnBoard);

        Assert.Equal(TermsOfUse, setting.TermsOfUseUri.OriginalString);
        Assert.Equal(Discovery, setting.DiscoveryUri.OriginalString);
        Assert.Equal(OnBoard, setting.OnBoardUri.OriginalString);
        Assert.Null(setting.AppId);
        Assert.Null(setting.AppIdSource);
        Assert.Equal("KACE Cloud at acme.kacecloud.example, appId not known yet", setting.ToString());
    }

    [Fact]
    public void Keeps_its_tenant_whatever_else_is_added()
    {
        var setting = KaceAadSetting.Create(TermsOfUse, Discovery, OnBoard);
        Assert.Null(setting.TenantId);

        var own = setting.WithTenantId(" contoso.com ").WithAppId("8d5f6b72-3a94-4c1e-b0d7-6b6163656d01", AppIdSource.Given)
            .With(new OnBoardResolution("8d5f6b72-3a94-4c1e-b0d7-6b6163656d02", AppIdSource.OnBoardUri, null, [setting.OnBoardUri]));

        Assert.Equal("contoso.com", own.TenantId);
        Assert.Equal("KACE Cloud at acme.kacecloud.example, appId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d02, for contoso.com", own.ToString());
        Assert.Equal(("8d5f6b72-3a94-4c1e-b0d7-6b6163656d02", AppIdSource.OnBoardUri), (own.WithTenantId(null).AppId, own.WithTenantId(null).AppIdSource));
        Assert.Null(own.WithTenantId(null).TenantId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("common")]
    [InlineData("contoso.com/x")]
    [InlineData("contoso.com\u001B[2J")]
    public void Refuses_a_tenant_that_is_neither_an_id_nor_a_domain(string tenant) =>
        Expect.Error(ErrorCodes.InvalidTenant, () => KaceAadSetting.Create(TermsOfUse, Discovery, OnBoard).WithTenantId(tenant));

    [Fact]
    public void Names_every_missing_address()
    {
        var error = Expect.Error(ErrorCodes.SettingIncomplete, () => KaceAadSetting.Create(null, Discovery, " \u00A0 "));

        Assert.Equal("MDM Terms Of Use URI, MDM On-Board URI", error.Target);
        Assert.Contains("MDM Terms Of Use URI and the MDM On-Board URI", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/EnrollmentServer/Discovery.svc", "it is relative")]
    [InlineData("acme.kacecloud.example/Discovery.svc", "it is relative")]
    [InlineData("//acme.kacecloud.example/Discovery.svc", "it is relative")]
    [InlineData("http://acme.kacecloud.example/Discovery.svc", "it must be https, not http")]
    [InlineData("http:/acme.kacecloud.example", "it must be https")]
    [InlineData("ftp://acme.kacecloud.example/", "it must be https, not ftp")]
    [InlineData("https:///Discovery.svc", "it has no host")]
    [InlineData("https:acme.kacecloud.example", "it has no host")]
    [InlineData("https://:8443/x", "it has no host")]
    [InlineData("https://user@acme.kacecloud.example/", "user name or password")]
    [InlineData("https://@acme.kacecloud.example/", "user name or password")]
    [InlineData("https://[subdomain].kacecloud.example/", "not a valid host name")]
    [InlineData("https://acme..example/", "not a valid host name")]
    [InlineData("https://ac%6De.example/", "not a valid host name")]
    [InlineData("https://stra\u00DFe.example/", "xn-- form")]
    [InlineData("https://acme.example\uFF0F.evil.example/", "not a valid host name")]
    [InlineData("https://acme.example:0/", "not a valid port")]
    [InlineData("https://acme.example:65536/", "not a valid port")]
    [InlineData("https://acme.example:https/", "not a valid port")]
    [InlineData("https://acme.example\\@evil.example/", "the character '\\' cannot")]
    [InlineData("https://acme.example/<tenant>/x", "the character '<' cannot")]
    [InlineData("https://acme.example/a b", "the character space cannot")]
    [InlineData("https://acme.example/\u202Efdp", "the character '\\u202E' cannot")]
    [InlineData("https://acme.example/\u0000", "the character '\\u0000' cannot")]
    [InlineData("https://acme.example/\u001B[2J", "the character '\\u001B' cannot")]
    public void Refuses_what_is_no_https_address(string value, string reason)
    {
        var error = Expect.Error(ErrorCodes.InvalidSettingUri, () => KaceAadSetting.Create(TermsOfUse, value, OnBoard));

        Assert.Equal("MDM Discovery URI", error.Target);
        Assert.Contains("MDM Discovery URI", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://admin:Pa55w0rd@acme.example/x", "https://***@acme.example/x")]
    [InlineData("https://admin:Pa55w0rd@x@acme.example/x", "https://***@acme.example/x")]
    [InlineData("admin:Pa55w0rd@acme.example", "***@acme.example")]
    public void Never_shows_a_password(string value, string shown)
    {
        var error = Expect.Error(ErrorCodes.InvalidSettingUri, () => KaceAadSetting.Create(TermsOfUse, value, OnBoard));

        Assert.DoesNotContain("Pa55w0rd", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{shown}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_an_international_host_in_punycode()
    {
        var error = Expect.Error(ErrorCodes.InvalidSettingUri, () => KaceAadSetting.Create(TermsOfUse, "http://b\u00FCcher.example:80/b\u00FCcher", OnBoard));

        Assert.Contains("'http://xn--bcher-kva.example:80/b\u00FCcher'", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("KACE Cloud at xn--bcher-kva.example,", KaceAadSetting.Create("https://b\u00FCcher.example/", Discovery, OnBoard).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_a_long_value_shortened()
    {
        var error = Expect.Error(ErrorCodes.InvalidSettingUri, () => KaceAadSetting.Create(TermsOfUse, "https://acme.example/" + new string('a', 100_000), OnBoard));

        Assert.InRange(error.Message.Length, 100, 400);
        Assert.Contains("aaa...'", error.Message, StringComparison.Ordinal);
        Assert.Contains("100021 characters", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTPS://acme.example")]
    [InlineData("https://b\u00FCcher.example/x")]
    [InlineData("https://xn--bcher-kva.example/x")]
    [InlineData("https://acme.example:8443/x?a=b@c")]
    [InlineData("https://[2001:db8::1]/x")]
    [InlineData("https://192.0.2.1/x")]
    [InlineData("https://acme.example/caf\u00E9/%C3%A9/(x)/~'!$&*,;=:@")]
    public void Accepts_every_https_address(string value) =>
        Assert.Equal(value, KaceAadSetting.Create(TermsOfUse, value, OnBoard).DiscoveryUri.OriginalString);

    [Theory]
    [InlineData("6F9619FF-8B86-D011-B42D-00CF4FC964FF")]
    [InlineData("{6f9619ff-8b86-d011-b42d-00cf4fc964ff}")]
    public void Takes_an_appId_in_lower_case(string appId)
    {
        var setting = KaceAadSetting.Create(TermsOfUse, Discovery, OnBoard).WithAppId(appId, AppIdSource.Given);

        Assert.Equal("6f9619ff-8b86-d011-b42d-00cf4fc964ff", setting.AppId);
        Assert.Equal(AppIdSource.Given, setting.AppIdSource);
        Assert.Equal(Discovery, setting.DiscoveryUri.OriginalString);
    }

    [Theory]
    [InlineData("")]
    [InlineData("kace")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("6f9619ff-8b86-d011-b42d-00cf4fc964f")]
    public void Refuses_an_appId_that_is_no_guid(string appId)
    {
        var setting = KaceAadSetting.Create(TermsOfUse, Discovery, OnBoard);

        var error = Expect.Error(ErrorCodes.InvalidAppId, () => setting.WithAppId(appId, AppIdSource.Given));

        Assert.Contains($"'{appId}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(appId, error.Target);
    }

    [Fact]
    public void The_page_that_asks_for_consent_is_known_where_it_is_Microsofts()
    {
        var setting = KaceAadSetting.Create(TermsOfUse, Discovery, OnBoard);
        var page = new Uri("https://login.microsoftonline.com/common/adminconsent");

        Assert.Equal(page, setting.With(new OnBoardResolution("6f9619ff-8b86-d011-b42d-00cf4fc964ff", AppIdSource.Redirect, Identity.KaceAadEnvironment.Global, [setting.OnBoardUri, page])).ConsentPage);
        Assert.Null(setting.With(new OnBoardResolution("6f9619ff-8b86-d011-b42d-00cf4fc964ff", AppIdSource.OnBoardUri, null, [setting.OnBoardUri])).ConsentPage);
    }
}
