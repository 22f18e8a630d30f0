using System.Globalization;
using System.Text.RegularExpressions;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>Turns what the sign-in service says into a sentence and an advice, in <see cref="EntraErrors"/>'s words where it has some.</summary>
internal static class SignInErrors
{
    private const string CheckAll = "Check -TenantId, -ClientId and -Environment, and sign in again.";
    private const string AcceptOrReadOnly = "Run Connect-KaceAad again and accept, or sign in with -ReadOnly, which asks for less.";

    /// <summary>Signing in did not succeed.</summary>
    public static KaceAadException From(MsalException e, SignIn signIn, SignInRequest request)
    {
        var message = $"Signing in to {request.TenantId ?? "the account's tenant"} ({request.Environment}) failed: {Reason(e, signIn)}";
        if (IsUnavailable(e))
        {
            return Unavailable(e, message, request);
        }

        if (signIn is ManagedIdentitySignIn)
        {
            return Build(ErrorCodes.ManagedIdentityUnavailable, message, ManagedIdentitySignIn.Unavailable("").RecommendedAction, e, request);
        }

        var code = Code(e);
        var words = EntraErrors.Find(code);
        return e.ErrorCode == MsalError.CodeExpired || code is 70019 or 70020
            ? Build(ErrorCodes.SignInTimedOut, message, EntraErrors.Find(70019)!.Value.Advice, e, request)
            : Build(ErrorCodes.SignInFailed, message, words?.Advice ?? (IsDeclined(e) ? AcceptOrReadOnly : CheckAll), e, request);
    }

    /// <summary>The token is for another tenant than asked for.</summary>
    public static KaceAadException AnotherTenant(string? tokens, string wanted) => new(
        ErrorCodes.TokenForAnotherTenant, $"The token is for tenant {tokens}, not for {wanted} that was asked for.",
        "Sign in with an account of the tenant that was asked for, or leave -TenantId out.") { Target = tokens };

    /// <summary>A session could not be renewed.</summary>
    public static KaceAadException Renewing(MsalException e, SignIn signIn, SignInRequest request, string? account)
    {
        var message = $"The session of {account ?? "this account"} in {request.TenantId ?? "its tenant"} cannot be renewed: {Reason(e, signIn)}";
        return IsUnavailable(e) ? Unavailable(e, message, request) : Build(ErrorCodes.SignInRequired, message, signIn.Again, e, request);
    }

    /// <summary>The sign-in service gave no answer at all.</summary>
    public static KaceAadException Unreachable(HttpRequestException e, KaceAadEnvironment environment) =>
        Operations.Unreachable.Error("The sign-in service", environment.SignInEndpoint, e);

    /// <summary>What answered is not the sign-in service, or it failed.</summary>
    public static KaceAadException NotAnswered(Uri address, int? status = null) => new(
        ErrorCodes.SignInUnavailable, $"The sign-in service ({address.GetLeftPart(UriPartial.Authority)}) answered {(status is null ? "with something else than its complete JSON" : $"with status {status}")}.",
        "Try again later; if it stays, look for a proxy that answers in its place, and check that -Environment names the right cloud.") { Target = address.GetLeftPart(UriPartial.Path), HttpStatus = status };

    /// <summary>The service's own trouble, which signing in again does not end.</summary>
    private static bool IsUnavailable(MsalException e) =>
        e is MsalServiceException { StatusCode: 429 or >= 500 } || e.ErrorCode is MsalError.ServiceNotAvailable or MsalError.RequestTimeout or MsalError.RequestThrottled;

    private static bool IsDeclined(MsalException e) => e.ErrorCode is "access_denied" or "authorization_declined";

    private static KaceAadException Unavailable(MsalException e, string message, SignInRequest request) => Build(
        ErrorCodes.SignInUnavailable, message, "Try again later; if it stays, check that -Environment names the right cloud.", e, request);

    // The exception of MSAL stays behind: it carries the service's headers, with cookies, and bodies; its text is all that is needed.
    private static KaceAadException Build(ErrorCode code, string message, string advice, MsalException e, SignInRequest request)
    {
        OperationLog.Current.Debug($"The sign-in library reports {e.GetType().Name} {e.ErrorCode}.");
        var stamp = Match(e, @"Timestamp: ([0-9:\- TZ]+)");
        return new KaceAadException(code, message, advice)
        {
            Target = request.TenantId,
            RequestId = e.CorrelationId ?? Match(e, "Correlation ID: ([0-9a-fA-F-]{36})"),
            HttpStatus = (e as MsalServiceException)?.StatusCode is > 0 and var status ? status : null,
            Timestamp = DateTimeOffset.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        };
    }

    /// <summary>What it means, then the service's own words without the trace that follows them and without secrets.</summary>
    private static string Reason(MsalException e, SignIn signIn)
    {
        var text = e.Message;
        var trace = text.IndexOf("Trace ID:", StringComparison.Ordinal);
        var said = Redaction.Redact((trace > 0 ? text.Substring(0, trace) : text).Trim().TrimEnd('.') + ".", signIn.Secrets);
        return EntraErrors.Find(Code(e)) is { } words ? $"{words.Meaning} Microsoft Entra says: {said}" : said;
    }

    private static int? Code(MsalException e) =>
        int.TryParse(Match(e, "AADSTS([0-9]+)"), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    private static string? Match(MsalException e, string pattern) =>
        Regex.Match(e.Message, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match ? match.Groups[1].Value : null;
}
