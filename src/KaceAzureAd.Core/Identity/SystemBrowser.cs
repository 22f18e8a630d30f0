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
    // A command that finds no browser ends soon; one that is the browser may go on for hours.
    private static readonly TimeSpan EndsSoon = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task OpenAsync(Uri page, CancellationToken cancellationToken)
    {
        if (page.Scheme != Uri.UriSchemeHttps && !(page.Scheme == Uri.UriSchemeHttp && page.IsLoopback))
        {
            throw new KaceAadException(ErrorCodes.BrowserNotOpened, $"'{page}' is not opened: it is not an https address.", "Check where the address came from.") { Target = page };
        }

        try
        {
            using var process = Process.Start(Start(page.AbsoluteUri));
            if (process is not null && !IsWindows && await ExitCodeAsync(process, cancellationToken) is not (null or 0) and var code)
            {
                throw NotOpened(page, $"'{Command}' ended with exit code {code}");
            }
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            throw NotOpened(page, e.Message.TrimEnd('.'), e);
        }
    }

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static string Command => Environment.GetEnvironmentVariable("BROWSER") is { Length: > 0 } named ? named
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "open"
        : "xdg-open";

    private static KaceAadException NotOpened(Uri page, string why, Exception? inner = null) => new(
        ErrorCodes.BrowserNotOpened, $"No browser could be opened for {page.GetLeftPart(UriPartial.Authority)}: {why}.",
        "Use -DeviceCode to sign in, or -NoBrowser where an address is to be opened elsewhere.", inner) { Target = page };

    /// <summary>Its exit code, or null where it still runs.</summary>
    private static async Task<int?> ExitCodeAsync(Process process, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < EndsSoon && !process.HasExited;)
        {
            await Task.Delay(50, cancellationToken);
        }

        return process.HasExited ? process.ExitCode : null;
    }

    // What the command says is about itself and repeats the address: neither belongs on the administrator's screen.
    private static ProcessStartInfo Start(string address) => IsWindows
        ? new ProcessStartInfo(address) { UseShellExecute = true }
        : new ProcessStartInfo("/bin/sh", $"-c \"exec \\\"$0\\\" \\\"$1\\\" >/dev/null 2>&1\" \"{Command.Replace("\"", "\\\"")}\" \"{address}\"") { UseShellExecute = false };
}
