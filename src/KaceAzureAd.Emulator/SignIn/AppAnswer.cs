using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>Where and how an app gets its answer through the browser.</summary>
internal sealed record AppAnswer(string RedirectUri, string ResponseMode = "query")
{
    /// <summary>Sends parameters to the app; those without a value are left out.</summary>
    public IResult Send(params (string Name, string? Value)[] parameters)
    {
        var sent = parameters.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value));
        return ResponseMode == "form_post" ? SignInPages.FormPost(RedirectUri, sent) : Results.Redirect(QueryHelpers.AddQueryString(RedirectUri, sent));
    }

    /// <summary>
    /// The address to answer to: registered on the app exactly so, or, for a registered loopback address, with any port (RFC 8252, 7.3).
    /// Without one in the request, the first that is registered.
    /// </summary>
    public static string CheckedRedirectUri(State.Application app, string? redirectUri)
    {
        if (string.IsNullOrEmpty(redirectUri))
        {
            return app.RedirectUris.FirstOrDefault() ?? throw Refusals.NoReplyAddress();
        }

        return app.RedirectUris.Exists(r => r == redirectUri || IsSameLoopback(r, redirectUri))
            ? redirectUri
            : throw Refusals.RedirectUriNotRegistered(redirectUri, app);
    }

    public static bool IsLoopback(string redirectUri) =>
        Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback;

    private static bool IsSameLoopback(string registered, string asked)
    {
        if (!IsLoopback(registered) || !IsLoopback(asked))
        {
            return false;
        }

        var (one, other) = (new Uri(registered), new Uri(asked));
        return one.Host == other.Host && one.PathAndQuery == other.PathAndQuery && other.UserInfo.Length == 0;
    }
}
