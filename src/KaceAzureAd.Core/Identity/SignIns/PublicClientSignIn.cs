using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>A person signs in through a public client: what browser and device code share.</summary>
public abstract class PublicClientSignIn : SignIn
{
    private protected PublicClientSignIn()
    {
    }

    /// <inheritdoc/>
    public override bool IsInteractive => true;

    internal sealed override async Task<ITokenSource> SignInAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        var client = PublicClientApplicationBuilder.Create(request.ClientId ?? SignInRequest.DefaultClientId).For(request).WithRedirectUri("http://localhost").Build();
        if (request.ContextScope == ContextScope.CurrentUser)
        {
            await KeptSignIns.AttachAsync(client.UserTokenCache);
        }

        var account = await KeptSignIns.FindAsync(client, request, cancellationToken);
        var result = await MsalCall.RunAsync(
            async () => (account is null ? null : await RememberedAsync(client, request, account, cancellationToken))
                ?? await AcquireAsync(client, request.QualifiedScopes, account, request, cancellationToken),
            e => SignInErrors.From(e, this, request), request);
        return new PersonTokens(this, client, request, result.Account);
    }

    /// <summary>Asks the person.</summary>
    /// <param name="client">The client.</param>
    /// <param name="scopes">For what, qualified.</param>
    /// <param name="account">Who signed in before, if anybody did.</param>
    /// <param name="request">The rest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private protected abstract Task<AuthenticationResult> AcquireAsync(
        IPublicClientApplication client, string[] scopes, IAccount? account, SignInRequest request, CancellationToken cancellationToken);

    /// <summary>Without asking, where what is remembered suffices; else null.</summary>
    private static async Task<AuthenticationResult?> RememberedAsync(IPublicClientApplication client, SignInRequest request, IAccount account, CancellationToken cancellationToken)
    {
        try
        {
            return await client.AcquireTokenSilent(request.QualifiedScopes, account).ExecuteAsync(cancellationToken);
        }
        catch (MsalUiRequiredException)
        {
            return null;
        }
    }

    /// <summary>Tokens of a person, who can be asked for more.</summary>
    private sealed class PersonTokens(PublicClientSignIn signIn, IPublicClientApplication client, SignInRequest request, IAccount account) : MsalTokens(signIn, request)
    {
        public override bool CanAskForMore => true;

        // Entra puts everything that was consented to into the next token: the scopes that are asked for silently stay the same.
        public override Task AskForMoreAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken)
        {
            var more = Request with { Scopes = [.. Request.Scopes.Union(scopes, StringComparer.OrdinalIgnoreCase)] };
            return MsalCall.RunAsync(
                () => signIn.AcquireAsync(client, more.QualifiedScopes, account, more, cancellationToken), e => SignInErrors.From(e, signIn, more), more);
        }

        public override Task ForgetAsync() => client.RemoveAsync(account);

        private protected override Task<AuthenticationResult> AcquireAsync(string? claims, CancellationToken cancellationToken) =>
            client.AcquireTokenSilent(Request.QualifiedScopes, account).WithClaims(claims).ExecuteAsync(cancellationToken);
    }
}
