using System.Globalization;
using System.Text.RegularExpressions;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>
/// Turns what the sign-in service says into a sentence and an advice. The AADSTS codes are used for words only, as Microsoft asks (facts.md 3.5).
/// </summary>
internal static class SignInErrors
{
    private static readonly Dictionary<int, string> Advice = new()
    {
        [16000] = "Sign in with an account of this tenant.",
        [50020] = "Sign in with an account of this tenant.",
        [50011] = "Add the redirect URI http://localhost (platform: mobile and desktop) to the app registration given by -ClientId.",
        [50076] = "Sign in interactively, so that multi-factor authentication can be done.",
        [50079] = "Set up multi-factor authentication for the account, then sign in interactively.",
        [50105] = "Assign the account to the client application, or turn off 'Assignment required' there.",
        [50126] = "Check the user name and the password.",
        [50194] = "Give the tenant with -TenantId: this client is registered for one tenant only.",
        [53000] = "Sign in from a device that meets the tenant's Conditional Access policies.",
        [53003] = "Conditional Access blocks this way of signing in; do not use -DeviceCode where the tenant blocks device code flow.",
        [530032] = "A security policy of the tenant blocks the sign-in; ask the tenant's security administrator.",
        [530035] = "Security defaults of the tenant block the sign-in; sign in interactively in the browser.",
        [65001] = "Have an administrator of the tenant consent to the client application, or use one of your own with -ClientId.",
        [65002] = "Use an app registration of your own with -ClientId.",
        [65004] = "Consent was declined; run Connect-KaceAad again and accept, or sign in with -ReadOnly, which asks for less.",
        [700016] = "Check -ClientId, -TenantId and -Environment: this client is not known there.",
        [7000112] = "Enable the client application in the tenant, or use another with -ClientId.",
        [7000218] = "Turn on 'Allow public client flows' in the app registration given by -ClientId.",
        [70011] = "Check that -Environment names the cloud of the tenant.",
        [70019] = "The code expired; run Connect-KaceAad -DeviceCode again and enter the new code in time.",
        [70020] = "The code expired; run Connect-KaceAad -DeviceCode again and enter the new code in time.",
        [90002] = "Check -TenantId, and that -Environment names the cloud of the tenant.",
        [90038] = "The tenant is in a national cloud; name it with -Environment.",
        [90094] = "Sign in as an administrator, or have one consent to the client application first.",
        [90095] = "Ask the tenant's administrator to approve the request for consent, then sign in again.",
        [90099] = "Have the tenant authorize the partner application first.",
    };

    /// <summary>Signing in did not succeed.</summary>
    public static KaceAadException From(MsalException e, SignInRequest request)
    {
        var message = $"Signing in to {request.TenantId ?? "the account's tenant"} ({request.Environment}) failed: {Reason(e)}";
        if (IsUnavailable(e))
        {
            return Unavailable(e, message);
        }

        var code = Code(e);
        return e.ErrorCode == MsalError.CodeExpired || code is 70019 or 70020
            ? Build(ErrorCodes.SignInTimedOut, message, Advice[70019], e)
            : Build(ErrorCodes.SignInFailed, message, code is { } c && Advice.TryGetValue(c, out var advice) ? advice : Declined(e) ?? "Check -TenantId, -ClientId and -Environment, and sign in again.", e);
    }

    /// <summary>The token is for another tenant than asked for.</summary>
    public static KaceAadException AnotherTenant(string? tokens, string wanted) => new(
        ErrorCodes.TokenForAnotherTenant, $"The token is for tenant {tokens}, not for {wanted} that was asked for.",
        "Sign in with an account of the tenant that was asked for, or leave -TenantId out.") { Target = tokens };

    /// <summary>A session could not be renewed.</summary>
    public static KaceAadException Renewing(MsalException e, string? account)
    {
        var message = $"The session of {account ?? "this account"} cannot be renewed: {Reason(e)}";
        return IsUnavailable(e) ? Unavailable(e, message) : Build(ErrorCodes.SignInRequired, message, "Run Connect-KaceAad again.", e);
    }

    /// <summary>The sign-in service gave no answer at all.</summary>
    public static KaceAadException Unreachable(HttpRequestException e, KaceAadEnvironment environment) => new(
        ErrorCodes.ConnectionFailed, $"The sign-in service ({environment.SignInEndpoint.GetLeftPart(UriPartial.Authority)}) cannot be reached: {e.GetBaseException().Message}",
        "Check name resolution, network, proxy and TLS inspection between this machine and the service, and that -Environment names the right cloud.", e) { Target = environment.SignInEndpoint };

    /// <summary>The service's own trouble, which signing in again does not end.</summary>
    private static bool IsUnavailable(MsalException e) =>
        e is MsalServiceException { StatusCode: 429 or >= 500 } || e.ErrorCode is MsalError.ServiceNotAvailable or MsalError.RequestTimeout or MsalError.RequestThrottled;

    private static KaceAadException Unavailable(MsalException e, string message) => Build(
        ErrorCodes.SignInUnavailable, message, "Try again later; if it stays, check that -Environment names the right cloud.", e);

    private static string? Declined(MsalException e) =>
        e.ErrorCode is "access_denied" or "authorization_declined" ? "Run Connect-KaceAad again and accept, or sign in with -ReadOnly, which asks for less." : null;

    // The exception of MSAL stays behind: it carries the service's headers, with cookies, and bodies; its text is all that is needed.
    private static KaceAadException Build(ErrorCode code, string message, string advice, MsalException e)
    {
        OperationLog.Current.Debug($"The sign-in library reports {e.GetType().Name} {e.ErrorCode}.");
        var stamp = Match(e, @"Timestamp: ([0-9:\- TZ]+)");
        return new KaceAadException(code, message, advice)
        {
            RequestId = e.CorrelationId ?? Match(e, "Correlation ID: ([0-9a-fA-F-]{36})"),
            HttpStatus = (e as MsalServiceException)?.StatusCode is > 0 and var status ? status : null,
            Timestamp = DateTimeOffset.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        };
    }

    /// <summary>The service's own first sentence, without the trace that follows it.</summary>
    private static string Reason(MsalException e)
    {
        var text = e.Message;
        var trace = text.IndexOf("Trace ID:", StringComparison.Ordinal);
        return (trace > 0 ? text.Substring(0, trace) : text).Trim().TrimEnd('.') + ".";
    }

    private static int? Code(MsalException e) =>
        int.TryParse(Match(e, "AADSTS([0-9]+)"), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    private static string? Match(MsalException e, string pattern) =>
        Regex.Match(e.Message, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match ? match.Groups[1].Value : null;
}
