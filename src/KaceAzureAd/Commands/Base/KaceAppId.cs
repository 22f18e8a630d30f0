using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <summary>The appId that a cmdlet acts on.</summary>
internal static class KaceAppId
{
    /// <summary>Of KACE Cloud's settings.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.AppIdNotFound</c>.</exception>
    public static string Of(KaceAadSetting setting) => setting.AppId ?? throw new KaceAadException(
        ErrorCodes.AppIdNotFound, "The appId of KACE Cloud's application is not known from these settings.", "Make the settings again with -AppId.") { Target = setting };

    /// <summary>As typed.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidAppId</c>.</exception>
    public static string Parse(string text) => GivenId.Of(text) ?? throw new KaceAadException(
        ErrorCodes.InvalidAppId, $"'{OneLine.Of(text)}' is not an appId: an appId is a GUID.",
        "Give the application (client) id, as the Microsoft Entra admin center shows it for the enterprise application.") { Target = text };
}
