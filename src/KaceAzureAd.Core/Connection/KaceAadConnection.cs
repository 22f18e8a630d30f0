using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection;

/// <summary>How connecting a tenant ended.</summary>
public enum ConnectionStatus
{
    /// <summary>Nothing was changed: it was only planned (-WhatIf), or not confirmed.</summary>
    Planned,

    /// <summary>It was connected already, and nothing was changed.</summary>
    Unchanged,

    /// <summary>It is connected now.</summary>
    Connected,

    /// <summary>It waits for a person; the same command continues.</summary>
    Waiting,

    /// <summary>It failed; the same command continues once the reason is out of the way.</summary>
    Failed,
}

/// <summary>What came of connecting one tenant.</summary>
public sealed class KaceAadConnection
{
    /// <summary>The tenant's id.</summary>
    public required string TenantId { get; init; }

    /// <summary>KACE Cloud's appId.</summary>
    public required string AppId { get; init; }

    /// <summary>How it ended.</summary>
    public required ConnectionStatus Status { get; init; }

    /// <summary>The steps, and where each stands.</summary>
    public required IReadOnlyList<KaceAadStep> Steps { get; init; }

    /// <summary>Where things stand, in a sentence or two on one line.</summary>
    public required string Message { get; init => field = OneLine.Text(value); }

    /// <summary>The journal by which Undo-KaceAadChange takes the changes back; null where nothing was changed.</summary>
    public string? JournalPath { get; init; }

    /// <summary>Why it failed or waits; null where it did neither.</summary>
    public KaceAadException? Error { get; init; }

    /// <summary>What failed before the first change.</summary>
    /// <param name="tenantId">The tenant's id.</param>
    /// <param name="appId">KACE Cloud's appId.</param>
    /// <param name="error">Why.</param>
    public static KaceAadConnection NotBegun(string tenantId, string appId, KaceAadException error) =>
        new() { TenantId = tenantId, AppId = appId, Status = ConnectionStatus.Failed, Steps = Array.Empty<KaceAadStep>(), Message = error.Message, Error = error };

    /// <inheritdoc/>
    public override string ToString() => $"{TenantId}: {Status}: {Message}";
}
