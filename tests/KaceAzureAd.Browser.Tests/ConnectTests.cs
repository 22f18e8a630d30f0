using KaceAzureAd.Module.Tests.TestSupport;
using Microsoft.Playwright;

namespace KaceAzureAd.Browser.Tests;

/// <summary>Connect-KaceAad with a person who comes to an end in the browser.</summary>
public sealed class ConnectTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Signing_in_and_consenting_makes_a_session_with_the_account_and_what_was_consented_to()
    {
        var run = await OpenAsync(ConnectInBrowser);
        await SignInAsync();
        await SeeAsync("Permissions requested");
        await PressAsync("Accept");
        await SeeAsync("Signed in");

        var session = Assert.Single(Well(await run).Output);
        Assert.Equal(Administrator, session.Properties["Account"].Value);
        Assert.Equal(Session.Stage.TenantId, session.Properties["TenantId"].Value);
        Assert.Equal("Browser", $"{session.Properties["SignInMethod"].Value}");
        Assert.Equal(
            Contoso.OAuth2PermissionGrants.SelectMany(g => g.Scope.Split(' ')).Where(IsOfGraph).Order(StringComparer.Ordinal),
            ((IEnumerable<string>)session.Properties["Scopes"].Value).Where(IsOfGraph).Order(StringComparer.Ordinal));
        RunWell("Get-KaceMobilityApp");

        // As in Application.ReadWrite.All; what signs a person in is named without a dot.
        static bool IsOfGraph(string scope) => scope.Contains('.', StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declining_is_one_clear_error_and_the_current_session_stays()
    {
        RunWell(Connect);
        var run = await OpenAsync(ConnectInBrowser);
        await SignInAsync();
        await PressAsync("Cancel");
        await SeeAsync("Not signed in");

        Assert.Contains("declined", TheError(await run, "SignInFailed"), StringComparison.Ordinal);
        SeeThatTheSessionStays();
    }

    [Fact]
    public async Task A_wrong_password_is_told_on_the_page_and_the_right_one_signs_in()
    {
        var run = await OpenAsync(ConnectInBrowser);
        await SignInAsync("Wrong-1");
        await Page.GetByRole(AriaRole.Alert).GetByText("invalid username or password").WaitForAsync();
        Assert.False(run.IsCompleted);
        await SignInAndAcceptAsync();

        Assert.Equal(Administrator, Assert.Single(Well(await run).Output).Properties["Account"].Value);
    }

    [Fact]
    public async Task Nothing_that_is_shown_or_serialized_holds_a_token_a_code_or_a_password()
    {
        var run = await OpenAsync("$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; " + ConnectInBrowser + "; Get-KaceMobilityApp; Get-KaceAadSession | Out-Default");
        await SignInAndAcceptAsync();

        var all = SecretSearch.Everything(Well(await run));

        Assert.Contains("/oauth2/v2.0/token 200", all, StringComparison.Ordinal);
        Assert.DoesNotMatch(SecretSearch.Token(), all);
        Assert.All(["code=", "code_verifier", Contoso.Users[0].Password], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }
}
