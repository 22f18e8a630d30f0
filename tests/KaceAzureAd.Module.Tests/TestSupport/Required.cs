using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KaceAzureAd.Module.Tests.TestSupport;

/// <summary>
/// What a test needs of the machine. Where it is not at hand the test is skipped, unless the environment variable KACEAAD_TESTS_REQUIRE
/// names it: then the test fails.
/// </summary>
internal static class Required
{
    /// <summary>Where Debian's package puts it.</summary>
    public const string ChromiumPath = "/usr/bin/chromium";

    /// <summary>Where Debian's package puts it.</summary>
    public const string MonoPath = "/usr/bin/mono";

    // A part of mono-devel, which mono-runtime alone does not bring.
    private const string MonoFacade = "/usr/lib/mono/4.5/Facades/netstandard.dll";

    private static readonly Lazy<bool> HasKeyring = new(() => !OperatingSystem.IsLinux() || IsDefaultKeyringUnlocked());

    public static bool HasChromium => File.Exists(ChromiumPath);

    public static bool HasMono => File.Exists(MonoPath) && File.Exists(MonoFacade);

    /// <summary>Chromium, to be driven.</summary>
    public static void Chromium() => Demand("chromium", HasChromium, $"there is no {ChromiumPath}");

    /// <summary>A place that the platform encrypts: on Linux libsecret, a session bus, and on it a keyring that is unlocked.</summary>
    public static void Keyring() => Demand("keyring", HasKeyring.Value, "libsecret finds no unlocked keyring on a session bus");

    /// <summary>What src/KaceAzureAd.Package makes.</summary>
    /// <param name="artifacts">Where it makes it.</param>
    public static void Package(string artifacts) =>
        Demand("package", Directory.Exists(artifacts), $"there is no {artifacts}; 'dotnet build src/KaceAzureAd.Package -t:Package' makes it");

    /// <summary>Mono with all that .NET Framework has.</summary>
    public static void Mono() => Demand("mono", HasMono, $"there is no {MonoPath}, or no {MonoFacade}");

    private static void Demand(string name, bool isThere, string lack)
    {
        var demanded = (Environment.GetEnvironmentVariable("KACEAAD_TESTS_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries);
        Assert.False(!isThere && demanded.Contains(name, StringComparer.Ordinal), $"KACEAAD_TESTS_REQUIRE demands {name}, but {lack}.");
        Assert.SkipUnless(isThere, $"Needs {name}: {lack}.");
    }

    private static bool IsDefaultKeyringUnlocked()
    {
        if (!NativeLibrary.TryLoad("libsecret-1.so.0", out _))
            return false;

        try
        {
            using var asked = Process.Start(new ProcessStartInfo("dbus-send", [
                "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets/aliases/default",
                "org.freedesktop.DBus.Properties.Get", "string:org.freedesktop.Secret.Collection", "string:Locked"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            return asked.StandardOutput.ReadToEnd().Contains("boolean false", StringComparison.Ordinal);
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
