using KaceAzureAd.Emulator.Hosting;
using KaceAzureAd.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace KaceAzureAd.Emulator.SignIn;

/// <summary>A request for an authorization code, checked.</summary>
internal sealed record AuthorizeRequest(
    Application App, AppAnswer Answer, string RequestedTenant, string? State, ScopeRequest Scopes, string? Nonce, string? CodeChallenge, string? Prompt, string? LoginHint)
{
    private static readonly string?[] Prompts = [null, "", "login", "select_account", "consent", "none"];

    public bool IsPublicClient => IsPublic(App, Answer);

    /// <summary>Checks all but app and address, which the caller has checked: what is wrong here is told to the app.</summary>
    public static AuthorizeRequest Parse(IQueryCollection query, EmulatorContext context, string tenant, Application app, AppAnswer answer)
    {
        var responseType = query["response_type"].ToString();
        if (responseType != "code")
        {
            throw responseType.Length == 0 ? Refusals.ParameterMissing("response_type") : Refusals.ResponseTypeUnsupported(responseType);
        }

        string? prompt = query["prompt"];
        if (!Prompts.Contains(prompt))
        {
            throw Refusals.PromptUnsupported(prompt!);
        }

        string? challenge = query["code_challenge"];
        if (string.IsNullOrEmpty(challenge))
        {
            // A public client cannot otherwise prove that the code is its own.
            challenge = IsPublic(app, answer) ? throw Refusals.ProofKeyNeeded() : null;
        }
        else if (query["code_challenge_method"] != "S256")
        {
            throw Refusals.ProofKeyMethodUnsupported(query["code_challenge_method"].ToString());
        }

        var scopes = ScopeRequest.Parse(query["scope"], context.Origins.Graph, context.World, tenant);
        return new AuthorizeRequest(app, answer, tenant, query["state"], scopes, query["nonce"], challenge, prompt, query["login_hint"]);
    }

    private static bool IsPublic(Application app, AppAnswer answer) => !app.HasCredentials || AppAnswer.IsLoopback(answer.RedirectUri);
}
