namespace KaceAzureAd.Browser.Tests;

/// <summary>Admin consent through KACE Cloud's MDM On-Board URI, from KACE Cloud's page on.</summary>
public sealed class GrantConsentTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Grant = "Grant-KaceConsent -Setting $setting -Confirm:$false";

    [Fact]
    public async Task Consent_given_in_the_browser_is_seen_and_returned()
    {
        await TakeSettingsAsync();
        var run = await OpenAsync(Grant);
        await SignInAsync();
        await SeeAsync("Permissions requested: review for your organization");
        await PressAsync("Accept");
        await SeeAsync("Thank you");

        var consents = Well(await run).Output;
        var kace = World.FindApplication(KaceAppId)!.Value.App.RequiredResourceAccess;
        Assert.Equal(
            kace.SelectMany(r => r.Scopes.Concat(r.Roles)).Order(StringComparer.Ordinal),
            consents.Select(c => $"{c.Properties["Permission"].Value}").Order(StringComparer.Ordinal));
        Assert.All(consents, c => Assert.True((bool)c.Properties["IsTenantWide"].Value));
    }

    [Fact]
    public async Task Consent_that_is_declined_is_not_seen_within_the_time_given()
    {
        await TakeSettingsAsync();
        var run = await OpenAsync(Grant + " -TimeoutSec 3");
        await SignInAsync();
        await PressAsync("Cancel");
        await SeeAsync("KACE Cloud was not added to Azure AD");

        Assert.Contains("accept", TheError(await run, "ConsentNotSeen"), StringComparison.Ordinal);
        Assert.Empty(Contoso.AppRoleAssignments);
    }

    [Fact]
    public async Task What_is_copied_from_the_page_is_what_the_page_shows()
    {
        await TakeSettingsAsync();
        foreach (var (label, property) in new[] { ("MDM Terms Of Use URI", "TermsOfUseUri"), ("MDM Discovery URI", "DiscoveryUri"), ("MDM On-Board URI", "OnBoardUri") })
        {
            await PressAsync($"Copy {label}");
            Assert.Equal([await ClipboardAsync()], Values("$setting", property));
        }
    }

    /// <summary>Signs in, and takes KACE Cloud's settings as a person does: select all, copy.</summary>
    private async Task TakeSettingsAsync()
    {
        await Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Page.GotoAsync(Session.Stage.KaceSettingUri.AbsoluteUri);
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.PressAsync("Control+C");
        Session.Engine.Runspace.SessionStateProxy.SetVariable("copied", await ClipboardAsync());
        RunWell(Connect + "$setting = $copied | ConvertFrom-KaceAadSetting");
    }

    private Task<string> ClipboardAsync() => Page.EvaluateAsync<string>("navigator.clipboard.readText()");
}
