using KaceAzureAd.Errors;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>Signs in through the system's browser: authorization code with PKCE on a loopback port.</summary>
public sealed class BrowserSignIn : PublicClientSignIn
{
    private readonly IBrowser _browser;
    private readonly TimeSpan _timeLimit;

    /// <summary>Takes the browser to open and how long to wait for it.</summary>
    /// <param name="browser">What shows the page.</param>
    /// <param name="timeLimit">MSAL cannot notice that a browser was closed (facts.md 6.3), so waiting ends after this time.</param>
    public BrowserSignIn(IBrowser browser, TimeSpan timeLimit)
    {
        _browser = browser;
        _timeLimit = timeLimit;
    }

    /// <inheritdoc/>
    public override SignInMethod Method => SignInMethod.Browser;

    internal override string Again => "Run Connect-KaceAad again.";

    private protected override async Task<AuthenticationResult> AcquireAsync(
        IPublicClientApplication client, string[] scopes, IAccount? account, SignInRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeLimit);
        Task opening = Task.CompletedTask;
        try
        {
            var sent = client.AcquireTokenInteractive(scopes);
            sent = account is not null ? sent.WithAccount(account) : sent.WithLoginHint(request.Account);
            return await sent
                .WithUseEmbeddedWebView(false)
                .WithSystemWebViewOptions(new SystemWebViewOptions
                {
                    OpenBrowserAsync = uri =>
                    {
                        // Not waited for: who is signed in already is sent back at once, and MSAL has to listen by then.
                        opening = OpenAsync(uri, limit);
                        return Task.CompletedTask;
                    },
                    HtmlMessageSuccess = BrowserPages.SignedIn,
                    // MSAL takes it for a format string.
                    HtmlMessageError = BrowserPages.NotSignedIn.Replace("{", "{{").Replace("}", "}}"),
                })
                .ExecuteAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or MsalException { ErrorCode: "authentication_canceled" or "user_canceled" } && !cancellationToken.IsCancellationRequested)
        {
            await opening;
            throw new KaceAadException(
                ErrorCodes.SignInTimedOut, $"Nobody signed in within {_timeLimit.TotalSeconds:0} seconds, or the browser was closed.",
                "Run Connect-KaceAad again and finish signing in in the browser, or use -DeviceCode where no browser opens.");
        }
        finally
        {
            limit.Cancel();
        }
    }

    /// <summary>Where no browser opens, nobody has to be waited for.</summary>
    private async Task OpenAsync(Uri page, CancellationTokenSource limit)
    {
        try
        {
            await _browser.OpenAsync(page, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The sign-in is over, one way or the other.
        }
        catch (KaceAadException)
        {
            limit.Cancel();
            throw;
        }
    }
}
