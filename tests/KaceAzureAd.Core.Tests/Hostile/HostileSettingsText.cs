using System.Text;
using KaceAzureAd.Errors;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>The text of KACE Cloud's page: from the clipboard, from an e-mail, from whoever sent it.</summary>
public sealed class HostileSettingsText
{
    private static readonly string[] Pages =
    [
        "MDM Terms Of Use URI\nhttps://a.example/tou\nMDM Discovery URI\nhttps://a.example/disc\nMDM On-Board URI\nhttps://a.example/on?x=1\n",
        "Azure AD\tMDM Terms Of Use URI: \"https://acme.kacecloud.example/EnrollmentServer/TermsOfUse\" Copy\r\nMDM Discovery URI: <https://acme.kacecloud.example/EnrollmentServer/Discovery.svc>\r\nMDM On-Board URI:\r\nhttps://login.microsoftonline.com/common/adminconsent?client_id=6f9619ff-8b86-d011-b42d-00cf4fc964ff Copied!\r\n",
        "MDM Discovery URI https://b\u00FCcher.example:8443/a%20b/../c?d=e#f MDM On-Board URI https://[2001:db8::1]/x MDM Terms Of Use URI https://xn--bcher-kva.example",
    ];

    [Fact]
    public void Is_read_as_it_stands_or_refused() => Ordeal.Undergo(
        Damage.Of(Pages, "MDM Terms Of Use URI", "MDM Discovery URI", "MDM On-Board URI", "https://", "http://", "Copy", "user@", ":443", "xn--", "\u0430", "javascript:", "client_id="),
        3000,
        bytes =>
        {
            var setting = KaceAadSetting.FromPage(Encoding.UTF8.GetString(bytes));

            Uri[] uris = [setting.TermsOfUseUri, setting.DiscoveryUri, setting.OnBoardUri];
            Assert.All(uris, u =>
            {
                Assert.Equal(Uri.UriSchemeHttps, u.Scheme);
                Assert.Empty(u.UserInfo);
                Ordeal.AssertHarmless(u.OriginalString);
            });
            var again = KaceAadSetting.FromPage($"{KaceAadSetting.TermsOfUseLabel}\n{uris[0].OriginalString}\n{KaceAadSetting.DiscoveryLabel}\n{uris[1].OriginalString}\n{KaceAadSetting.OnBoardLabel}\n{uris[2].OriginalString}\n");
            Assert.Equal(uris.Select(u => u.OriginalString), new[] { again.TermsOfUseUri, again.DiscoveryUri, again.OnBoardUri }.Select(u => u.OriginalString));
        },
        ErrorCodes.SettingIncomplete, ErrorCodes.SettingAmbiguous, ErrorCodes.SettingTooLarge, ErrorCodes.InvalidSettingUri);
}
