using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;

namespace KaceAzureAd.Browser.Tests;

/// <summary>The page that the browser shows after signing in.</summary>
public sealed class PageAfterwardsTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData("Accept", "Signed in")]
    [InlineData("Cancel", "Not signed in")]
    public async Task It_says_how_it_went_and_that_it_can_be_closed_tries_to_close_and_needs_nothing_from_elsewhere(string button, string title)
    {
        List<IRequest> asked = [];
        Page.Request += (_, request) => asked.Add(request);
        await Page.AddInitScriptAsync("window.close = () => document.title += ', closed'");
        var run = await OpenAsync(ConnectInBrowser);
        await SignInAsync();
        await PressAsync(button);
        await SeeAsync(title);
        await run;

        Assert.Contains("This page can be closed.", await Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await SeeThatItIsReadableAsync();
        await Page.WaitForFunctionAsync("title => document.title === `${title} - KaceAzureAd, closed`", title);

        var answer = Assert.Single(asked, r => !r.Url.StartsWith(Session.Emulator.Origins.SignIn, StringComparison.Ordinal));
        using var page = await new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocumentAsync(await (await answer.ResponseAsync())!.TextAsync(), Cancellation);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task What_anybody_sends_to_it_is_not_made_part_of_it()
    {
        var (run, address) = await StartAsync(ConnectInBrowser);
        var listener = QueryHelpers.ParseQuery(new Uri(address).Query)["redirect_uri"].ToString();
        await Page.SetContentAsync($"""
            <form method="post" action="{listener}"><input name="error" value="x<b>y</b>"><input name="error_description" value="&lt;img src=x onerror='document.title=1'&gt;"></form>
            """);
        await Page.EvaluateAsync("document.forms[0].submit()");
        await SeeAsync("Not signed in");

        Assert.Equal(0, await Page.Locator("b, img").CountAsync());
        TheError(await run, "SignInFailed");
    }

    private async Task SeeThatItIsReadableAsync()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var light = await BrightnessAsync();
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var dark = await BrightnessAsync();
        Assert.True(light is { Text: < 64, Paper: > 192 } && dark is { Text: > 192, Paper: < 64 }, $"Light {light}, dark {dark}.");
    }

    private async Task<(int Text, int Paper)> BrightnessAsync()
    {
        var colours = await Page.EvaluateAsync<int[]>("""
            () => ['color', 'backgroundColor'].map(name => {
                const parts = getComputedStyle(document.querySelector('main'))[name].match(/\d+/g).slice(0, 3).map(Number);
                return Math.round(parts.reduce((sum, part) => sum + part) / 3);
            })
            """);
        return (colours[0], colours[1]);
    }
}
