using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Core.Tests.Identity;

/// <summary>What the sign-in library reports, in words and advice.</summary>
public sealed class SignInErrorsTests
{
    private const string Trace = " Trace ID: 1 Correlation ID: 11111111-2222-3333-4444-555555555555 Timestamp: 2026-11-24 12:00:00Z";

    private static readonly SignInRequest Request = new(KaceAadEnvironment.Global, "contoso.example", null, []);
    private static readonly SignInRequest Anywhere = Request with { TenantId = null };
    private static readonly SignIn Person = new DeviceCodeSignIn();

    public static TheoryData<string, string, int, string> Reports => new()
    {
        { "invalid_client", "AADSTS7000215: Invalid client secret provided." + Trace, 401, nameof(ErrorCodes.SignInFailed) },
        { MsalError.CodeExpired, "The code has expired.", 0, nameof(ErrorCodes.SignInTimedOut) },
        { "invalid_grant", "AADSTS70020: The code has expired.", 400, nameof(ErrorCodes.SignInTimedOut) },
        { "access_denied", "Declined.", 0, nameof(ErrorCodes.SignInFailed) },
        { "authorization_declined", "Declined.", 400, nameof(ErrorCodes.SignInFailed) },
        { "temporarily_unavailable", "Later.", 500, nameof(ErrorCodes.SignInUnavailable) },
        { "too_many", "Later.", 429, nameof(ErrorCodes.SignInUnavailable) },
        { MsalError.ServiceNotAvailable, "Later.", 0, nameof(ErrorCodes.SignInUnavailable) },
        { MsalError.RequestTimeout, "Later.", 0, nameof(ErrorCodes.SignInUnavailable) },
        { MsalError.RequestThrottled, "Later.", 0, nameof(ErrorCodes.SignInUnavailable) },
        { "unheard_of", "What?", 499, nameof(ErrorCodes.SignInFailed) },
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public void A_refusal_is_told_from_the_services_own_trouble(string code, string message, int status, string expected)
    {
        var error = SignInErrors.From(Exception(code, message, status), Person, Request);

        Assert.Equal(expected, error.Code.Name);
        Assert.StartsWith("Signing in to contoso.example (Global) failed: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(status == 0 ? null : status, error.HttpStatus);
        Assert.Equal("contoso.example", error.Target);
        Assert.Equal(code is "access_denied" or "authorization_declined", error.RecommendedAction.Contains("and accept, or sign in with -ReadOnly", StringComparison.Ordinal));
        Assert.Equal(code == "unheard_of", error.RecommendedAction.StartsWith("Check -TenantId, -ClientId", StringComparison.Ordinal));
    }

    [Fact]
    public void Id_and_time_are_taken_out_of_the_text_and_the_trace_is_left_out()
    {
        var error = SignInErrors.From(Exception("invalid_client", "AADSTS7000215: Invalid client secret provided." + Trace, 401), Person, Request);

        Assert.Equal("11111111-2222-3333-4444-555555555555", error.RequestId);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), error.Timestamp);
        Assert.EndsWith("Microsoft Entra says: AADSTS7000215: Invalid client secret provided.", error.Message, StringComparison.Ordinal);
        Assert.Null(SignInErrors.From(Exception("x", "y", 0), Person, Anywhere).Timestamp);
        Assert.Contains("the account's tenant", SignInErrors.From(Exception("x", "y", 0), Person, Anywhere).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_managed_identity_that_is_not_there_is_said_so() => Assert.Equal(
        ErrorCodes.ManagedIdentityUnavailable, SignInErrors.From(Exception("invalid_resource", "No identity.", 400), ManagedIdentitySignIn.SystemAssigned, Request).Code);

    [Theory]
    [InlineData("invalid_grant", 400, nameof(ErrorCodes.SignInRequired))]
    [InlineData("temporarily_unavailable", 503, nameof(ErrorCodes.SignInUnavailable))]
    public void A_session_that_cannot_be_renewed_says_whose_it_is(string code, int status, string expected)
    {
        var error = SignInErrors.Renewing(Exception(code, "No.", status), Person, Request, "admin@contoso.example");

        Assert.Equal(expected, error.Code.Name);
        Assert.StartsWith("The session of admin@contoso.example in contoso.example cannot be renewed: No.", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("The session of this account in its tenant cannot", SignInErrors.Renewing(Exception(code, "No.", status), Person, Anywhere, null).Message, StringComparison.Ordinal);
    }

    private static MsalException Exception(string code, string message, int status) =>
        status == 0 ? new MsalClientException(code, message) : new MsalServiceException(code, message, status);
}
