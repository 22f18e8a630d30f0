using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks;

/// <summary>
/// One check: a pure function of what was read and of what is expected. It never asks anything itself. What it says about itself here, its page in
/// docs/checks says as well.
/// </summary>
internal abstract class Check
{
    private const int LongestText = 1000;

    /// <summary>Stable name, as in MdmUserScope.</summary>
    public abstract string Name { get; }

    /// <summary>How bad it is when this is not as it should be.</summary>
    public virtual CheckSeverity Severity => CheckSeverity.Error;

    /// <summary>What a pass proves, one sentence.</summary>
    public abstract string Proves { get; }

    /// <summary>What to do where it is not so, where the finding does not say it better.</summary>
    public abstract string PutRight { get; }

    /// <summary>The parts of the tenant that it looks at.</summary>
    public abstract IReadOnlyList<TenantPart> LooksAt { get; }

    /// <summary>The licence without which Microsoft does not let it look; null where it needs none.</summary>
    public virtual string? Licence => null;

    /// <summary>False where there is nothing for it to look at, and it is left out unless it is named.</summary>
    public virtual bool Applies(CheckOptions options) => true;

    /// <summary>What it needs, in words.</summary>
    public string NeedsInWords
    {
        get
        {
            var operations = LooksAt.Select(p => p.Operation).OfType<TenantOperation>().Distinct().Select(o =>
                $"{o.Scopes[0]} to {o.Name}{(o.IsOptional ? " (not asked for when signing in)" : "")}{(o.Roles.Count == 0 ? "" : $", with the role {o.RolesInWords}")}");
            var needs = string.Join("; ", operations.Concat(Licence is null ? [] : [$"the licence {Licence}"]));
            return needs.Length == 0 ? "nothing" : needs;
        }
    }

    /// <summary>The result for this tenant.</summary>
    public KaceAadCheck Evaluate(TenantSnapshot snapshot, CheckOptions options, CheckGroup group)
    {
        var finding = Look(snapshot, options);
        return new KaceAadCheck
        {
            Name = Name,
            Group = group,
            Severity = Severity,
            Status = finding.Status,

            // Names of groups, errors of services: whatever it is, a message stays one line.
            Expected = OneLine.Of(Expected(options), LongestText),
            Actual = finding.Actual is null ? null : OneLine.Of(finding.Actual, LongestText),
            Message = OneLine.Of(finding.Message, LongestText),
            Remediation = finding.Remediation is null ? null : OneLine.Of(finding.Remediation, LongestText),
            Documentation = $"docs/checks/{Name}.md",
            TenantId = snapshot.TenantId,
            Scope = finding.Scope,
            RequestIds = LooksAt.SelectMany(p => p.RequestIds(snapshot)).Distinct(StringComparer.Ordinal).ToArray(),
        };
    }

    /// <summary>What it should be, in the administrator's words.</summary>
    protected abstract string Expected(CheckOptions options);

    protected abstract Finding Look(TenantSnapshot snapshot, CheckOptions options);

    protected static Finding Passed(string? actual, string message) => new(CheckStatus.Passed, actual, message, null);

    protected Finding Warning(string? actual, string message, string? remediation = null) => new(CheckStatus.Warning, actual, message, remediation ?? PutRight);

    protected Finding Failed(string? actual, string message, string? remediation = null) => new(CheckStatus.Failed, actual, message, remediation ?? PutRight);

    protected static Finding Skipped(string message, string remediation) => new(CheckStatus.Skipped, null, message, remediation);

    protected static Finding WithoutSetting() => Skipped("KACE Cloud's settings were not given.", "Give them with -Setting.");

    /// <summary>What could not be read is never passed: skipped where the session may not read it or the tenant has no licence for it, failed otherwise.</summary>
    protected static Finding NotRead<T>(Reading<T>? reading)
        where T : class => reading?.Error is { } error ? NotRead(error) : Skipped("This was not read in this run.", "Run the check with a session that can read it.");

    /// <summary>As <see cref="NotRead{T}"/>, where the reason is at hand.</summary>
    protected static Finding NotRead(KaceAadException error)
    {
        var forbidden = error.Code == ErrorCodes.AccessDenied || error.Code == ErrorCodes.DelegatedSessionRequired || error.Code == ErrorCodes.MissingScope || error.Code == ErrorCodes.LicenceRequired;
        return new Finding(forbidden ? CheckStatus.Skipped : CheckStatus.Failed, null, $"It could not be read: {Reason(error)}", error.RecommendedAction);
    }

    /// <summary>Why something could not be read. Where a permission was not granted, its name says more than all that were.</summary>
    protected static string Reason(KaceAadException error) => error.MissingScope is { } scope ? $"the session was not granted {scope}." : error.Message;

    /// <summary>What a check found.</summary>
    internal sealed record Finding(CheckStatus Status, string? Actual, string Message, string? Remediation)
    {
        /// <summary>The MDM user scope that was looked at.</summary>
        public CheckedScope? Scope { get; init; }
    }
}
