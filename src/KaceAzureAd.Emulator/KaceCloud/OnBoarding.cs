using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.KaceCloud;

/// <summary>The page that an administrator comes back to from Azure AD's consent page.</summary>
internal static class OnBoarding
{
    /// <summary>
    /// <c>error</c> is looked at first, for <c>admin_consent=True</c> is sent with errors too; <c>tenant</c> is not looked at, for anybody
    /// may write anything there (facts.md 3.1). Whether there is consent is for Verify to find out.
    /// </summary>
    public static IResult Answer(KaceBackEnd backEnd, KaceSubscription subscription, IQueryCollection query)
    {
        if (query.ContainsKey("error"))
        {
            return Html.Page("KACE Cloud was not added to Azure AD", $"""
                <p class="alert" role="alert">{query["error"].ToString()}: {query["error_description"].ToString()}</p>
                """);
        }

        return backEnd.IsOwnState(subscription, query["state"]) && query["admin_consent"] == "True"
            ? Html.Page("Thank you", $"""
                <p>Azure AD reports that consent was given. Go back to <a href="{backEnd.Addresses(subscription).Settings}">Azure Active Directory Settings</a> and press Verify Azure AD Settings.</p>
                """)
            : Html.Page("This is not an answer to KACE Cloud", $"<p>Open the MDM On-Board URI from the settings page again.</p>", StatusCodes.Status400BadRequest);
    }
}
