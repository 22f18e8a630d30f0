using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>An application signs in as itself. It can do all that Graph allows without a person; mobility policies are not among that (facts.md 1.6).</summary>
public abstract class ConfidentialClientSignIn : SignIn
{
    private protected ConfidentialClientSignIn()
    {
    }

    internal sealed override async Task<ITokenSource> SignInAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        request.DemandApplication();
        var client = Prove(ConfidentialClientApplicationBuilder.Create(request.ClientId).For(request)).Build();
        await MsalCall.RunAsync(() => AcquireAsync(null, cancellationToken), e => SignInErrors.From(e, this, request), request);
        return new RepeatedTokens(this, request, AcquireAsync);

        Task<AuthenticationResult> AcquireAsync(string? claims, CancellationToken ct) => client.AcquireTokenForClient(request.DefaultScope).WithClaims(claims).ExecuteAsync(ct);
    }

    /// <summary>Adds what the application proves itself with.</summary>
    private protected abstract ConfidentialClientApplicationBuilder Prove(ConfidentialClientApplicationBuilder builder);
}
