using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Identity;

/// <summary>
/// The person's own browser. On Linux and macOS the command in the environment variable BROWSER comes first, as is the custom there.
/// </summary>
public sealed class SystemBrowser : IBrowser
{
    /// <inheritdoc/>
    public Task OpenAsync(Uri page, CancellationToken cancellationToken)
    {
        if (page.Scheme != Uri.UriSchemeHttps && !page.IsLoopback)
        {
            throw new KaceAadException(ErrorCodes.BrowserNotOpened, $"'{page}' is not opened: it is not an https address.", "Check where the address came from.") { Target = page };
        }

        try
        {
            using var process = Process.Start(Command(page.AbsoluteUri));
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            throw new KaceAadException(
                ErrorCodes.BrowserNotOpened, $"No browser could be opened for {page.GetLeftPart(UriPartial.Authority)}: {e.Message}",
                "Use -DeviceCode to sign in, or -NoBrowser where an address is to be opened elsewhere.", e) { Target = page };
        }

        return Task.CompletedTask;
    }

    private static ProcessStartInfo Command(string address)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return new ProcessStartInfo(address) { UseShellExecute = true };
        }

        var command = Environment.GetEnvironmentVariable("BROWSER") is { Length: > 0 } named ? named
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "open"
            : "xdg-open";
        return new ProcessStartInfo(command, address) { UseShellExecute = false };
    }
}
