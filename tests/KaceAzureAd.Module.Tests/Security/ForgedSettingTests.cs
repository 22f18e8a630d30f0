using KaceAzureAd.Module.Tests.Cmdlets;
using KaceAzureAd.Module.Tests.Cmdlets.Connection;

namespace KaceAzureAd.Module.Tests.Security;

/// <summary>A settings text that somebody forged to get an administrator to consent to something else: what is refused, and what is shown of what cannot be known to be forged.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ForgedSettingTests : ConnectionTest
{
    private const string Attacker = "66666666-7777-8888-9999-000000000000";

    private string SignIn => Session.Emulator.Origins.SignIn;

    private string Kace => Session.Emulator.Origins.KaceCloud;

    public static TheoryData<string, string> Pages => new()
    {
        { "https://login.microsoftonline.com.evil.invalid/common/adminconsent?client_id=KACE", "UntrustedConsentHost" },
        { "https://evil.invalid/common/adminconsent?client_id=KACE", "UntrustedConsentHost" },
        { "https://evil.invalid/oauth2/v2.0/authorize?client_id=KACE", "UntrustedConsentHost" },
        { "https://login.microsoftonline.com:8443/common/adminconsent?client_id=KACE", "UntrustedConsentHost" },
        { "https://login.microsoftonline.com./common/adminconsent?client_id=KACE", "UntrustedConsentHost" },
        { "https://login.micros\u043Eftonline.com/common/adminconsent?client_id=KACE", "UntrustedConsentHost" },
        { "SIGNIN/common/adminconsent?client_id=" + Attacker, "ConsentForAnotherApp" },
        { "SIGNIN/common/oauth2/v2.0/authorize?client_id=" + Attacker + "&redirect_uri=https://evil.invalid/", "ConsentForAnotherApp" },
        { "https://login.microsoftonline.com/common/adminconsent?client_id=" + Attacker, "ConsentForAnotherApp" },
        { "https://login.microsoftonline.com/common/adminconsent?client_id=KACE&client_id=" + Attacker, "AppIdNotFound" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void Where_the_appId_was_given_no_page_elsewhere_or_for_another_application_is_shown(string page, string code)
    {
        var onBoard = page.Replace("SIGNIN", SignIn, StringComparison.Ordinal).Replace("KACE", KaceAppId, StringComparison.Ordinal);
        RunWell($"$forged = New-KaceAadSetting {Kace}/tou {Kace}/disc '{onBoard}' -AppId {KaceAppId}; $Rehearsal.ClearLog()");

        RunIntoError("Set-KaceAadConnection $forged -JournalPath $journal -Confirm:$false -TimeoutSec 1 -OpenPage", code);
        RunIntoError("Get-KaceAadPlan $forged", code);
        RunIntoError("Grant-KaceConsent $forged -NoBrowser -Confirm:$false -TimeoutSec 1", code);

        Assert.Empty(Writes);
        Assert.False(File.Exists(JournalPath));
    }

    [Theory]
    [InlineData("k\u0430ce.example", true)]
    [InlineData("kace.example", false)]
    public void A_host_with_letters_of_another_script_is_shown_as_DNS_has_it(string host, bool isShown)
    {
        var shown = RunWell($"New-KaceAadSetting https://{host}/t https://kace.example/d https://kace.example/o -AppId {KaceAppId} | Out-Default").HostText;

        Assert.Equal(isShown, shown.Contains("xn--kce-6cd.example", StringComparison.Ordinal));
        Assert.Equal(isShown, shown.Contains("Hosts in DNS", StringComparison.Ordinal));
    }

    [Fact]
    public void A_forged_application_is_shown_by_its_id_and_its_host_before_anything_is_done()
    {
        // On a sign-in page of Microsoft's, whose application is whose cannot be known: it is for the administrator to see.
        var text = $"MDM Terms Of Use URI\n{Kace}/tou\nMDM Discovery URI\n{Kace}/disc\nMDM On-Board URI\n{SignIn}/common/adminconsent?client_id={Attacker}&redirect_uri=https://evil.invalid/\n";
        var result = RunWell($"$forged = @'\n{text}'@ | ConvertFrom-KaceAadSetting -Environment Emulator; $forged; $forged | Out-Default; Get-KaceAadPlan $forged | Out-Default; Set-KaceAadConnection $forged -WhatIf | Out-Default");

        Assert.Equal(Attacker, $"{result.Output[0].Properties["AppId"].Value}");
        Assert.Contains(Attacker, result.HostText, StringComparison.Ordinal);
        Assert.Contains("evil.invalid", result.HostText, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }
}
