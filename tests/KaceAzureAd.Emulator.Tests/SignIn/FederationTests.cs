using KaceAzureAd.Emulator.SignIn;
using KaceAzureAd.Emulator.State;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Emulator.Tests.SignIn;

/// <summary>Apps that an outside issuer vouches for.</summary>
public sealed class FederationTests : SignInTestBase
{
    private const string Subject = "repo:contoso/kace:environment:production";

    private Application App => Host.World.FindApplication(ContosoWorld.WebAppId)!.Value.App;

    [Fact]
    public async Task MSAL_signs_an_app_in_with_an_outside_issuers_token()
    {
        Host.World.ConsentTenantWide(Contoso, App);
        App.FederatedCredentials.Add(new() { Issuer = OutsideIdentityProvider.Issuer, Subject = Subject });
        var result = await AcquireAsync(Host.OutsideIdentityProvider.IssueToken(Subject));

        Assert.Equal("Device.Read.All", (await ValidatedAsync(result.AccessToken)).GetClaim("roles").Value);
    }

    [Theory]
    [InlineData("none", "AADSTS70025")]
    [InlineData("issuer", "AADSTS700211")]
    [InlineData("audience", "AADSTS700212")]
    [InlineData("subject", "AADSTS700213")]
    [InlineData("case", "AADSTS7002138")]
    [InlineData("expired", "AADSTS700024")]
    [InlineData("signature", "AADSTS50013")]
    [InlineData("malformed", "AADSTS50027")]
    [InlineData("unreachable", "AADSTS501661")]
    public async Task MSAL_is_told_what_does_not_match(string wrong, string code)
    {
        if (wrong != "none")
        {
            App.FederatedCredentials.Add(new() { Issuer = wrong == "issuer" ? "https://other.example" : OutsideIdentityProvider.Issuer, Subject = Subject });
        }

        var outside = Host.OutsideIdentityProvider;
        var token = wrong switch
        {
            "audience" => outside.IssueToken(Subject, "api://another"),
            "subject" => outside.IssueToken("repo:contoso/kace:ref:refs/heads/main"),
            "case" => outside.IssueToken(Subject.ToUpperInvariant()),
            "expired" => outside.IssueToken(Subject, lifetime: TimeSpan.FromMinutes(-10)),
            "signature" => outside.IssueToken(Subject)[..^6] + "AAAAAA",
            "malformed" => "not-a-token",
            _ => outside.IssueToken(Subject),
        };
        if (wrong == "unreachable")
        {
            // A token of the tenant itself: its issuer is known to the app, but not one that the service can ask.
            App.FederatedCredentials[0].Issuer = Host.Context.Tokens.IssuerOf(ContosoWorld.TenantId);
            token = Host.Context.Tokens.Issue(ContosoWorld.TenantId, "api://AzureADTokenExchange", new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = Subject }, TimeSpan.FromMinutes(5));
        }

        var failure = await Assert.ThrowsAsync<MsalServiceException>(() => AcquireAsync(token));
        Assert.StartsWith(code + ":", failure.Message[failure.Message.IndexOf("AADSTS", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain(token, failure.ToString(), StringComparison.Ordinal);
    }

    private Task<AuthenticationResult> AcquireAsync(string token) =>
        ConfidentialClient(app => app.WithClientAssertion((AssertionRequestOptions _) => Task.FromResult(token))).AcquireTokenForClient([Scope(".default")]).ExecuteAsync(Cancellation);
}
