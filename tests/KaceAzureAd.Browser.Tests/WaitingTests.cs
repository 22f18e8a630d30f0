using System.Diagnostics;
using KaceAzureAd.Module.Tests.TestSupport;
using KaceAzureAd.Rehearsal;
using KaceAzureAd.Rehearsal.Engine;
using Microsoft.Playwright;

namespace KaceAzureAd.Browser.Tests;

/// <summary>Connect-KaceAad while nobody comes to an end in the browser.</summary>
public sealed class WaitingTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_page_that_is_closed_ends_the_wait_at_the_time_limit_and_the_current_session_stays()
    {
        RunWell(Connect);
        var (run, address) = await StartAsync(ConnectInBrowser + " -TimeoutSec 10");
        var watch = Stopwatch.StartNew();
        await Page.GotoAsync(address);
        await SignInAsync();
        await SeeAsync("Permissions requested");
        await Page.CloseAsync();

        Assert.Contains("-DeviceCode", TheError(await run, "SignInTimedOut"), StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(11));
        SeeThatTheSessionStays();
    }

    [Theory]
    [InlineData("Connect-KaceAad nowhere.example -Environment Emulator", "AADSTS90002")]
    [InlineData("Connect-KaceAad contoso.example -Environment Emulator -ClientId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01", "AADSTS50011")]
    public async Task What_the_service_cannot_send_back_is_told_on_its_page_and_Ctrl_C_ends_the_wait(string script, string code)
    {
        await CtrlC.EndsAtOnceAsync(async () =>
        {
            var run = await OpenAsync(script);
            await Page.GetByRole(AriaRole.Alert).GetByText(code).WaitForAsync();

            Assert.False(run.IsCompleted);
            return await CtrlC.StopAsync(Session.Engine, run);
        });
        Assert.Empty(RunWell("$Error").Output);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_at_once_without_an_error_and_the_next_sign_in_works()
    {
        RunWell(Connect);
        var firstAddress = "";
        await CtrlC.EndsAtOnceAsync(async () =>
        {
            (var first, firstAddress) = await StartAsync(ConnectInBrowser);
            return await CtrlC.StopAsync(Session.Engine, first);
        });
        Assert.Empty(RunWell("$Error").Output);
        SeeThatTheSessionStays();

        var second = await OpenAsync(ConnectInBrowser);
        await SignInAndAcceptAsync();
        Assert.Equal("Browser", $"{Assert.Single(Well(await second).Output).Properties["SignInMethod"].Value}");

        // The page of the first still stands open somewhere; nobody listens to it any more.
        await Page.GotoAsync(firstAddress);
        await SignInAsync();
        await Page.GetByText("ERR_CONNECTION_REFUSED").WaitForAsync();
    }

    [Fact]
    public async Task Sign_ins_wait_side_by_side_in_two_runspaces_and_each_gets_its_own()
    {
        using var another = new PowerShellEngine();
        another.ImportModule(RehearsalSession.Manifest);
        another.Runspace.SessionStateProxy.SetVariable("Rehearsal", Session.Stage);
        var (first, firstAddress) = await StartAsync(ConnectInBrowser);
        var (second, secondAddress) = await StartAsync(another, "Connect-KaceAad contoso.example -Environment $Rehearsal.Environment -ReadOnly");

        await Page.GotoAsync(secondAddress);
        await SignInAndAcceptAsync();
        Assert.True(IsReadOnly(Well(await second)));
        Assert.False(first.IsCompleted);

        await Page.GotoAsync(firstAddress);
        await SignInAndAcceptAsync();
        Assert.False(IsReadOnly(Well(await first)));

        static bool IsReadOnly(EngineResult result) => (bool)Assert.Single(result.Output).Properties["IsReadOnly"].Value;
    }
}
