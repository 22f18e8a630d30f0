using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KaceAzureAd.Emulator.Graph;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.SignIn;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>One way in which a service fails for a while.</summary>
public sealed record FaultRule
{
    private static readonly string[] Origins = ["SignIn", "Graph", "KaceCloud", "ManagedIdentity"];

    /// <summary>SignIn, Graph, KaceCloud or ManagedIdentity; null for all.</summary>
    public string? Origin { get; init; }

    /// <summary>HTTP method, or null for any.</summary>
    public string? Method { get; init; }

    /// <summary>What the whole path, with or without its query, has to look like: a regular expression.</summary>
    public string Path { get; init; } = ".*";

    /// <summary>HTTP status to answer with; 0 lets the request through (to be late only).</summary>
    public int Status { get; init; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>How many requests it hits; null for all.</summary>
    public int? Count { get; init; } = 1;

    /// <summary>How many requests that it could hit it lets pass first. Where this is told, items of a batch are neither hit nor counted.</summary>
    public int? After { get; init; }

    /// <summary>Text to answer with; null for the error that the service itself would send.</summary>
    public string? Body { get; init; }

    public string ContentType { get; init; } = "text/plain";

    /// <summary>Where to redirect to, or null.</summary>
    public string? Location { get; init; }

    /// <summary>Milliseconds between the pieces of a body that comes slowly; 0 for all at once. Never hits items of a batch.</summary>
    public int PaceMs { get; init; }

    /// <summary>Cuts the connection instead of answering. Never hits items of a batch.</summary>
    public bool ResetConnection { get; init; }

    /// <summary>Never answers: keeps the request until its client goes away or the emulator stops. Never hits items of a batch.</summary>
    public bool NeverAnswers { get; init; }

    /// <summary>Lets the service act on the request as usual, and fails only then: what it answered is lost. Never hits items of a batch.</summary>
    public bool ActsFirst { get; init; }

    /// <summary>Cuts the connection in the middle of the body. Never hits items of a batch.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>
    /// Asks for a newer token, as continuous access evaluation does: lets pass what was issued after the first time it hit. Apps that do not
    /// understand a challenge get the status alone. Never hits items of a batch.
    /// </summary>
    public bool ChallengesClaims { get; init; }

    /// <summary>With <see cref="ChallengesClaims"/>: no token is new enough.</summary>
    public bool IsNeverSatisfied { get; init; }

    /// <summary>How many requests it has let pass.</summary>
    internal int Passed { get; init; }

    /// <summary>When it first hit.</summary>
    internal DateTimeOffset? HitSince { get; init; }

    /// <summary>Milliseconds to wait before it fails.</summary>
    public int DelayMs { get; init; }

    /// <summary>
    /// Reads <c>STATUS METHOD PATH [option]...</c>, as in <c>429 GET /beta/policies.* retry-after=1 count=2</c>. STATUS is a number,
    /// <c>reset</c>, <c>hang</c> (never answers) or <c>pass</c>; METHOD a method or <c>*</c>; PATH a regular expression for the whole path. Options:
    /// <c>retry-after=SECONDS</c>, <c>count=NUMBER|*</c> (1 unless told), <c>after=NUMBER</c> (lets so many pass before), <c>acted</c> (the service
    /// acts first, and then fails), <c>delay=MILLISECONDS</c>, <c>origin=SignIn|Graph|KaceCloud|ManagedIdentity</c>,
    /// <c>location=URL</c>; one body of <c>html</c>, <c>empty</c>, <c>malformed</c> (XML), <c>bomb</c> (XML whose entities expand without
    /// end) and <c>size=BYTES</c> (XML of that length); <c>pace=MILLISECONDS</c> for a body that comes in small pieces, <c>truncated</c>;
    /// <c>claims</c> (until a newer token comes) or <c>claims=always</c>.
    /// </summary>
    /// <exception cref="FormatException">The text is not of this form.</exception>
    public static FaultRule Parse(string spec)
    {
        var words = spec.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 3)
        {
            throw new FormatException($"'{spec}' is not a fault: it has to be 'STATUS METHOD PATH [option]...', as in '429 GET /beta/policies.* retry-after=1 count=2'.");
        }

        var rule = new FaultRule
        {
            Status = words[0] is "reset" or "hang" or "pass" ? 0 : Number(spec, words[0], 200, 599),
            ResetConnection = words[0] == "reset",
            NeverAnswers = words[0] == "hang",
            Method = words[1] == "*" ? null : words[1].ToUpperInvariant(),
            Path = Pattern(spec, words[2]),
        };
        rule = words.Skip(3).Aggregate(rule, (current, option) => current.With(spec, option));
        return rule.ActsFirst && words[0] == "pass"
            ? throw new FormatException($"'acted' in the fault '{spec}' needs a failure to come after.")
            : rule;
    }

    internal bool Hits(string origin, string method, string pathAndQuery, bool isBatchItem, TokenMark? token)
    {
        var pattern = $"^(?:{Path})$";
        return (Origin is null || Origin == origin)
            && (Method is null || Method == method)
            && !(isBatchItem && (ResetConnection || NeverAnswers || ActsFirst || IsTruncated || ChallengesClaims || PaceMs > 0 || After is not null))
            && !(ChallengesClaims && !IsNeverSatisfied && token?.IssuedAt >= HitSince)
            && (IsMatch(pathAndQuery) || IsMatch(pathAndQuery.Split('?')[0]));

        bool IsMatch(string text) => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>The answer of a service that fails this way.</summary>
    internal GraphResponse Response(EmulatorContext context, string origin, string clientRequestId, TokenMark? token = null)
    {
        var requestId = Guid.NewGuid().ToString();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["request-id"] = requestId, ["client-request-id"] = clientRequestId.Length > 0 ? clientRequestId : requestId };
        if (RetryAfterSeconds is { } seconds)
        {
            headers["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (ChallengesClaims)
        {
            headers["WWW-Authenticate"] = BearerChallenge.Header(context, token?.UnderstandsChallenges == true ? HitSince : null);
        }

        if (Location is not null)
        {
            headers["Location"] = Location;
        }

        if (Body is not null || origin != "Graph")
        {
            return new GraphResponse(Status) { Raw = (Body ?? "", ContentType), Headers = headers };
        }

        var (code, message) = Status switch
        {
            429 => ("TooManyRequests", "Too many requests."),
            403 => ("Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
            401 => ("InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
            503 => ("serviceNotAvailable", "The service is temporarily unavailable."),
            504 => ("gatewayTimeout", "The service did not answer in time."),
            _ => ("UnknownError", "An unknown error has occurred."),
        };
        JsonObject error = GraphException.ErrorBody(code, message, requestId, headers["client-request-id"], context.SignIn.Now);
        return new GraphResponse(Status, error) { Headers = headers };
    }

    private static int Number(string spec, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"'{text}' in the fault '{spec}' is not a number from {least} to {most}.");

    private static string Pattern(string spec, string text)
    {
        try
        {
            _ = Regex.IsMatch("", text, RegexOptions.None, TimeSpan.FromSeconds(1));
            return text;
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"'{text}' in the fault '{spec}' is not a regular expression: {e.Message}", e);
        }
    }

    private FaultRule With(string spec, string option)
    {
        var (name, value) = option.Split('=', 2) is [var n, var v] ? (n, v) : (option, "");
        return name switch
        {
            "retry-after" => this with { RetryAfterSeconds = Number(spec, value, 0, int.MaxValue) },
            "count" => this with { Count = value == "*" ? null : Number(spec, value, 1, int.MaxValue) },
            "after" => this with { After = Number(spec, value, 0, int.MaxValue) },
            "delay" => this with { DelayMs = Number(spec, value, 0, int.MaxValue) },
            "origin" when Origins.Contains(value, StringComparer.Ordinal) => this with { Origin = value },
            "location" when Uri.IsWellFormedUriString(value, UriKind.Absolute) => this with { Location = value, Body = "" },
            "pace" => this with { PaceMs = Number(spec, value, 1, int.MaxValue) },
            "size" => this with { Body = FaultBodies.Sized(Number(spec, value, FaultBodies.LeastSize, int.MaxValue)), ContentType = FaultBodies.Xml },
            "html" when value == "" => this with { Body = FaultBodies.GatewayPage, ContentType = "text/html" },
            "malformed" when value == "" => this with { Body = FaultBodies.Malformed, ContentType = FaultBodies.Xml },
            "bomb" when value == "" => this with { Body = FaultBodies.Bomb, ContentType = FaultBodies.Xml },
            "empty" when value == "" => this with { Body = "" },
            "acted" when value == "" => this with { ActsFirst = true },
            "truncated" when value == "" => this with { IsTruncated = true },
            "claims" when value is "" or "always" => this with { ChallengesClaims = true, IsNeverSatisfied = value == "always", Origin = Origin ?? "Graph" },
            _ => throw new FormatException(
                $"'{option}' in the fault '{spec}' is not one of retry-after=, count=, after=, acted, delay=, origin={string.Join('|', Origins)}, location=, size=, pace=, html, malformed, bomb, empty, truncated, claims, claims=always."),
        };
    }
}
