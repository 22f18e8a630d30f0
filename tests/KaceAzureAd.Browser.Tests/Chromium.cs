using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Module.Tests.TestSupport;
using Microsoft.Playwright;

namespace KaceAzureAd.Browser.Tests;

/// <summary>Debian's Chromium, started once for all tests. Beside what the system trusts it trusts the emulator's key, and no other.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _driver;
    private IBrowser? _browser;

    /// <summary>A window of its own, with no cookies.</summary>
    public Task<IBrowserContext> OpenWindowAsync(BrowserNewContextOptions? options = null) => _browser!.NewContextAsync(options);

    public async ValueTask InitializeAsync()
    {
        if (!Required.HasChromium)
            return; // Each test says so.

        _driver = await Playwright.CreateAsync();
        _browser = await _driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Required.ChromiumPath,
            Headless = true,
            ChromiumSandbox = Environment.UserName != "root", // As root Chromium starts without its sandbox only.
            Args =
            [
                $"--ignore-certificate-errors-spki-list={LoopbackCertificate.ServerKeyHash}",
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();

        _driver?.Dispose();
    }
}
