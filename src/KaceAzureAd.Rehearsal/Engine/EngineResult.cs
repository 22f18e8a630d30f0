using System.Management.Automation;

namespace KaceAzureAd.Rehearsal.Engine;

/// <summary>What a script left in each stream.</summary>
/// <param name="Output">The objects it wrote.</param>
/// <param name="Errors">The errors it left, the one that ended it included; none that it handled or silenced.</param>
/// <param name="Failure">The error that ended it, or null where it ran to its end or was stopped.</param>
/// <param name="IsStopped">True where it was stopped.</param>
/// <param name="HostText">What it showed on the host: Write-Host, warnings, Out-Default.</param>
public sealed record EngineResult(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, ErrorRecord? Failure, bool IsStopped, string HostText)
{
    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<string> Debug { get; init; }

    public required IReadOnlyList<InformationRecord> Information { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }
}
