using KaceAzureAd.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace KaceAzureAd.Emulator.KaceCloud;

/// <summary>The terms of use page that Windows shows while a device enrols (facts.md 5.1).</summary>
internal static class TermsOfUse
{
    private const string SupportedVersion = "1.0";

    /// <summary>Without <c>redirect_uri</c> nobody waits for an answer: the page alone.</summary>
    public static IResult Show(HttpRequest request)
    {
        var redirectUri = request.Query["redirect_uri"].ToString();
        if (redirectUri.Length == 0)
        {
            return Html.Page("Terms of Use", Text);
        }

        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out _))
        {
            return Html.Page("Terms of Use", $"<p class=\"alert\">redirect_uri is not an absolute URI.</p>", StatusCodes.Status400BadRequest);
        }

        var version = request.Query["api-version"].ToString();
        return version == SupportedVersion
            ? Html.Page("Terms of Use", $"""
                {Text}
                <form method="post">
                <input type="hidden" name="redirect_uri" value="{redirectUri}">
                <button type="submit" name="decision" value="accept">Accept</button>
                <button type="submit" name="decision" value="decline">Decline</button>
                </form>
                """)
            : Answer(redirectUri, ("error", "invalid_request"), ("error_description", $"api-version '{version}' is not supported; use {SupportedVersion}."));
    }

    public static async Task<IResult> DecideAsync(HttpRequest request)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : FormCollection.Empty;
        var redirectUri = form["redirect_uri"].ToString();
        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out _))
        {
            return Html.Page("Terms of Use", $"<p class=\"alert\">redirect_uri is not an absolute URI.</p>", StatusCodes.Status400BadRequest);
        }

        return form["decision"] == "accept"
            ? Answer(redirectUri, ("IsAccepted", "true"), ("OpaqueBlob", Guid.NewGuid().ToString("N")))
            : Answer(redirectUri, ("IsAccepted", "false"));
    }

    private static Html Text
    {
        get
        {
            Html text = $"<p>By enrolling this device you agree that your organization manages it with KACE Cloud.</p>";
            return text;
        }
    }

    private static IResult Answer(string redirectUri, params (string Name, string Value)[] parameters) =>
        Results.Redirect(QueryHelpers.AddQueryString(redirectUri, parameters.Select(p => KeyValuePair.Create(p.Name, (string?)p.Value))));
}
