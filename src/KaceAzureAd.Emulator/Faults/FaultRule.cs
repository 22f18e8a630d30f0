using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KaceAzureAd.Emulator.Graph;
using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.SignIn;

namespace KaceAzureAd.Emulator.Faults;

/// <summary>One way in which a service fails for a while.</summary>
public sealed partial record FaultRule
{
    private Random _dice = new(0);

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

    /// <summary>How likely it hits a request that it could hit; one that it spares does not count.</summary>
    public double Chance { get; init; } = 1;

    /// <summary>The same seed spares the same requests.</summary>
    public int Seed
    {
        get;
        init
        {
            field = value;
            _dice = new Random(value);
        }
    }

    /// <summary>The time of the services' clock, so many seconds from now, as the <c>Retry-After</c> to send.</summary>
    public int? RetryAtSeconds { get; init; }

    /// <summary>Revokes the sign-in sessions of the token's user, as the request comes, and lets Graph judge. Never hits items of a batch.</summary>
    public bool RevokesSessions { get; init; }

    /// <summary>Sends the first half of the body, as though it were all. Never hits items of a batch.</summary>
    public bool IsHalf { get; init; }

    /// <summary>Sends JSON that cannot be parsed. Never hits items of a batch.</summary>
    public bool IsGarbled { get; init; }

    /// <summary>By how many bytes the Content-Length is too great, or, below zero, too small. Never hits items of a batch.</summary>
    public int LengthError { get; init; }

    /// <summary>The next page that a collection names, whether or not there is one: an address, or "self" for the page itself, without end.</summary>
    public string? NextLink { get; init; }

    /// <summary>Milliseconds to wait before it fails.</summary>
    public int DelayMs { get; init; }

    /// <summary>True where the service's own answer is sent, but not as it was.</summary>
    internal bool IsOfAnswer => Status == 0 && !ResetConnection && !NeverAnswers && (IsHalf || IsGarbled || IsTruncated || NextLink is not null || LengthError != 0 || PaceMs > 0);

    // An item of a batch has neither a connection nor a token of its own.
    private bool SparesItems => ResetConnection || NeverAnswers || ActsFirst || IsTruncated || IsHalf || IsGarbled || LengthError != 0 || ChallengesClaims || RevokesSessions || PaceMs > 0 || After is not null;

    internal bool Hits(string origin, string method, string pathAndQuery, bool isBatchItem, TokenMark? token)
    {
        var pattern = $"^(?:{Path})$";
        return (Origin is null || Origin == origin)
            && (Method is null || Method == method)
            && !(isBatchItem && SparesItems)
            && !(ChallengesClaims && !IsNeverSatisfied && token?.IssuedAt >= HitSince)
            && (IsMatch(pathAndQuery) || IsMatch(pathAndQuery.Split('?')[0]));

        bool IsMatch(string text) => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>Throws the dice for a request that it could hit; to be called for one at a time.</summary>
    internal bool IsSpared() => Chance < 1 && _dice.NextDouble() >= Chance;

    /// <summary>The answer of a service that fails this way.</summary>
    internal GraphResponse Response(EmulatorContext context, string origin, string clientRequestId, TokenMark? token = null)
    {
        var requestId = Guid.NewGuid().ToString();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["request-id"] = requestId, ["client-request-id"] = clientRequestId.Length > 0 ? clientRequestId : requestId };
        if (RetryAfterSeconds is { } seconds)
        {
            headers["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (RetryAtSeconds is { } at)
        {
            headers["Retry-After"] = context.SignIn.Now.AddSeconds(at).ToString("r", CultureInfo.InvariantCulture);
        }

        if (Status == 401 && origin == "Graph")
        {
            headers["WWW-Authenticate"] = BearerChallenge.Header(context, ChallengesClaims && token?.UnderstandsChallenges == true ? HitSince : null);
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
}
