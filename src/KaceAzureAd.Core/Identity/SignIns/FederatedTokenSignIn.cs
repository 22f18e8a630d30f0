using KaceAzureAd.Errors;
using KaceAzureAd.Operations;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>
/// An application signs in with the token of another identity provider that it was told to trust (workload identity federation): GitHub Actions,
/// Azure DevOps, Kubernetes. Such tokens are short-lived, so each renewal asks for a new one.
/// </summary>
public sealed class FederatedTokenSignIn : ConfidentialClientSignIn
{
    private readonly Func<CancellationToken, Task<string>> _token;
    private string _last = "";

    /// <summary>Takes where the token comes from.</summary>
    /// <param name="token">Gives the present token.</param>
    public FederatedTokenSignIn(Func<CancellationToken, Task<string>> token) => _token = token;

    /// <inheritdoc/>
    public override SignInMethod Method => SignInMethod.FederatedToken;

    internal override string Again => "Get a new federated token and run Connect-KaceAad again.";

    internal override IEnumerable<string> Secrets => [_last];

    /// <summary>A token in a file that its provider keeps fresh, as Kubernetes does.</summary>
    /// <param name="path">Full path of the file.</param>
    public static FederatedTokenSignIn FromFile(string path) => new(_ =>
    {
        try
        {
            return Task.FromResult(File.ReadAllText(path));
        }
        catch (Exception e) when (OwnFile.IsAboutFiles(e))
        {
            throw Unavailable($"the file '{path}' cannot be read: {e.Message.TrimEnd('.')}", path);
        }
    });

    /// <summary>There is no token.</summary>
    public static KaceAadException Unavailable(string why, object? target = null) => new(
        ErrorCodes.FederatedTokenUnavailable, $"There is no federated token: {why}.", "Check that the identity provider gives this job a token (GitHub Actions: permissions id-token: write), and where it is put.") { Target = target };

    private protected override ConfidentialClientApplicationBuilder Prove(ConfidentialClientApplicationBuilder builder) => builder.WithClientAssertion(async cancellationToken =>
    {
        var token = (await _token(cancellationToken)).Trim();
        return token.Length > 0 ? _last = token : throw Unavailable("what was given is empty");
    });
}
