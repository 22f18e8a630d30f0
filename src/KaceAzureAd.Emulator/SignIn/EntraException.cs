namespace KaceAzureAd.Emulator.SignIn;

/// <summary>The sign-in service says no, in Entra's words: an AADSTS code, an OAuth 2.0 error and a sentence (facts.md 3.5).</summary>
internal sealed class EntraException(int code, string error, string message) : Exception($"AADSTS{code}: {message}")
{
    public int Code { get; } = code;

    /// <summary>OAuth 2.0 error, as in <c>invalid_grant</c>.</summary>
    public string Error { get; } = error;

    public string? SubError { get; init; }

    /// <summary>What the app has to ask for, as JSON in the form of the <c>claims</c> parameter.</summary>
    public string? Claims { get; init; }

    /// <summary>HTTP status where the answer is JSON.</summary>
    public int Status { get; init; } = 400;
}
