using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Kace;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks;

/// <summary>One check: a pure function of what was read. It never asks anything itself.</summary>
internal abstract class Check
{
    /// <summary>Stable name, as in MdmUserScope.</summary>
    public abstract string Name { get; }

    /// <summary>What it should be, in the administrator's words.</summary>
    protected abstract string Expected { get; }

    /// <summary>The result for this tenant.</summary>
    public KaceAadCheck Evaluate(TenantSnapshot snapshot, KaceAadSetting? setting)
    {
        var finding = Look(snapshot, setting);
        return new KaceAadCheck
        {
            Name = Name,
            Status = finding.Status,
            Expected = Expected,
            Actual = finding.Actual,
            Message = finding.Message,
            Remediation = finding.Remediation,
            TenantId = snapshot.TenantId,
            RequestIds = RestsOn(snapshot).OfType<string>().Distinct(StringComparer.Ordinal).ToArray(),
        };
    }

    protected abstract Finding Look(TenantSnapshot snapshot, KaceAadSetting? setting);

    /// <summary>Request ids of the readings that the check looks at.</summary>
    protected abstract IEnumerable<string?> RestsOn(TenantSnapshot snapshot);

    protected static Finding Passed(string? actual, string message) => new(CheckStatus.Passed, actual, message, null);

    protected static Finding Warning(string? actual, string message, string remediation) => new(CheckStatus.Warning, actual, message, remediation);

    protected static Finding Failed(string? actual, string message, string remediation) => new(CheckStatus.Failed, actual, message, remediation);

    protected static Finding Skipped(string message, string remediation) => new(CheckStatus.Skipped, null, message, remediation);

    /// <summary>What could not be read is never passed: skipped where the session may not read it, failed otherwise.</summary>
    protected static Finding NotRead<T>(Reading<T>? reading)
        where T : class
    {
        if (reading?.Error is not { } error)
        {
            return Skipped("This was not read in this run.", "Run the check with a session that can read it.");
        }

        var forbidden = error.Code == ErrorCodes.AccessDenied || error.Code == ErrorCodes.DelegatedSessionRequired || error.Code == ErrorCodes.MissingScope;
        return new Finding(forbidden ? CheckStatus.Skipped : CheckStatus.Failed, null, $"It could not be read: {error.Message}", error.RecommendedAction);
    }

    /// <summary>What a check found.</summary>
    internal sealed record Finding(CheckStatus Status, string? Actual, string Message, string? Remediation);
}
