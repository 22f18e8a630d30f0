using KaceAzureAd.Module.Tests.Cmdlets;
using KaceAzureAd.Module.Tests.TestSupport;
using KaceAzureAd.Rehearsal.Engine;
using Microsoft.Playwright;

namespace KaceAzureAd.Browser.Tests;

/// <summary>Cmdlets that open the system's browser, and a person at it: real Chromium, in a window of its own for every test.</summary>
public abstract class BrowserTest(Chromium chromium) : CmdletTest
{
    protected const string Administrator = "admin@contoso.example";
    protected const string AdministratorPassword = "Demo-Admin-1";

    protected const string ConnectInBrowser = "Connect-KaceAad contoso.example -Environment Emulator";

    private OpenedAddresses? _opened;
    private IBrowserContext? _window;

    /// <summary>What the person looks at.</summary>
    protected IPage Page { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Required.Chromium();
        _opened = new OpenedAddresses();
        _window = await chromium.OpenWindowAsync();
        _window.SetDefaultTimeout(20_000);
        Page = await _window.NewPageAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        _opened?.Dispose();
        if (_window is not null)
            await _window.DisposeAsync();

        if (Session is not null)
            await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a script beside the test; its browser has opened when this returns, though no person has looked at it.</summary>
    protected Task<(Task<EngineResult> Run, string Address)> StartAsync(string script) => StartAsync(Session.Engine, script);

    /// <inheritdoc cref="StartAsync(string)"/>
    protected async Task<(Task<EngineResult> Run, string Address)> StartAsync(PowerShellEngine engine, string script)
    {
        var run = Task.Run(() => engine.Invoke(script));
        return (run, await _opened!.NextAsync(run, Cancellation));
    }

    /// <summary>Runs a script beside the test, and looks at the page that it opens.</summary>
    protected async Task<Task<EngineResult>> OpenAsync(string script)
    {
        var (run, address) = await StartAsync(script);
        await Page.GotoAsync(address);
        return run;
    }

    /// <summary>Fills in the sign-in page and sends it.</summary>
    protected async Task SignInAsync(string password = AdministratorPassword)
    {
        await Page.GetByLabel("User name").FillAsync(Administrator);
        await Page.GetByLabel("Password").FillAsync(password);
        await PressAsync("Sign in");
    }

    /// <summary>Signs in, and consents to whatever is asked.</summary>
    protected async Task SignInAndAcceptAsync()
    {
        await SignInAsync();
        await PressAsync("Accept");
        await SeeAsync("Signed in");
    }

    protected Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Waits for a page with this heading.</summary>
    protected Task SeeAsync(string heading) => Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).WaitForAsync();

    /// <summary>The session made with <see cref="CmdletTest.Connect"/> is the current one, the only one, and works.</summary>
    protected void SeeThatTheSessionStays()
    {
        Assert.Equal(["AccessToken"], Values("Get-KaceAadSession -All", "SignInMethod"));
        Assert.Equal(["AccessToken"], Values("Get-KaceAadSession", "SignInMethod"));
        RunWell("Get-KaceMobilityApp");
    }
}
