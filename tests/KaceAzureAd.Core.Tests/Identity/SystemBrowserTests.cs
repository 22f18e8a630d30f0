using KaceAzureAd.Core.Tests.Connection;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Core.Tests.Identity;

/// <summary>The command that opens a browser where there is no Windows: the one in BROWSER, of which no other test asks.</summary>
public sealed class SystemBrowserTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("BROWSER");
    private readonly TemporaryFolder _folder = new();

    public SystemBrowserTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows itself which browser is the person's.");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("BROWSER", _before);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("https://login.example/authorize?a='b'&c=%22d%22;$(touch%20x)")]
    [InlineData("http://localhost:1234/done")]
    public async Task The_address_reaches_the_command_as_it_is_and_nothing_of_it_is_run(string address)
    {
        var told = Path.Combine(_folder.Path, "told");
        await CommandAsync($"printf %s \"$1\" > '{told}.part' && mv '{told}.part' '{told}'");

        await OpenAsync(address);
        for (var i = 0; i < 300 && !File.Exists(told); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken); // A slow machine's command may still be about to begin.
        }

        Assert.Equal(new Uri(address).AbsoluteUri, await File.ReadAllTextAsync(told, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_browser_that_goes_on_running_is_not_waited_for()
    {
        await CommandAsync("sleep 30 & wait");

        await OpenAsync("https://login.example/").WaitAsync(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_command_that_fails_is_said_with_its_exit_code_and_without_the_query()
    {
        await CommandAsync("exit 3");

        var error = await Assert.ThrowsAsync<KaceAadException>(() => OpenAsync("https://login.example/authorize?secret=1"));

        Assert.Equal(ErrorCodes.BrowserNotOpened, error.Code);
        Assert.Contains("ended with exit code 3", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Contains("-DeviceCode", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://login.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    public async Task What_is_no_page_of_a_service_is_not_opened(string address) =>
        Assert.Contains("it is not an https address", (await Assert.ThrowsAsync<KaceAadException>(() => OpenAsync(address))).Message, StringComparison.Ordinal);

    private static Task OpenAsync(string address) => new SystemBrowser().OpenAsync(new Uri(address), TestContext.Current.CancellationToken);

    private async Task CommandAsync(string script)
    {
        var path = Path.Combine(_folder.Path, "browser");
        await File.WriteAllTextAsync(path, "#!/bin/sh\n" + script + "\n", TestContext.Current.CancellationToken);
#pragma warning disable CA1416 // Not on Windows, see above.
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        Environment.SetEnvironmentVariable("BROWSER", path);
    }
}
