using System.Diagnostics;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Kace;

public sealed class OnBoardUriResolverTests : IDisposable
{
    private const string AppId = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
    private const string Consent = "https://login.microsoftonline.com/common/adminconsent?client_id=" + AppId;

    private readonly LoopbackCertificate _certificate = LoopbackCertificate.Create();

    public void Dispose() => _certificate.Dispose();

    [Theory]
    [InlineData("https://acme.kacecloud.example/onboard?client_id=" + AppId)]
    [InlineData("https://acme.kacecloud.example:443/onboard?state=x&client%5Fid=6F9619FF-8B86-D011-B42D-00CF4FC964FF#top")]
    [InlineData("https://onboard.kacecloud.example/?client_id=" + AppId + "&client_id=" + AppId)]
    public async Task An_appId_in_KACEs_own_address_is_taken_without_asking_anyone(string onBoard)
    {
        var resolution = await ResolveAsync(Setting(onBoard));

        Assert.Equal(AppId, resolution.AppId);
        Assert.Equal(AppIdSource.OnBoardUri, resolution.Source);
        Assert.Null(resolution.Environment);
        Assert.Null(resolution.SignInHost);
        Assert.Single(resolution.Hops);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/adminconsent?client_id=", "Global", "login.microsoftonline.com")]
    [InlineData("https://LOGIN.microsoftonline.com:443/contoso.example/v2.0/AdminConsent/?scope=x&client_id=", "Global", "login.microsoftonline.com")]
    [InlineData("https://login.microsoftonline.us/organizations/oauth2/v2.0/authorize?client_id=", "USGov", "login.microsoftonline.us")]
    [InlineData("https://login.chinacloudapi.cn/common/oauth2/authorize?client_id=", "China", "login.chinacloudapi.cn")]
    public async Task An_appId_in_a_Microsoft_sign_in_address_is_taken_without_asking_anyone(string onBoard, string environment, string host)
    {
        var resolution = await ResolveAsync(Setting(onBoard + AppId));

        Assert.Equal(AppId, resolution.AppId);
        Assert.Equal(AppIdSource.OnBoardUri, resolution.Source);
        Assert.Equal(environment, resolution.Environment?.Name);
        Assert.Equal(host, resolution.SignInHost);
    }

    [Fact]
    public async Task Redirects_are_followed_to_the_sign_in_page_which_is_not_opened()
    {
        await using var signIn = await LoopbackServer.RedirectingAsync(_certificate);
        await using var kace = await LoopbackServer.RedirectingAsync(
            _certificate, ("/onboard", "start?client_id=kace-web"), ("/start", $"{signIn.Origin}/common/adminconsent?state=s&client_id={AppId.ToUpperInvariant()}"));
        var environment = signIn.AsSignIn(_certificate);

        var resolution = await ResolveAsync(Setting(kace.Origin + "/onboard?token=t"), environment);

        Assert.Equal(AppId, resolution.AppId);
        Assert.Equal(AppIdSource.Redirect, resolution.Source);
        Assert.Same(environment, resolution.Environment);
        Assert.Equal(["/onboard", "/start", "/common/adminconsent"], resolution.Hops.Select(h => h.PathAndQuery));
        Assert.Equal(["GET /onboard?token=t", "GET /start?client_id=kace-web"], kace.Requests.Select(r => r.Line));
        Assert.Empty(signIn.Requests);
    }

    [Fact]
    public async Task Nothing_is_sent_along()
    {
        await using var kace = await LoopbackServer.RedirectingAsync(_certificate, ("/onboard", "/start"), ("/start", Consent));

        await ResolveAsync(Setting(kace.Origin + "/onboard"), trust: kace.AsSignIn(_certificate));

        string[] allowed = ["Host", "User-Agent", "Accept-Encoding", "traceparent"];
        Assert.Equal(2, kace.Requests.Count);
        Assert.All(kace.Requests.SelectMany(r => r.Headers.Keys), header => Assert.Contains(header, allowed));
    }

    [Fact]
    public async Task Five_redirects_are_followed_and_not_six()
    {
        await using var kace = await LoopbackServer.RedirectingAsync(
            _certificate, ("/0", "/1"), ("/1", "/2"), ("/2", "/3"), ("/3", "/4"), ("/4", "/5"), ("/5", Consent));
        var trust = kace.AsSignIn(_certificate);

        var resolution = await ResolveAsync(Setting(kace.Origin + "/1"), trust: trust);
        Assert.Equal(6, resolution.Hops.Count);
        kace.Requests.Clear();

        var error = await Expect.ErrorAsync(ErrorCodes.OnBoardRedirectLoop, () => ResolveAsync(Setting(kace.Origin + "/0"), trust: trust));
        Assert.Contains("/0 -> ", error.Message, StringComparison.Ordinal);
        Assert.Equal(new Uri(kace.Origin).Authority, error.Target);
        Assert.Equal(5, kace.Requests.Count);
    }

    [Fact]
    public async Task A_circle_is_left_at_once()
    {
        await using var kace = await LoopbackServer.RedirectingAsync(_certificate, ("/a", "/b#x"), ("/b", "/a#y"));

        await Expect.ErrorAsync(ErrorCodes.OnBoardRedirectLoop, () => ResolveAsync(Setting(kace.Origin + "/a"), trust: kace.AsSignIn(_certificate)));

        Assert.Equal(2, kace.Requests.Count);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com.evil.example/common/adminconsent?client_id=" + AppId, "login.microsoftonline.com.evil.example")]
    [InlineData("https://login-microsoftonline.com/adminconsent?client_id=" + AppId, "login-microsoftonline.com")]
    [InlineData("https://login.micr0s0ft0nline.com/", "login.micr0s0ft0nline.com")]
    [InlineData("https://login.microsoftonline.com.evil.example/", "login.microsoftonline.com.evil.example")]
    [InlineData("https://login.xn--micrsoftonline-ipj.com/common/oauth2/authorize?x=1", "login.xn--micrsoftonline-ipj.com")]
    [InlineData("https://login.microsoftonline.com@evil.example/x", "evil.example")]
    [InlineData("https://admin@login.microsoftonline.com/common/adminconsent?client_id=" + AppId, "login.microsoftonline.com")]
    [InlineData("https://login.microsoftonline.com:8443/common/adminconsent?client_id=" + AppId, "login.microsoftonline.com:8443")]
    [InlineData("https://login.microsoftonline.com./common/adminconsent?client_id=" + AppId, "login.microsoftonline.com.")]
    [InlineData("https://sso.evil.example/?CLIENT_ID=x", "sso.evil.example")]
    [InlineData("https://sso.evil.example/x/v2.0/adminconsent", "sso.evil.example")]
    [InlineData("//sso.evil.example/oauth2/v2.0/authorize", "sso.evil.example")]
    public async Task A_host_that_is_not_Microsofts_may_not_ask_for_consent(string location, string host)
    {
        await using var kace = await LoopbackServer.RedirectingAsync(_certificate, ("/onboard", location));

        var error = await Expect.ErrorAsync(
            ErrorCodes.UntrustedConsentHost, () => ResolveAsync(Setting(kace.Origin + "/onboard"), trust: kace.AsSignIn(_certificate)));

        Assert.Equal(host, error.Target);
        Assert.Contains($" {host},", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(AppId, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com.evil.example/common/adminconsent?client_id=" + AppId)]
    [InlineData("https://evil.example/?client_id=" + AppId)]
    [InlineData("https://acme.kacecloud.example:8443/?client_id=" + AppId)]
    [InlineData("https://kacecloud.example.evil.example/?client_id=" + AppId)]
    [InlineData("https://microsoftonline.kacecloud.example/?client_id=" + AppId)]
    public Task The_address_itself_must_be_KACEs_or_Microsofts(string onBoard) =>
        Expect.ErrorAsync(ErrorCodes.UntrustedConsentHost, () => ResolveAsync(Setting(onBoard)));

    [Fact]
    public Task Two_customers_of_one_country_domain_are_not_one_site() =>
        Expect.ErrorAsync(ErrorCodes.UntrustedConsentHost, () => ResolveAsync(
            KaceAadSetting.Create("https://acme.co.uk/t", "https://acme.co.uk/d", "https://evil.co.uk/?client_id=" + AppId)));

    [Theory]
    [InlineData("https://acme.com.au", "https://evil.com.au", false)]
    [InlineData("https://acme.kacecloud.de", "https://onboard.kacecloud.de", true)]
    [InlineData("https://192.0.2.1", "https://198.51.2.1", false)]
    [InlineData("https://kace", "https://evil", false)]
    public async Task A_site_is_what_one_organisation_has_in_DNS(string kace, string onBoard, bool isOne)
    {
        var setting = KaceAadSetting.Create(kace + "/t", kace + "/d", $"{onBoard}/?client_id={AppId}");

        if (isOne)
        {
            Assert.Equal(AppId, (await ResolveAsync(setting)).AppId);
        }
        else
        {
            await Expect.ErrorAsync(ErrorCodes.UntrustedConsentHost, () => ResolveAsync(setting));
        }
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/adminconsent?client_id=" + AppId, true)]
    [InlineData("https://acme.kacecloud.example/onboard?client_id=" + AppId, true)]
    [InlineData("https://acme.kacecloud.example/onboard", true)]
    [InlineData("https://login.microsoftonline.com/common/adminconsent?client_id=7f9619ff-8b86-d011-b42d-00cf4fc964ff", false)]
    [InlineData("https://acme.kacecloud.example/onboard?client_id=7f9619ff-8b86-d011-b42d-00cf4fc964ff", false)]
    public void A_page_that_asks_for_another_application_than_that_of_the_settings_is_not_shown(string onBoard, bool isShown)
    {
        var setting = Setting(onBoard).WithAppId(AppId, AppIdSource.Given);

        if (isShown)
        {
            OnBoardUriResolver.DemandPage(setting, KaceAadEnvironment.Global);
        }
        else
        {
            Assert.Equal("7f9619ff-8b86-d011-b42d-00cf4fc964ff", Expect.Error(ErrorCodes.ConsentForAnotherApp, () => OnBoardUriResolver.DemandPage(setting, KaceAadEnvironment.Global)).Target);
        }
    }

    [Fact]
    public async Task A_sign_in_host_is_only_trusted_while_its_environment_is_known()
    {
        await using var signIn = await LoopbackServer.RedirectingAsync(_certificate);
        await using var kace = await LoopbackServer.RedirectingAsync(_certificate, ("/onboard", $"{signIn.Origin}/common/adminconsent?client_id={AppId}"));

        var error = await Expect.ErrorAsync(
            ErrorCodes.UntrustedConsentHost, () => ResolveAsync(Setting(kace.Origin + "/onboard"), trust: kace.AsSignIn(_certificate)));

        Assert.Equal(new Uri(signIn.Origin).Authority, error.Target);
        Assert.Empty(signIn.Requests);
    }

    [Theory]
    [InlineData("http://login.microsoftonline.com/common/adminconsent?client_id=" + AppId, "login.microsoftonline.com")]
    [InlineData("http://acme.kacecloud.example/", "acme.kacecloud.example")]
    public async Task A_redirect_to_http_is_refused(string location, string host)
    {
        await using var kace = await LoopbackServer.RedirectingAsync(_certificate, ("/onboard", location));

        var error = await Expect.ErrorAsync(
            ErrorCodes.OnBoardRedirectInsecure, () => ResolveAsync(Setting(kace.Origin + "/onboard"), trust: kace.AsSignIn(_certificate)));

        Assert.Equal(host, error.Target);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/adminconsent", "names no app")]
    [InlineData("https://login.microsoftonline.com/common/adminconsent?client_id=kace", "names no app")]
    [InlineData("https://login.microsoftonline.com/common/adminconsent?client_id=" + AppId + "&client_id=7f9619ff-8b86-d011-b42d-00cf4fc964ff", "names no app")]
    [InlineData("ms-device-enrollment:?mode=mdm", "not a web address")]
    [InlineData("javascript:alert(1)", "not a web address")]
    [InlineData("https://", "not a web address")]
    [InlineData("https:\\\\evil.example\\adminconsent", "not a web address")]
    [InlineData("https://login.micros%D0%BEftonline.com/common/adminconsent", "not a web address")]
    [InlineData("/end?code=hidden", "/end (HTTP 200)")]
    public async Task Where_no_app_is_named_the_advice_is_to_give_it(string location, string reason)
    {
        await using var kace = await LoopbackServer.RedirectingAsync(_certificate, ("/onboard", location));

        var error = await Expect.ErrorAsync(
            ErrorCodes.AppIdNotFound, () => ResolveAsync(Setting(kace.Origin + "/onboard?token=hidden"), trust: kace.AsSignIn(_certificate)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("-AppId", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message + error.Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(304)]
    [InlineData(401)]
    [InlineData(503)]
    public async Task A_page_that_does_not_redirect_is_the_end(int status)
    {
        await using var kace = await LoopbackServer.StartAsync(_certificate, http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = Consent;
            return Task.CompletedTask;
        });

        var error = await Expect.ErrorAsync(ErrorCodes.AppIdNotFound, () => ResolveAsync(Setting(kace.Origin), trust: kace.AsSignIn(_certificate)));

        Assert.Contains($"(HTTP {status})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_page_that_is_no_consent_page_is_not_taken_at_its_word()
    {
        await using var signIn = await LoopbackServer.RedirectingAsync(_certificate, ("/common/logout", $"/common/oauth2/authorize?client_id={AppId}"));
        await using var kace = await LoopbackServer.RedirectingAsync(
            _certificate, ("/onboard", $"{signIn.Origin}/common/logout?client_id=7f9619ff-8b86-d011-b42d-00cf4fc964ff"));

        var resolution = await ResolveAsync(Setting(kace.Origin + "/onboard"), signIn.AsSignIn(_certificate));

        Assert.Equal(AppId, resolution.AppId);
    }

    [Fact]
    public async Task The_time_is_limited_in_all()
    {
        await using var kace = await LoopbackServer.StartAsync(_certificate, async http =>
        {
            await Task.Delay(400, http.RequestAborted);
            http.Response.Redirect($"/{Guid.NewGuid()}");
        });
        var clock = Stopwatch.StartNew();

        var error = await Expect.ErrorAsync(
            ErrorCodes.OnBoardTimeout, () => ResolveAsync(Setting(kace.Origin), trust: kace.AsSignIn(_certificate), timeout: TimeSpan.FromSeconds(1)));

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(5));
        Assert.Contains("1 seconds in all", error.Message, StringComparison.Ordinal);
        Assert.Equal(new Uri(kace.Origin).Authority, error.Target);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_error()
    {
        await using var kace = await LoopbackServer.StartAsync(_certificate, http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var stop = new CancellationTokenSource(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ResolveAsync(Setting(kace.Origin), trust: kace.AsSignIn(_certificate), cancellationToken: stop.Token));
    }

    [Fact]
    public async Task A_host_without_a_trusted_certificate_is_not_believed()
    {
        await using var kace = await LoopbackServer.RedirectingAsync(_certificate, ("/onboard", Consent));

        var error = await Expect.ErrorAsync(ErrorCodes.OnBoardUnreachable, () => ResolveAsync(Setting(kace.Origin + "/onboard")));

        Assert.Contains("has no valid TLS certificate", error.Message, StringComparison.Ordinal);
        Assert.Equal(new Uri(kace.Origin).Authority, error.Target);
        Assert.Empty(kace.Requests);
    }

    [Fact]
    public async Task The_log_tells_each_request_without_its_query()
    {
        await using var kace = await LoopbackServer.RedirectingAsync(_certificate, ("/onboard", Consent));
        var log = new Lines();
        OperationLog.Current = log;

        await ResolveAsync(Setting(kace.Origin + "/onboard?token=hidden"), trust: kace.AsSignIn(_certificate));

        Assert.Matches($"^GET {kace.Origin}/onboard 302 [0-9]+ ms$", Assert.Single(log.Verboses));
    }

    private static KaceAadSetting Setting(string onBoard)
    {
        var uri = new Uri(onBoard);
        var kace = uri.Host == "localhost" ? uri.GetLeftPart(UriPartial.Authority) : "https://acme.kacecloud.example";
        return KaceAadSetting.Create(kace + "/TermsOfUse", kace + "/Discovery", onBoard);
    }

    private static Task<OnBoardResolution> ResolveAsync(
        KaceAadSetting setting, KaceAadEnvironment? known = null, KaceAadEnvironment? trust = null, TimeSpan? timeout = null, CancellationToken? cancellationToken = null) =>
        new OnBoardUriResolver(timeout ?? TimeSpan.FromSeconds(15)).ResolveAsync(
            setting, known is null ? KaceAadEnvironment.BuiltIn : [known, .. KaceAadEnvironment.BuiltIn], trust ?? known,
            cancellationToken ?? TestContext.Current.CancellationToken);

    private sealed class Lines : IOperationLog
    {
        public bool ShowsDebug => false;

        public List<string> Verboses { get; } = [];

        public void Verbose(string text) => Verboses.Add(text);

        public void Debug(string text) => throw new NotSupportedException(text);

        public void Warning(string text) => throw new NotSupportedException(text);

        public void Inform(string text) => throw new NotSupportedException(text);

        public void Progress(OperationProgress progress) => throw new NotSupportedException(progress.Status);
    }
}
