using System.Management.Automation;
using KaceAzureAd.Checks;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Commands;

/// <summary>Compares two results of Test-KaceAadConnection or Test-KaceAadPrerequisite: what drifted since.</summary>
[Cmdlet(VerbsData.Compare, "KaceAadConnection")]
[OutputType(typeof(KaceAadDrift))]
public sealed class CompareKaceAadConnectionCommand : PSCmdlet
{
    private static readonly CheckStatus[] Statuses = [.. Enum.GetValues(typeof(CheckStatus)).Cast<CheckStatus>()];

    private readonly List<CheckOutcome> _after = [];

    /// <summary>The earlier result; also one that was kept with Export-Clixml or ConvertTo-Json.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyCollection]
    [Alias("Before")]
    public PSObject[] ReferenceObject { get; set; } = [];

    /// <summary>The later result.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    [Alias("After")]
    public PSObject[] DifferenceObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => _after.AddRange(DifferenceObject.Select(Outcome));

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(CheckComparison.Compare([.. ReferenceObject.Select(Outcome)], _after), enumerateCollection: true);

    // By its properties: what was kept in a file has come back as another type.
    private CheckOutcome Outcome(PSObject check)
    {
        if (Text(check, "TenantId") is { } tenant && Text(check, "Name") is { } name
            && Enum.TryParse(Text(check, "Status"), ignoreCase: true, out CheckStatus status) && Statuses.Contains(status))
        {
            return new CheckOutcome(tenant, name, status, Text(check, "Actual"));
        }

        var failure = ErrorRecords.From(new KaceAadException(
            ErrorCodes.NotACheck, $"'{check}' is not the result of a check: it has no TenantId, Name and Status that say so.",
            "Give what Test-KaceAadConnection or Test-KaceAadPrerequisite returned.") { Target = check });
        ThrowTerminatingError(failure);
        throw failure.Exception;
    }

    private static string? Text(PSObject check, string property) => check.Properties[property]?.Value is { } value ? $"{value}" : null;
}
