using KaceAzureAd.Checks.Connection;
using KaceAzureAd.Errors;
using KaceAzureAd.Sessions;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks;

/// <summary>Reads a tenant once and evaluates checks on what was read.</summary>
public sealed class CheckService
{
    private readonly KaceAadSession _session;

    /// <summary>For one tenant.</summary>
    public CheckService(KaceAadSession session) => _session = session;

    /// <summary>Names of the checks of <see cref="TestPrerequisitesAsync"/>.</summary>
    public static IReadOnlyList<string> PrerequisiteNames => [.. CheckCatalogue.Prerequisites.Select(c => c.Name)];

    /// <summary>Names of the checks of <see cref="TestConnectionAsync"/>.</summary>
    public static IReadOnlyList<string> ConnectionNames => [.. CheckCatalogue.Connection.Select(c => c.Name)];

    /// <summary>Whether the tenant is ready to be connected.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.CheckNotFound</c>.</exception>
    public Task<IReadOnlyList<KaceAadCheck>> TestPrerequisitesAsync(CheckOptions options, CancellationToken cancellationToken) =>
        TestAsync(CheckGroup.Prerequisite, CheckCatalogue.Prerequisites, options, cancellationToken);

    /// <summary>Whether the tenant is connected.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.CheckNotFound</c>, <c>KaceAad.AppIdNotFound</c> or <c>KaceAad.InvalidReferenceConsent</c>.</exception>
    public Task<IReadOnlyList<KaceAadCheck>> TestConnectionAsync(CheckOptions options, CancellationToken cancellationToken)
    {
        if (options.TargetAppId is null)
        {
            throw new KaceAadException(ErrorCodes.AppIdNotFound, "The appId of KACE Cloud's application is not known from these settings.", "Make the settings again with -AppId.") { Target = options.Setting };
        }

        ExpectedConsent.Demand(options);
        return TestAsync(CheckGroup.Connection, CheckCatalogue.Connection, options, cancellationToken);
    }

    private async Task<IReadOnlyList<KaceAadCheck>> TestAsync(CheckGroup group, IReadOnlyList<Check> catalogue, CheckOptions options, CancellationToken cancellationToken)
    {
        var checks = Chosen(catalogue, options);
        var snapshot = await new TenantReader(_session, new TenantQuery
        {
            Parts = new HashSet<TenantPart>(checks.SelectMany(c => c.LooksAt)),
            AppId = options.TargetAppId,
            Setting = options.Setting,
            ResourceAppIds = ExpectedConsent.ResourcesOf(options),
            DnsServer = options.DnsServer,
        }).ReadAsync(cancellationToken);
        return [.. checks.Select(c => c.Evaluate(snapshot, options, group))];
    }

    /// <summary>The checks that are wanted. None at all is an error: nothing looked at must not pass for all well.</summary>
    private static List<Check> Chosen(IReadOnlyList<Check> catalogue, CheckOptions options)
    {
        if (options.Names.FirstOrDefault(n => !catalogue.Any(c => IsNamed(c, n))) is { } unknown)
        {
            throw new KaceAadException(
                ErrorCodes.CheckNotFound, $"There is no check named '{Operations.OneLine.Of(unknown)}'.", $"Give some of: {string.Join(", ", catalogue.Select(c => c.Name))}.") { Target = unknown };
        }

        var chosen = catalogue.Where(c => c.Severity >= options.Severity && (options.Names.Count == 0 ? c.Applies(options) : options.Names.Any(n => IsNamed(c, n)))).ToList();
        return chosen.Count > 0 ? chosen : throw new KaceAadException(
            ErrorCodes.CheckNotFound, $"None of the checks {string.Join(", ", options.Names)} has the severity {options.Severity} or a higher one.", "Give a lower -Severity, or leave it out.") { Target = options.Severity };
    }

    private static bool IsNamed(Check check, string name) => string.Equals(check.Name, name, StringComparison.OrdinalIgnoreCase);
}
