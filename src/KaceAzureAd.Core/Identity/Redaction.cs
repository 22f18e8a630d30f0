using System.Text.RegularExpressions;

namespace KaceAzureAd.Identity;

/// <summary>Takes secrets out of a text that a service wrote.</summary>
internal static class Redaction
{
    private const string Mark = "(secret)";

    // Every token of Entra that is not opaque is a JSON Web Token; what was sent and is opaque has to be given.
    private static readonly Regex WebToken = new(@"\beyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]+){0,2}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>The text without JSON Web Tokens and without these secrets.</summary>
    public static string Redact(string text, IEnumerable<string> secrets) =>
        secrets.Where(s => s.Length > 0).Aggregate(WebToken.Replace(text, Mark), (t, secret) => t.Replace(secret, Mark));
}
