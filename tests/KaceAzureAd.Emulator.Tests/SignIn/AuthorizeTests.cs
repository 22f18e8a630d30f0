using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>The authorize endpoint and its pages, as a browser sees them.</summary>
public sealed class AuthorizeTests : SignInTestBase
{
    private const string Verifier = "a-code-verifier-of-at-least-forty-three-characters";

    private static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    [Fact]
    public async Task A_foreign_redirect_uri_gets_a_page_and_nothing_is_sent_there()
    {
        var visit = await VisitAsync(Address(("redirect_uri", "https://elsewhere.example/")), ContosoWorld.Admin);

        Assert.Equal(new Uri(Host.Origins.SignIn).Authority, visit.Address.Authority);
        Assert.Equal(400, visit.Status);
        Assert.Contains("AADSTS50011", visit.Text, StringComparison.Ordinal);
        Assert.Contains("Correlation Id:", visit.Text, StringComparison.Ordinal);
        Assert.Contains("Timestamp:", visit.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:54321", true)]
    [InlineData("http://localhost", true)]
    [InlineData("https://localhost:54321", false)]
    [InlineData("http://localhost:54321/other", false)]
    [InlineData("http://localhost.elsewhere.example:54321", false)]
    [InlineData("http://user@localhost:54321", false)]
    public async Task A_loopback_redirect_uri_may_have_any_port_and_nothing_else(string redirectUri, bool accepted)
    {
        var page = await PageAsync(Address(("redirect_uri", redirectUri)));

        Assert.Equal(!accepted, page.Contains("AADSTS50011", StringComparison.Ordinal));
        Assert.Equal(accepted, page.Contains("Password", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("client_id", "99999999-9999-4999-8999-999999999999", "AADSTS700016")]
    [InlineData("client_id", "", "AADSTS900144")]
    public async Task An_unknown_app_gets_a_page(string name, string value, string code) =>
        Assert.Contains(code, await PageAsync(Address((name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("nowhere.example", "AADSTS90002")]
    [InlineData(ContosoWorld.OtherTenantId, "AADSTS700016")]
    [InlineData("organizations", "AADSTS50194")]
    public async Task A_tenant_that_does_not_fit_the_app_gets_a_page(string tenant, string code)
    {
        var page = await PageAsync(Address(tenant, ("client_id", ContosoWorld.WebAppId), ("redirect_uri", ContosoWorld.WebAppRedirect)));
        Assert.Contains(code, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code_challenge", "", "invalid_request", "AADSTS9002325")]
    [InlineData("code_challenge_method", "plain", "invalid_request", "AADSTS50148")]
    [InlineData("response_type", "token", "unsupported_response_type", "AADSTS700054")]
    [InlineData("response_mode", "fragment", "unsupported_response_mode", "AADSTS70007")]
    [InlineData("prompt", "none", "login_required", "AADSTS50058")]
    [InlineData("prompt", "perhaps", "invalid_request", "AADSTS90023")]
    [InlineData("scope", "", "invalid_request", "AADSTS900144")]
    [InlineData("scope", "Everything.ReadWrite.All", "invalid_scope", "AADSTS70011")]
    [InlineData("scope", "https://elsewhere.example/.default", "invalid_resource", "AADSTS500011")]
    public async Task Other_errors_go_to_the_app(string name, string value, string error, string code)
    {
        using var response = await Http.GetAsync(Address((name, value)), Cancellation);

        Assert.Equal(302, (int)response.StatusCode);
        var query = QueryHelpers.ParseQuery(response.Headers.Location!.Query);
        Assert.Equal("localhost:54321", response.Headers.Location!.Authority);
        Assert.Equal(error, query["error"]);
        Assert.StartsWith(code + ":", query["error_description"].ToString(), StringComparison.Ordinal);
        Assert.Equal("state & more", query["state"]);
    }

    [Fact]
    public async Task A_wrong_password_is_told_on_the_page()
    {
        var visit = await VisitAsync(Address(), ContosoWorld.Admin, password: "wrong");

        Assert.Contains("AADSTS50126", visit.Text, StringComparison.Ordinal);
        Assert.Equal("Sign in", visit.Title);
    }

    [Theory]
    [InlineData(ContosoWorld.Stranger, "AADSTS50020")]
    [InlineData("nobody@contoso.example", "AADSTS50034")]
    public async Task A_user_who_is_not_of_the_tenant_is_told_so(string user, string code) =>
        Assert.Contains(code, (await VisitAsync(Address(), user)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(false, "Principal")]
    [InlineData(true, "AllPrincipals")]
    public async Task An_administrator_chooses_whom_the_consent_is_for(bool forOrganization, string consentType)
    {
        using var visitor = Visitor(forOrganization);
        var visit = await visitor.SignInAndAcceptAsync(WebAppAddress("Policy.Read.All"), ContosoWorld.AppAdmin, ContosoWorld.Password, cancellationToken: Cancellation);

        Assert.True(QueryHelpers.ParseQuery(visit.Address.Query).ContainsKey("code"), visit.Text);
        var grant = Assert.Single(Contoso.OAuth2PermissionGrants);
        Assert.Equal(consentType, grant.ConsentType);
        Assert.Equal("Policy.Read.All openid", grant.Scope);
    }

    [Fact]
    public async Task Consent_given_once_is_not_asked_again()
    {
        await VisitAsync(WebAppAddress("User.Read"), ContosoWorld.Ordinary);
        Host.Log.Clear();
        await VisitAsync(WebAppAddress("User.Read"), ContosoWorld.Ordinary);

        Assert.DoesNotContain(Host.Log.Entries, e => e.Path == "/common/decide");
        await VisitAsync(new Uri(WebAppAddress("User.Read") + "&prompt=consent"), ContosoWorld.Ordinary);
        Assert.Contains(Host.Log.Entries, e => e.Path == "/common/decide");
    }

    [Fact]
    public async Task The_consent_page_tells_the_permissions_in_words_and_encodes_what_it_prints()
    {
        var signIn = await Http.GetStringAsync(WebAppAddress("User.Read"), Cancellation);
        Assert.Contains("Contoso &lt;b&gt;web&lt;/b&gt; app", signIn, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", signIn, StringComparison.Ordinal);

        var consent = await PostAsync("login", signIn, ("login", ContosoWorld.Ordinary), ("passwd", ContosoWorld.Password));
        Assert.Contains("Sign in and read user profile", consent, StringComparison.Ordinal);
        Assert.DoesNotContain("on behalf of your organization", consent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ordinary_user_cannot_consent_for_the_organization_by_a_form_of_their_own()
    {
        var signIn = await Http.GetStringAsync(WebAppAddress("User.Read"), Cancellation);
        await PostAsync("login", signIn, ("login", ContosoWorld.Ordinary), ("passwd", ContosoWorld.Password));
        var answer = await PostAsync("decide", signIn, ("decision", "accept"), ("organization", "true"));

        Assert.Contains("AADSTS90094", answer, StringComparison.Ordinal);
        Assert.Empty(Contoso.OAuth2PermissionGrants);
    }

    [Fact]
    public async Task A_disabled_app_cannot_be_signed_in_to()
    {
        await VisitAsync(WebAppAddress("User.Read"), ContosoWorld.Ordinary);
        Contoso.ServicePrincipals.Find(s => s.AppId == ContosoWorld.WebAppId)!.AccountEnabled = false;

        Assert.Contains("AADSTS7000112", (await VisitAsync(WebAppAddress("User.Read"), ContosoWorld.Ordinary)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_good_once_and_only_with_its_verifier_and_address()
    {
        var code = QueryHelpers.ParseQuery((await VisitAsync(WebAppAddress("openid User.Read"), ContosoWorld.Ordinary)).Address.Query)["code"].ToString();
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = ContosoWorld.WebAppId,
            ["client_secret"] = ContosoWorld.WebAppSecret,
            ["redirect_uri"] = ContosoWorld.WebAppRedirect,
            ["code"] = code,
            ["code_verifier"] = Verifier,
        };

        Assert.Equal(("invalid_grant", 501481, 400), await RefusalAsync(new(form) { ["code_verifier"] = "another" }));
        Assert.Equal(("invalid_grant", 500112, 400), await RefusalAsync(new(form) { ["redirect_uri"] = "https://elsewhere.example/" }));
        Assert.Equal(("invalid_client", 7000215, 401), await RefusalAsync(new(form) { ["client_secret"] = "another" }));
        Assert.Equal(("invalid_grant", 70000, 400), await RefusalAsync(new(form) { ["code"] = "another" }));

        var (status, body) = await TokenAsync(form);
        Assert.Equal(200, status);
        Assert.Equal("Bearer", body.GetProperty("token_type").GetString());
        Assert.False(body.TryGetProperty("refresh_token", out _));
        Assert.True(body.TryGetProperty("id_token", out _));
        Assert.Equal(("invalid_grant", 54005, 400), await RefusalAsync(form));
    }

    private Uri WebAppAddress(string scope) => Address(
        ("client_id", ContosoWorld.WebAppId), ("redirect_uri", ContosoWorld.WebAppRedirect), ("scope", "openid " + scope), ("response_mode", "query"));

    private Uri Address(params (string Name, string Value)[] changes) => Address(ContosoWorld.TenantId, changes);

    private Uri Address(string tenant, params (string Name, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = ContosoWorld.CommandLineTools,
            ["redirect_uri"] = "http://localhost:54321",
            ["response_type"] = "code",
            ["scope"] = "openid offline_access User.Read",
            ["state"] = "state & more",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        return new Uri(QueryHelpers.AddQueryString($"{Host.Origins.SignIn}/{tenant}/oauth2/v2.0/authorize", query));
    }
}
