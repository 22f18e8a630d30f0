namespace KaceAzureAd.Checks;

/// <summary>What became of a check between two results.</summary>
public enum CheckChange
{
    /// <summary>It is worse than it was.</summary>
    Worse,

    /// <summary>It is better than it was.</summary>
    Better,

    /// <summary>Its status is the same, and it rests on something else.</summary>
    Changed,

    /// <summary>It was not among the earlier results.</summary>
    Added,

    /// <summary>It is not among the later results.</summary>
    Removed,
}

/// <summary>One check that is not as it was.</summary>
public sealed class KaceAadDrift
{
    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init; }

    /// <summary>The check's stable name.</summary>
    public required string Name { get; init; }

    /// <summary>What became of it.</summary>
    public required CheckChange Change { get; init; }

    /// <summary>How it ended before; null where it was not there.</summary>
    public CheckStatus? StatusBefore { get; init; }

    /// <summary>How it ended now; null where it is not there.</summary>
    public CheckStatus? Status { get; init; }

    /// <summary>What was found before.</summary>
    public string? ActualBefore { get; init; }

    /// <summary>What is found now.</summary>
    public string? Actual { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Change}: {Name}: {StatusBefore} -> {Status}";
}

/// <summary>A check's result as far as comparing needs it; it may have been kept in a file since.</summary>
/// <param name="TenantId">The tenant's id.</param>
/// <param name="Name">The check's stable name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Actual">What was found.</param>
public sealed record CheckOutcome(string TenantId, string Name, CheckStatus Status, string? Actual);

/// <summary>Compares two results: what drifted since.</summary>
public static class CheckComparison
{
    // From good to bad. A check that is no longer looked at proves less than a warning.
    private static readonly CheckStatus[] Order = [CheckStatus.Passed, CheckStatus.Warning, CheckStatus.Skipped, CheckStatus.Failed];

    /// <summary>Every check that is not as it was, by tenant and in the order of the results.</summary>
    /// <param name="before">The earlier result, of any number of tenants.</param>
    /// <param name="after">The later result. Tenants that are in one of the two only are compared with nothing.</param>
    public static IEnumerable<KaceAadDrift> Compare(IReadOnlyCollection<CheckOutcome> before, IReadOnlyCollection<CheckOutcome> after)
    {
        // Of several results of one check the last counts.
        var (then, now) = (Last(before), Last(after));
        return then.Keys.Concat(now.Keys.Where(k => !then.ContainsKey(k)))
            .Select(key => Compare(then.TryGetValue(key, out var b) ? b : null, now.TryGetValue(key, out var a) ? a : null))
            .OfType<KaceAadDrift>();
    }

    private static KaceAadDrift? Compare(CheckOutcome? before, CheckOutcome? after)
    {
        var step = Array.IndexOf(Order, after?.Status ?? CheckStatus.Passed) - Array.IndexOf(Order, before?.Status ?? CheckStatus.Passed);
        CheckChange? change = (before, after) switch
        {
            (null, _) => CheckChange.Added,
            (_, null) => CheckChange.Removed,
            _ when step > 0 => CheckChange.Worse,
            _ when step < 0 => CheckChange.Better,
            _ => string.Equals(before.Actual, after.Actual, StringComparison.Ordinal) ? null : CheckChange.Changed,
        };
        var either = (after ?? before)!;
        return change is not { } what ? null : new KaceAadDrift
        {
            TenantId = either.TenantId,
            Name = either.Name,
            Change = what,
            StatusBefore = before?.Status,
            Status = after?.Status,
            ActualBefore = before?.Actual,
            Actual = after?.Actual,
        };
    }

    private static Dictionary<(string Tenant, string Name), CheckOutcome> Last(IEnumerable<CheckOutcome> outcomes)
    {
        var last = new Dictionary<(string, string), CheckOutcome>();
        foreach (var outcome in outcomes)
        {
            last[(outcome.TenantId.ToUpperInvariant(), outcome.Name.ToUpperInvariant())] = outcome;
        }

        return last;
    }
}
