using KaceAzureAd.Mobility;

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

/// <summary>How bad it is when something is not as it should be.</summary>
public enum CheckSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>It works, but not for all, or not as recommended.</summary>
    Warning,

    /// <summary>Without it, devices do not enrol in KACE Cloud.</summary>
    Error,
}

/// <summary>What a check is about.</summary>
public enum CheckGroup
{
    /// <summary>Whether the tenant is ready to be connected.</summary>
    Prerequisite,

    /// <summary>Whether the tenant is connected.</summary>
    Connection,
}

/// <summary>The result of one check.</summary>
public sealed class KaceAadCheck
{
    /// <summary>The check's stable name.</summary>
    public required string Name { get; init; }

    /// <summary>Prerequisite or Connection.</summary>
    public required CheckGroup Group { get; init; }

    /// <summary>How bad it is when this is not as it should be.</summary>
    public required CheckSeverity Severity { get; init; }

    /// <summary>Passed, Warning, Failed or Skipped.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>What it should be.</summary>
    public required string Expected { get; init; }

    /// <summary>What it is; null where it could not be read. Of the same state it is always the same, so that two results can be compared.</summary>
    public string? Actual { get; init; }

    /// <summary>What was found, on one line.</summary>
    public required string Message { get; init; }

    /// <summary>What to do; null where nothing is to be done.</summary>
    public string? Remediation { get; init; }

    /// <summary>The check's page in the documentation.</summary>
    public required string Documentation { get; init; }

    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init; }

    /// <summary>Graph's request ids that the result rests on.</summary>
    public IReadOnlyList<string> RequestIds { get; init; } = Array.Empty<string>();

    /// <summary>
    /// True where all is well: passed, with or without a warning. A check that was skipped proves nothing, so it counts as well only where a warning
    /// would be the worst that it could have found.
    /// </summary>
    public bool IsWell => Status is CheckStatus.Passed or CheckStatus.Warning || (Status == CheckStatus.Skipped && Severity < CheckSeverity.Error);

    /// <summary>What a check of KACE Cloud's MDM user scope looked at, for a report to draw it.</summary>
    internal CheckedScope? Scope { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Status}: {Name}: {Message}";
}

/// <summary>An MDM user scope that a check looked at.</summary>
/// <param name="AppId">appId of the application.</param>
/// <param name="Application">Its name.</param>
/// <param name="Scope">All, Some or None.</param>
/// <param name="Groups">The groups of the scope Some, and how many users each has where that was counted.</param>
internal sealed record CheckedScope(string AppId, string? Application, MdmUserScope Scope, IReadOnlyList<(KaceGroup Group, long? Users)> Groups);
