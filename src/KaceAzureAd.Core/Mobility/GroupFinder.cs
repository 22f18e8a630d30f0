using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Graph;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Mobility;

/// <summary>Finds groups by id or by name.</summary>
internal sealed class GroupFinder(GraphTransport transport)
{
    private static readonly string[] Fields = ["id", "displayName"];

    /// <summary>The groups asked for, each once, looked up side by side.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.GroupNotFound</c> or <c>KaceAad.GroupNotUnique</c>.</exception>
    public async Task<IReadOnlyList<KaceGroup>> FindAsync(IEnumerable<string> idsOrNames, CancellationToken cancellationToken)
    {
        var given = idsOrNames.Select(GivenId.Trim).Distinct(StringComparer.OrdinalIgnoreCase);
        var found = await Task.WhenAll(given.Select(g => FindAsync(g, cancellationToken)));
        return [.. found.GroupBy(g => g.Id, StringComparer.OrdinalIgnoreCase).Select(g => g.First())];
    }

    private Task<KaceGroup> FindAsync(string idOrName, CancellationToken cancellationToken) =>
        GivenId.Of(idOrName) is { } id ? FindByIdAsync(id, cancellationToken) : FindByNameAsync(idOrName, cancellationToken);

    private async Task<KaceGroup> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var group = await transport.V1.Groups[id].GetAsync(c =>
            {
                c.QueryParameters.Select = Fields;
                c.Options.Add(new Needs(TenantOperation.ReadGroups));
            }, cancellationToken);
            return new KaceGroup(group!.Id!, group.DisplayName);
        }
        catch (KaceAadException e) when (e.Code == ErrorCodes.NotFound)
        {
            throw new KaceAadException(ErrorCodes.GroupNotFound, $"The tenant has no group with the id {id}.", "Check the id in the Microsoft Entra admin center > Groups, or give the group's name.", e)
            {
                Target = id, RequestId = e.RequestId,
            };
        }
    }

    private async Task<KaceGroup> FindByNameAsync(string name, CancellationToken cancellationToken)
    {
        var page = await transport.V1.Groups.GetAsync(c =>
        {
            c.QueryParameters.Select = Fields;
            c.QueryParameters.Filter = $"displayName eq '{name.Replace("'", "''")}'";
            c.Options.Add(new Needs(TenantOperation.ReadGroups));
        }, cancellationToken);
        List<Group> groups = page?.Value ?? [];
        return groups.Count switch
        {
            1 => new KaceGroup(groups[0].Id!, groups[0].DisplayName),
            0 => throw new KaceAadException(ErrorCodes.GroupNotFound, $"The tenant has no group named '{name}'.", "Check the name in the Microsoft Entra admin center > Groups, or give the group's id.") { Target = name },
            _ => throw new KaceAadException(
                ErrorCodes.GroupNotUnique, $"{groups.Count} groups are named '{name}': {string.Join(", ", groups.Take(5).Select(g => g.Id))}.", "Give the id of the one that is meant.") { Target = name },
        };
    }
}
