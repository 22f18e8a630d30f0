namespace KaceAzureAd.Module.Tests.Cmdlets;

public sealed class SettingTests : CmdletTest
{
    [Fact]
    public void The_copied_page_gives_the_three_uris_and_the_app_id_behind_the_redirect()
    {
        var setting = RunWell("$Rehearsal.SettingText.Split(\"`n\") | ConvertFrom-KaceAadSetting -Environment Emulator").Output.Single();

        Assert.Equal($"{Session.Emulator.Origins.KaceCloud}/contoso/TermsOfUse", $"{setting.Properties["TermsOfUseUri"].Value}");
        Assert.Equal($"{Session.Emulator.Origins.KaceCloud}/contoso/EnrollmentServer/Discovery.svc", $"{setting.Properties["DiscoveryUri"].Value}");
        Assert.Equal(KaceAppId, setting.Properties["AppId"].Value);
        Assert.Equal("Redirect", $"{setting.Properties["AppIdSource"].Value}");
        Assert.DoesNotContain(Session.Stage.Log, e => e.Origin == "SignIn");
    }

    [Theory]
    [InlineData("''", "SettingIncomplete")]
    [InlineData("$Rehearsal.SettingText.Replace('MDM Discovery URI', 'Something')", "SettingIncomplete")]
    [InlineData("$Rehearsal.SettingText + \"`nMDM Discovery URI https://other.example/\"", "SettingAmbiguous")]
    [InlineData("$Rehearsal.SettingText.Replace('https://', 'http://')", "InvalidSettingUri")]
    [InlineData("$Rehearsal.SettingText -replace 'https://localhost:\\d+', ''", "InvalidSettingUri")]
    public void A_page_that_cannot_be_used_is_refused(string text, string code) => RunIntoError(text + " | ConvertFrom-KaceAadSetting", code);

    [Theory]
    [InlineData("https://login.microsoftonline.com.evil.example/common/adminconsent?client_id=8d5f6b72-3a94-4c1e-b0d7-6b6163656d01", "UntrustedConsentHost")]
    [InlineData("http://kace.example/onboard", "InvalidSettingUri")]
    [InlineData("https://me:secret@kace.example/onboard", "InvalidSettingUri")]
    public void An_on_board_uri_that_cannot_be_trusted_is_refused(string onBoard, string code)
    {
        var message = RunIntoError($"New-KaceAadSetting https://kace.example/tou https://kace.example/disc '{onBoard}'", code);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_keep_every_letter_also_when_given_as_uris() => Assert.Equal(
        ["https://k.example/a%20b/%41"],
        Values("$u = [Uri]'https://k.example/a%20b/%41'; (New-KaceAadSetting $u $u https://k.example/ -AppId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01).TermsOfUseUri", "OriginalString"));

    [Fact]
    public void Of_many_settings_one_that_cannot_be_used_leaves_the_others_alone()
    {
        var result = Run("""
            foreach ($u in 'https://a.example/', 'nonsense', 'https://b.example/') { [pscustomobject]@{ TermsOfUseUri = $u; DiscoveryUri = 'https://d.example/'; OnBoardUri = 'https://o.example/' } } | New-KaceAadSetting -AppId 8d5f6b72-3a94-4c1e-b0d7-6b6163656d01
            """.Replace("foreach", "$(foreach").Replace(" } } |", " } }) |"));

        Assert.Equal(2, result.Output.Count);
        Assert.StartsWith("KaceAad.InvalidSettingUri", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_that_is_not_known_is_refused() =>
        RunIntoError("$Rehearsal.SettingText | ConvertFrom-KaceAadSetting -Environment Nowhere", "EnvironmentNotFound");
}
