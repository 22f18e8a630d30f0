using KaceAzureAd.Errors;
using KaceAzureAd.Kace;
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
    /// <param name="setting">KACE Cloud's settings, if they are at hand.</param>
    /// <param name="names">Only these checks; null or empty for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<KaceAadCheck>> TestPrerequisitesAsync(KaceAadSetting? setting, IReadOnlyCollection<string>? names, CancellationToken cancellationToken)
    {
        var checks = Chosen(CheckCatalogue.Prerequisites, names);
        var snapshot = await new TenantReader(_session).ReadForPrerequisitesAsync(setting?.AppId, cancellationToken);
        return [.. checks.Select(c => c.Evaluate(snapshot, setting))];
    }

    /// <summary>Whether the tenant is connected.</summary>
    /// <param name="appId">KACE Cloud's appId.</param>
    /// <param name="setting">KACE Cloud's settings; without them URIs and endpoints are skipped.</param>
    /// <param name="names">Only these checks; null or empty for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<KaceAadCheck>> TestConnectionAsync(string appId, KaceAadSetting? setting, IReadOnlyCollection<string>? names, CancellationToken cancellationToken)
    {
        var checks = Chosen(CheckCatalogue.Connection, names);
        var snapshot = await new TenantReader(_session).ReadForConnectionAsync(appId, setting, cancellationToken);
        return [.. checks.Select(c => c.Evaluate(snapshot, setting))];
    }

    private static IEnumerable<Check> Chosen(IReadOnlyList<Check> checks, IReadOnlyCollection<string>? names)
    {
        if (names is null || names.Count == 0)
        {
            return checks;
        }

        return names.FirstOrDefault(n => !checks.Any(c => string.Equals(c.Name, n, StringComparison.OrdinalIgnoreCase))) is { } unknown
            ? throw new KaceAadException(
                ErrorCodes.CheckNotFound, $"There is no check named '{unknown}'.", $"Give some of: {string.Join(", ", checks.Select(c => c.Name))}.") { Target = unknown }
            : checks.Where(c => names.Contains(c.Name, StringComparer.OrdinalIgnoreCase));
    }
}
