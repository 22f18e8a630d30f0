using System.Text;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Core.Tests.Graph;

/// <summary>Gives a token that can be recognised wherever it should not be, and remembers the challenges it was asked to answer.</summary>
internal sealed class StubTokens : ITokenSource
{
    private static readonly string Payload = Base64Url("""{"tid":"7f3c2a10-5b7e-4c55-9d64-0c0a70500001","scp":"User.Read","exp":4102444800}""");

    public static string Secret { get; } = $"e30.{Payload}.c2VjcmV0LW9mLXRoZS1zZXNzaW9u";

    public List<string> Challenges { get; } = [];

    public bool CanAskForMore => false;

    public Task<AccessToken> GetTokenAsync(ClaimsChallenge? challenge, CancellationToken cancellationToken)
    {
        if (challenge is not null)
        {
            Challenges.Add(challenge.Claims);
        }

        return Task.FromResult(new AccessToken(Secret));
    }

    public Task AskForMoreAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ForgetAsync() => Task.CompletedTask;

    public void Dispose()
    {
    }

    private static string Base64Url(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
