using System.Net;
using System.Net.Http.Headers;

namespace KaceAzureAd.Graph;

/// <summary>
/// When to ask again, and after how long: what Retry-After says, else exponential backoff with jitter (facts.md 7.1). Bounded in number and in time.
/// </summary>
/// <param name="Retries">How often at the most.</param>
/// <param name="FirstDelay">The delay that doubles from one retry to the next.</param>
/// <param name="LongestDelay">A longer Retry-After ends the operation instead of waiting.</param>
internal sealed record RetryPolicy(int Retries, TimeSpan FirstDelay, TimeSpan LongestDelay)
{
    public static readonly RetryPolicy Default = new(5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(3));

    private static readonly Random Jitter = new();

    /// <summary>Statuses after which the same request may succeed.</summary>
    public static bool IsTransient(HttpStatusCode status) =>
        (int)status is 429 or 509 || status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.BadGateway;

    /// <summary>The delay before the next attempt, or null where there is none.</summary>
    /// <param name="retry">0 before the first retry.</param>
    /// <param name="retryAfter">What the service asked for, if it did.</param>
    /// <param name="now">The time by the service's clock, which a time that it names is by; null where it did not tell.</param>
    public TimeSpan? DelayBefore(int retry, RetryConditionHeaderValue? retryAfter, DateTimeOffset? now = null)
    {
        if (retry >= Retries)
        {
            return null;
        }

        var asked = retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - (now ?? DateTimeOffset.UtcNow) : null);
        if (asked > TimeSpan.Zero)
        {
            return asked > LongestDelay ? null : asked;
        }

        // A time that is past (a clock that is wrong, a zero) says nothing, and asking again at once would use up all retries in a moment.

        double factor;
        lock (Jitter)
        {
            // Between half and the whole of the doubled delay, so that clients throttled together do not come back together.
            factor = 0.5 + (Jitter.NextDouble() / 2);
        }

        var delay = TimeSpan.FromMilliseconds(FirstDelay.TotalMilliseconds * (1 << retry) * factor);
        return delay > LongestDelay ? LongestDelay : delay;
    }
}
