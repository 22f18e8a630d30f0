namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>A machine without a browser.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class BrowserNotOpenedTests : SignInTest
{
    [Theory]
    [InlineData("/bin/false")]
    [InlineData("/nonexistent/browser")]
    public void Nobody_is_waited_for_and_it_is_said_so(string browser)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no BROWSER.");
        Environment.SetEnvironmentVariable("BROWSER", browser);
        try
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Assert.Contains("-DeviceCode", Refused("BrowserNotOpened", Contosos), StringComparison.Ordinal);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "It waited for a browser that was not there.");
        }
        finally
        {
            Environment.SetEnvironmentVariable("BROWSER", null);
        }
    }
}
