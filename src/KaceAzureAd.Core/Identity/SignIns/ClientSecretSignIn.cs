using System.Net;
using System.Security;
using Microsoft.Identity.Client;

namespace KaceAzureAd.Identity;

/// <summary>An application signs in with its client secret.</summary>
public sealed class ClientSecretSignIn : ConfidentialClientSignIn
{
    private readonly SecureString _secret;

    /// <summary>Takes the secret.</summary>
    public ClientSecretSignIn(SecureString secret) => _secret = secret;

    /// <inheritdoc/>
    public override SignInMethod Method => SignInMethod.ClientSecret;

    internal override string Again => "Check the application's client secret and run Connect-KaceAad again.";

    internal override IEnumerable<string> Secrets => [Text];

    private string Text => new NetworkCredential("", _secret).Password;

    private protected override ConfidentialClientApplicationBuilder Prove(ConfidentialClientApplicationBuilder builder) => builder.WithClientSecret(Text);
}
