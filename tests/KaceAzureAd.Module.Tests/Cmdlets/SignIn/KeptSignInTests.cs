using KaceAzureAd.Module.Tests.Loading;
using KaceAzureAd.Module.Tests.TestSupport;

namespace KaceAzureAd.Module.Tests.Cmdlets;

/// <summary>-ContextScope CurrentUser: the platform's secure store, or nothing.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class KeptSignInTests : SignInTest
{
    private const string Kept = Contosos + " -DeviceCode -ContextScope CurrentUser";

    [Fact]
    public void A_sign_in_is_kept_until_it_is_disconnected()
    {
        Required.Keyring();
        Connected(Kept);
        Session.Stage.ClearLog();

        var again = Connected(Kept);
        Assert.Equal("admin@contoso.example", Property(again, "Account"));
        Assert.Equal("CurrentUser", $"{Property(again, "ContextScope")}");
        Assert.DoesNotContain(Session.Stage.Log, e => e.Path.Contains("devicecode", StringComparison.Ordinal));

        // Another account than the remembered one has to sign in, and memory alone asks every time.
        Session.Emulator.SignIn.AutoApproveDeviceCodeAs = "reader@contoso.example";
        lock (World.Gate)
        {
            Contoso.Users.Single(u => u.UserPrincipalName == "reader@contoso.example").Roles.Add("62e90394-69f5-4237-9190-012177145e10");
        }

        Assert.Equal("reader@contoso.example", Property(Connected(Kept + " -Account reader@contoso.example"), "Account"));
        Assert.Equal("admin@contoso.example", Property(Connected(Kept + " -Account admin@contoso.example"), "Account"));
        Assert.Equal("reader@contoso.example", Property(Connected(Contosos + " -DeviceCode"), "Account"));

        RunWell("Get-KaceAadSession -All | Disconnect-KaceAad");
        Session.Stage.ClearLog();
        Connected(Kept + " -Account admin@contoso.example");
        Assert.Contains(Session.Stage.Log, e => e.Path.Contains("devicecode", StringComparison.Ordinal));
        RunWell("Disconnect-KaceAad");
    }

    [Fact]
    public async Task Without_a_secure_store_nothing_is_kept_and_it_is_said_so()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Windows and macOS always have one.");
        using var home = new TemporaryFolder();

        var (exitCode, output) = await ChildShell.RunAsync(
            $"try {{ Import-Module '{Paths.Manifest}'; Connect-KaceAad contoso.example -DeviceCode -ContextScope CurrentUser -ErrorAction Stop }} catch {{ $_.FullyQualifiedErrorId; exit 7 }}",
            ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"), ("HOME", home.Path), ("XDG_DATA_HOME", home.Path));

        Assert.Contains("KaceAad.SecureStoreUnavailable", output, StringComparison.Ordinal);
        Assert.Equal(7, exitCode);
        Assert.DoesNotContain(Directory.EnumerateFiles(home.Path, "*", SearchOption.AllDirectories), f => f.Contains("KaceAzureAd", StringComparison.Ordinal) && new FileInfo(f).Length > 0);
    }
}
