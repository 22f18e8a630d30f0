using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Mobility;

/// <summary>Names of a tenant's groups, for whoever types one.</summary>
/// <param name="session">The tenant's session.</param>
public sealed class GroupNames(KaceAadSession session)
{
    /// <summary>
    /// The names that begin with a text, whatever its case, in the order that Graph gives them: one request, and no further page. Names that nobody
    /// can type, because of breaks or hidden characters in them, are left out: such a group is named by its id.
    /// </summary>
    /// <param name="beginning">What they begin with; empty for any.</param>
    /// <param name="limit">At most so many, 1 to 999.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.MissingScope</c>, or Graph's refusal.</exception>
    public async Task<string[]> BeginningWithAsync(string beginning, int limit, CancellationToken cancellationToken)
    {
        session.Demand(TenantOperation.ReadGroups);
        var page = await session.Graph.V1.Groups.GetAsync(c =>
        {
            c.QueryParameters.Select = ["displayName"];
            c.QueryParameters.Top = limit;
            c.QueryParameters.Filter = beginning.Length == 0 ? null : $"startswith(displayName,'{beginning.Replace("'", "''")}')";
            c.Options.Add(new Needs(TenantOperation.ReadGroups));
        }, cancellationToken);
        return [.. page?.Value?.Select(g => g.DisplayName).OfType<string>().Where(n => n == OneLine.Of(n, n.Length)) ?? []];
    }
}
