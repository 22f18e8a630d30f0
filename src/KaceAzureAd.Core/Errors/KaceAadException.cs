using KaceAzureAd.Operations;

namespace KaceAzureAd.Errors;

/// <summary>
/// The one exception of this library: a stable code, a sentence that says what happened, and one that says what to do.
/// Both are one line, whatever the names in them. It never carries a token, a password or another secret.
/// </summary>
public sealed class KaceAadException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="code">Its stable code, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What happened, naming the value concerned and the reason.</param>
    /// <param name="recommendedAction">What to do about it, one sentence.</param>
    /// <param name="inner">The failure underneath, if any.</param>
    public KaceAadException(ErrorCode code, string message, string recommendedAction, Exception? inner = null)
        : base(OneLine.Text(message), inner)
    {
        Code = code;
        RecommendedAction = OneLine.Text(recommendedAction);
    }

    /// <summary>The stable code.</summary>
    public ErrorCode Code { get; }

    /// <summary>What to do about it, one sentence.</summary>
    public string RecommendedAction { get; }

    /// <summary>The object concerned (an appId, a group name, a URI), if there is one. A text is one line: PowerShell shows it with the error.</summary>
    public object? Target { get; init => field = value is string text ? OneLine.Text(text) : value; }

    /// <summary>With <see cref="ErrorCodes.MissingScope"/>: the least permission that the operation needs, by its short name.</summary>
    public string? MissingScope { get; init; }

    /// <summary>Graph's request id or the sign-in service's correlation id, for a support case.</summary>
    public string? RequestId { get; init => field = OneLine.Text(value); }

    /// <summary>HTTP status of the answer that this error stands for, if any.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>When the service answered (its own clock where it said so), UTC.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The same error, where its words do not tell in which of many tenants it happened.</summary>
    public KaceAadException In(string? tenant) =>
        tenant is null || Message.IndexOf(tenant, StringComparison.OrdinalIgnoreCase) >= 0 ? this : new KaceAadException(Code, $"{tenant}: {Message}", RecommendedAction, InnerException)
        {
            Target = Target ?? tenant,
            MissingScope = MissingScope,
            RequestId = RequestId,
            HttpStatus = HttpStatus,
            Timestamp = Timestamp,
        };
}
