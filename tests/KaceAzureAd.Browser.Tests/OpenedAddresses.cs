using System.Diagnostics;
using KaceAzureAd.Module.Tests.Loading;

namespace KaceAzureAd.Browser.Tests;

/// <summary>
/// What the module opens in the system's browser while a test runs: the environment variable BROWSER names a command that notes the
/// addresses it is given, for the test to open them in its Chromium.
/// </summary>
internal sealed class OpenedAddresses : IDisposable
{
    private const string Variable = "BROWSER";
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly string _list;
    private int _taken;

    public OpenedAddresses()
    {
        _list = Path.Combine(_folder.Path, "addresses");
        var command = Path.Combine(_folder.Path, "browser");
        File.WriteAllText(_list, "");
        File.WriteAllText(command, $"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{_list}'\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable(Variable, command);
    }

    /// <summary>The next address, as soon as there is one; where the work that should open it ends without, that is told.</summary>
    public async Task<string> NextAsync(Task opener, CancellationToken cancellationToken)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(10, cancellationToken))
        {
            var hasEnded = opener.IsCompleted;
            var addresses = await File.ReadAllLinesAsync(_list, cancellationToken);
            if (addresses.Length > _taken)
                return addresses[_taken++];

            Assert.False(hasEnded, "The cmdlet ended and opened no browser.");
            Assert.True(watch.Elapsed < AtMost, "The cmdlet opens no browser.");
        }
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Dispose();
    }
}
