namespace KaceAzureAd.Module.Tests.Cmdlets.Connection;

/// <summary>Pages where a person has something to do are opened on request, and only then.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class OpenedPageTests : ConnectionTest
{
    [Theory]
    [InlineData("-OpenPage", true)]
    [InlineData("", false)]
    public void The_page_where_an_administrator_consents_is_opened_where_that_is_asked_for(string option, bool isOpened)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no BROWSER.");
            return;
        }

        var opened = Path.Combine(Folder, "opened");
        var browser = Path.Combine(Folder, "browser.sh");
        File.WriteAllText(browser, $"#!/bin/sh\necho \"$1\" > {opened}\n");
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("BROWSER", browser);
        try
        {
            TheError(Run($"Set-KaceAadConnection $setting -JournalPath $journal -Confirm:$false -TimeoutSec 1 {option}"), "PersonNeeded");
        }
        finally
        {
            Environment.SetEnvironmentVariable("BROWSER", null);
        }

        Assert.Equal(isOpened ? Values("$setting.OnBoardUri", "AbsoluteUri")[0] : null, File.Exists(opened) ? File.ReadAllText(opened).Trim() : null);
    }
}
