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

    public GraphTransport(KaceAadEnvironment environment, ITokenSource tokens, RetryPolicy? retry = null, TimeSpan? answerLimit = null)
    {
        Environment = environment;
        Retry = retry ?? RetryPolicy.Default;
        _http = new HttpClient(Chain(
            HttpClients.ConnectionsTo(environment),
            new ParametersNameDecodingHandler(),
            new ChangeHandler(),
            new ErrorHandler(),
            new RetryHandler(Retry),
            new BearerTokenHandler(environment, tokens),
            new AnswerHandler(environment.GraphEndpoint, answerLimit ?? TimeSpan.FromSeconds(100)),
            new TraceHandler()), disposeHandler: false)
        {
            // The limit is one for each answer. Over all, it would cut off a Retry-After that is honoured.
            Timeout = Timeout.InfiniteTimeSpan,
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

    /// <summary>Ends what is under way. What asks later is told by the session's tokens that it was disconnected.</summary>
    public void Dispose() => _http.Dispose();

    /// <summary>The absolute address of a Graph object, for a body that refers to it.</summary>
    public string Reference(string path) => new Uri(Environment.GraphEndpoint, path).AbsoluteUri;

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
