using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace KaceAzureAd.Graph;

/// <summary>
/// A collection, read to its end (facts.md 7.3): nextLink is followed verbatim, a page may be empty and still have one, and the first
/// request's headers are sent again. Pages that do not end are an error, not a hang.
/// </summary>
/// <param name="Request">Reads the first page.</param>
/// <param name="Factory">Makes a page.</param>
/// <param name="Items">A page's items.</param>
/// <param name="Operation">What reading it is part of.</param>
internal sealed record Paging<TPage, TItem>(RequestInformation Request, ParsableFactory<TPage> Factory, Func<TPage, List<TItem>?> Items, TenantOperation Operation)
    where TPage : BaseCollectionPaginationCountResponse
{
    private const int MostPages = 1000;

    /// <summary>All items.</summary>
    public async Task<IReadOnlyList<TItem>> ReadAsync(GraphServiceClient client, CancellationToken cancellationToken) =>
        await ReadAsync(client, await PageAsync(client, Request, cancellationToken), cancellationToken);

    /// <summary>All items, where the first page was read in a batch.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.UnexpectedAnswer</c>, <c>KaceAad.UntrustedHost</c>, or Graph's refusal.</exception>
    public async Task<IReadOnlyList<TItem>> ReadAsync(GraphServiceClient client, TPage firstPage, CancellationToken cancellationToken)
    {
        var page = firstPage;
        List<TItem> items = [.. ItemsOf(page)];
        for (var read = new HashSet<string>(StringComparer.Ordinal); page.OdataNextLink is { Length: > 0 } next;)
        {
            if (!Uri.TryCreate(next, UriKind.Absolute, out var address))
            {
                throw Unexpected($"A page of {Request.URI.AbsolutePath} names no address as the next one: '{next}'.");
            }

            if (!read.Add(next) || read.Count == MostPages)
            {
                throw Unexpected($"{Request.URI.AbsolutePath} does not end: {read.Count} pages were read.");
            }

            var request = new RequestInformation { HttpMethod = Method.GET, URI = address };
            request.Headers.AddAll(Request.Headers);
            page = await PageAsync(client, request, cancellationToken);
            items.AddRange(ItemsOf(page));
        }

        return items;
    }

    /// <summary>A page without a list is not an empty one: what is there would be taken for not there.</summary>
    private List<TItem> ItemsOf(TPage page) => Items(page) ?? throw Unexpected($"Microsoft Graph answered GET {Request.URI.AbsolutePath} without a list.");

    private KaceAadException Unexpected(string what) =>
        new(ErrorCodes.UnexpectedAnswer, what, "Try again; if it stays, look for a proxy that answers in Graph's place.") { Target = Request.URI };

    private async Task<TPage> PageAsync(GraphServiceClient client, RequestInformation request, CancellationToken cancellationToken)
    {
        request.AddRequestOptions([new Needs(Operation)]);
        return (await client.RequestAdapter.SendAsync(request, Factory, cancellationToken: cancellationToken))!;
    }
}
