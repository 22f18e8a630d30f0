namespace KaceAzureAd.Checks;

/// <summary>How a check ended.</summary>
public enum CheckStatus
{
    /// <summary>It is as it should be.</summary>
    Passed,

    /// <summary>It works, but somebody should know.</summary>
    Warning,

    /// <summary>It is not as it should be, or it could not be looked at.</summary>
    Failed,

    /// <summary>It was not looked at; the message says why.</summary>
    Skipped,
}

/// <summary>The result of one check.</summary>
public sealed class KaceAadCheck
{
    /// <summary>The check's stable name.</summary>
    public required string Name { get; init; }

    /// <summary>Passed, Warning, Failed or Skipped.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>What it should be.</summary>
    public required string Expected { get; init; }

    /// <summary>What it is; null where it could not be read.</summary>
    public string? Actual { get; init; }

    /// <summary>What was found, one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do; null where nothing is to be done.</summary>
    public string? Remediation { get; init; }

    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init; }

    /// <summary>Graph's request ids that the result rests on.</summary>
    public IReadOnlyList<string> RequestIds { get; init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => $"{Status}: {Name}: {Message}";
}
