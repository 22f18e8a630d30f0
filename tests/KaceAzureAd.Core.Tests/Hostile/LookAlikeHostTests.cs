using KaceAzureAd.Core.Tests.Graph;
using KaceAzureAd.Errors;
using KaceAzureAd.Graph.Handlers;
using KaceAzureAd.Identity;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Core.Tests.Hostile;

/// <summary>Hosts that look like Microsoft's, or are written to be taken for them: no token is so much as asked for.</summary>
public sealed class LookAlikeHostTests
{
    public static TheoryData<string> Graphs =>
    [
        "https://graph.microsoft.com@evil.invalid/v1.0", "https://graph.microsoft.com:x@evil.invalid/v1.0", "https://evil.invalid#graph.microsoft.com", "https://evil.invalid/graph.microsoft.com", "https://evil.invalid?@graph.microsoft.com",
        "https://evil.invalid\\@graph.microsoft.com/v1.0", "https://graph.microsoft.com.evil.invalid/v1.0", "https://evilgraph.microsoft.com/v1.0", "https://graph.microsoft.com./v1.0", "https://graph.microsoft.com:8443/v1.0", "http://graph.microsoft.com/v1.0",
        "http://graph.microsoft.com:443/v1.0", "https://gr\u0430ph.microsoft.com/v1.0", "https://graph.micros\u043Eft.com/v1.0", "https://xn--grph-53d.microsoft.com/v1.0", "https://graph\u3002microsoft.com.evil.invalid/v1.0", "https://user@graph.microsoft.com/v1.0",
        "https://graph.microsoft.us/v1.0", "https://graph.microsoft.com%2eevil.invalid/v1.0", "https://graph.microsoft.com%00.evil.invalid/v1.0", "https://login.microsoftonline.com/v1.0", "https://127.0.0.1/v1.0", "ftp://graph.microsoft.com/v1.0",
    ];

    [Theory]
    [MemberData(nameof(Graphs))]
    public async Task No_token_is_asked_for_on_the_way_to_another_host(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return; // .NET would send nothing.
        }

        var tokens = new NoTokens();
        using var client = new HttpMessageInvoker(new BearerTokenHandler(KaceAadEnvironment.Global, tokens) { InnerHandler = new Refusal() });
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);

        var error = await Assert.ThrowsAsync<KaceAadException>(() => client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.UntrustedHost, error.Code);
        Assert.Null(request.Headers.Authorization);
        Ordeal.AssertHarmless(error.Message);
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0/x")]
    [InlineData("https://GRAPH.microsoft.com:443/v1.0/x")]
    public async Task A_token_goes_to_the_host_itself_however_it_is_written(string address)
    {
        using var client = new HttpMessageInvoker(new BearerTokenHandler(KaceAadEnvironment.Global, new StubTokens()) { InnerHandler = new Refusal() });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(StubTokens.Secret, request.Headers.Authorization?.Parameter);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com@evil.invalid/common/adminconsent")]
    [InlineData("https://login.microsoftonline.com.evil.invalid/common/adminconsent")]
    [InlineData("https://login.microsoftonline.com./common/adminconsent")]
    [InlineData("https://login.microsoftonline.com:8443/common/adminconsent")]
    [InlineData("http://login.microsoftonline.com/common/adminconsent")]
    [InlineData("https://login.micros\u043Eftonline.com/common/adminconsent")]
    [InlineData("https://l\u043Egin.microsoftonline.com/common/adminconsent")]
    [InlineData("https://user@login.microsoftonline.com/common/adminconsent")]
    public void It_is_no_sign_in_page_and_may_not_ask_for_consent(string address)
    {
        var uri = new Uri(address);
        Assert.DoesNotContain(KaceAadEnvironment.BuiltIn, e => e.IsSignIn(uri));
        Assert.True(OnBoardHop.TryCreate(uri) is null or { AsksForConsent: true }, "It would be followed.");
    }

    private sealed class NoTokens : ITokenSource
    {
        public bool CanAskForMore => false;

        public Task<AccessToken> GetTokenAsync(ClaimsChallenge? challenge, CancellationToken cancellationToken) => throw new InvalidOperationException("A token was asked for.");

        public Task AskForMoreAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ForgetAsync() => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    private sealed class Refusal : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage());
    }
}
