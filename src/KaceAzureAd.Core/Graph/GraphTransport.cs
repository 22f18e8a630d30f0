using KaceAzureAd.Graph.Handlers;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using ParametersNameDecodingHandler = Microsoft.Kiota.Http.HttpClientLibrary.Middleware.ParametersNameDecodingHandler;

namespace KaceAzureAd.Graph;

/// <summary>
/// One session's way to Microsoft Graph: the SDK's client for v1.0 and the same client over beta. Token, retries, errors and tracing
/// are handlers below both, so that they hold for batches and single requests alike, and so that a token is never part of a
/// request that the SDK can copy into a batch.
/// </summary>
internal sealed class GraphTransport : IDisposable
{
    private readonly HttpClient _http;

    public GraphTransport(KaceAadEnvironment environment, ITokenSource tokens, RetryPolicy? retry = null)
    {
        Environment = environment;
        Retry = retry ?? RetryPolicy.Default;
        _http = new HttpClient(Chain(
            HttpClients.CreateHandler(environment),
            new ParametersNameDecodingHandler(),
            new ErrorHandler(),
            new RetryHandler(Retry),
            new BearerTokenHandler(environment, tokens),
            new TraceHandler(),
            new AttemptTimeoutHandler(TimeSpan.FromSeconds(100))))
        {
            // This limit would count the waits between retries: each attempt has its own.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        V1 = Client("v1.0");
        Beta = Client("beta");
    }

    public KaceAadEnvironment Environment { get; }

    public RetryPolicy Retry { get; }

    /// <summary>The SDK's client for v1.0.</summary>
    public GraphServiceClient V1 { get; }

    /// <summary>The SDK's client over beta; used for the mobility policies and for beta's batch only.</summary>
    public GraphServiceClient Beta { get; }

    public void Dispose() => _http.Dispose();

    /// <summary>The absolute address of a Graph object, for a body that refers to it.</summary>
    public string Reference(string path) => new Uri(Environment.GraphEndpoint, path).AbsoluteUri;

    /// <summary>All items of a collection whose first page was read; further pages only if there are any.</summary>
    public static async Task<IReadOnlyList<TItem>> ReadAllAsync<TItem, TPage>(GraphServiceClient client, TPage firstPage, CancellationToken cancellationToken)
        where TPage : Microsoft.Kiota.Abstractions.Serialization.IParsable, Microsoft.Kiota.Abstractions.Serialization.IAdditionalDataHolder, new()
    {
        var items = new List<TItem>();
        var pages = PageIterator<TItem, TPage>.CreatePageIterator(client, firstPage, item =>
        {
            items.Add(item);
            return true;
        });
        await pages.IterateAsync(cancellationToken);
        return items;
    }

    private GraphServiceClient Client(string version) =>
        new(_http, new AnonymousAuthenticationProvider(), new Uri(Environment.GraphEndpoint, version).AbsoluteUri);

    private static DelegatingHandler Chain(HttpMessageHandler innermost, params DelegatingHandler[] outermostFirst)
    {
        var inner = innermost;
        for (var i = outermostFirst.Length - 1; i >= 0; i--)
        {
            outermostFirst[i].InnerHandler = inner;
            inner = outermostFirst[i];
        }

        return outermostFirst[0];
    }
}
