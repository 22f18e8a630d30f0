using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>Both admin consent endpoints, walked through as a person does.</summary>
public sealed class AdminConsentTests : SignInTestBase
{
    private string V1 => $"{Authority}/adminconsent?client_id={ContosoWorld.KaceAppId}&state=abc";

    [Fact]
    public async Task An_administrator_accepts_everything_for_the_whole_organization()
    {
        var visit = await VisitAsync(V1, ContosoWorld.Admin);

        Assert.StartsWith($"{Host.Origins.KaceCloud}/contoso/onboarded?", visit.Address.AbsoluteUri, StringComparison.Ordinal);
        var query = Query(visit.Address);
        Assert.Equal("True", query["admin_consent"]);
        Assert.Equal(ContosoWorld.TenantId, query["tenant"]);
        Assert.Equal("abc", query["state"]);
        Assert.False(query.ContainsKey("error"));
        var grant = Assert.Single(Contoso.OAuth2PermissionGrants);
        Assert.Equal(("AllPrincipals", "User.Read"), (grant.ConsentType, grant.Scope));
        Assert.Equal(2, Contoso.AppRoleAssignments.Count);
        Assert.Contains(Contoso.ServicePrincipals, s => s.AppId == ContosoWorld.KaceAppId);
    }

    [Fact]
    public async Task The_page_lists_delegated_and_application_permissions_in_words()
    {
        var signIn = await PageAsync(new Uri(V1));
        var page = await PostAsync("login", signIn, ("login", ContosoWorld.Admin), ("passwd", ContosoWorld.Password));

        Assert.Contains("Sign in and read user profile", page, StringComparison.Ordinal);
        Assert.Contains("Read all devices", page, StringComparison.Ordinal);
        Assert.Contains("Read directory data", page, StringComparison.Ordinal);
        Assert.Empty(Contoso.ServicePrincipals);
    }

    [Fact]
    public async Task Cancel_tells_the_app_and_changes_nothing()
    {
        var query = Query((await VisitAsync(V1, ContosoWorld.Admin, accept: false)).Address);

        Assert.Equal("permission_denied", query["error"]);
        Assert.False(query.ContainsKey("state"));
        Assert.Empty(Contoso.ServicePrincipals);
    }

    [Theory]
    [InlineData(ContosoWorld.Ordinary)]
    [InlineData(ContosoWorld.AppAdmin)]
    public async Task Application_permissions_of_Graph_need_a_higher_role(string user)
    {
        var query = Query((await VisitAsync(V1, user)).Address);

        Assert.Equal("permission_denied", query["error"]);
        Assert.Empty(Contoso.ServicePrincipals);
    }

    [Fact]
    public async Task Delegated_permissions_need_an_application_administrator()
    {
        var app = Host.World.FindApplication(ContosoWorld.KaceAppId)!.Value.App;
        app.RequiredResourceAccess[0].Roles.Clear();

        Assert.Equal("permission_denied", Query((await VisitAsync(V1, ContosoWorld.Ordinary)).Address)["error"]);
        Assert.Equal("True", Query((await VisitAsync(V1, ContosoWorld.AppAdmin)).Address)["admin_consent"]);
    }

    [Fact]
    public async Task Version_2_grants_the_chosen_scopes_and_names_them()
    {
        var address = V1.Replace("/adminconsent", "/v2.0/adminconsent", StringComparison.Ordinal) + "&scope=" + Uri.EscapeDataString(Scope("Policy.Read.All"));
        var query = Query((await VisitAsync(address, ContosoWorld.AppAdmin)).Address);

        Assert.Equal("True", query["admin_consent"]);
        Assert.Equal(Scope("Policy.Read.All"), query["scope"]);
        Assert.Equal("Policy.Read.All", Assert.Single(Contoso.OAuth2PermissionGrants).Scope);
        Assert.Empty(Contoso.AppRoleAssignments);
    }

    [Fact]
    public async Task Version_2_sends_admin_consent_with_an_error_too()
    {
        var address = V1.Replace("/adminconsent", "/v2.0/adminconsent", StringComparison.Ordinal) + "&scope=" + Uri.EscapeDataString(Scope(".default"));
        var query = Query((await VisitAsync(address, ContosoWorld.Admin, accept: false)).Address);

        Assert.Equal("consent_required", query["error"]);
        Assert.StartsWith("AADSTS65004", query["error_description"].ToString(), StringComparison.Ordinal);
        Assert.Equal("True", query["admin_consent"]);
        Assert.Equal("abc", query["state"]);
        Assert.Empty(Contoso.ServicePrincipals);
    }

    [Theory]
    [InlineData("accept")]
    [InlineData("cancel")]
    public async Task Nobody_decides_without_signing_in(string decision)
    {
        var signIn = await PageAsync(new Uri(V1));
        Assert.Contains("AADSTS165000", await PostAsync("decide", signIn, ("decision", decision)), StringComparison.Ordinal);
        Assert.Empty(Contoso.ServicePrincipals);
    }

    [Theory]
    [InlineData("/adminconsent?client_id=99999999-9999-4999-8999-999999999999", "AADSTS700016")]
    [InlineData("/adminconsent?client_id=" + ContosoWorld.KaceAppId + "&redirect_uri=https://elsewhere.example/", "AADSTS50011")]
    [InlineData("/adminconsent", "AADSTS900144")]
    [InlineData("/v2.0/adminconsent?client_id=" + ContosoWorld.KaceAppId, "AADSTS900144")]
    public async Task What_is_wrong_at_once_gets_a_page(string path, string code) =>
        Assert.Contains(code, await PageAsync(new Uri(Authority + path)), StringComparison.Ordinal);

    [Fact]
    public async Task Version_2_is_not_for_common() =>
        Assert.Contains("AADSTS90009", await PageAsync(new Uri($"{Host.Origins.SignIn}/common/v2.0/adminconsent?client_id={ContosoWorld.KaceAppId}&scope=User.Read")), StringComparison.Ordinal);

    private static Dictionary<string, StringValues> Query(Uri address) => QueryHelpers.ParseQuery(address.Query);
}
