using System.Text.RegularExpressions;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Identity;

/// <summary>Whom to sign in to, as which client, for which permissions.</summary>
/// <param name="Environment">The cloud.</param>
/// <param name="TenantId">Tenant id or verified domain; null for the account's own tenant.</param>
/// <param name="ClientId">appId of the client; null where none was given.</param>
/// <param name="Scopes">Graph's delegated permissions by short name. An application alone gets what was granted to it, whatever is asked.</param>
public sealed record SignInRequest(KaceAadEnvironment Environment, string? TenantId, string? ClientId, IReadOnlyList<string> Scopes)
{
    /// <summary>Microsoft Graph Command Line Tools (facts.md 6.1): the client for a person where none of one's own is given.</summary>
    public const string DefaultClientId = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

    /// <summary>User name of the person, where it is known: the page begins with it, and of several that are remembered it is taken.</summary>
    public string? Account { get; init; }

    /// <summary>How long the sign-in is remembered.</summary>
    public ContextScope ContextScope { get; init; }

    /// <summary>
    /// The same, with its ids as Microsoft Entra writes them. What is none is refused before it becomes part of an address.
    /// </summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidTenant</c> or <c>KaceAad.InvalidClientId</c>.</exception>
    internal SignInRequest Validated() => this with
    {
        TenantId = TenantId is null ? null : Tenant(TenantId),
        ClientId = ClientId is null ? null : Client(ClientId, "-ClientId or in KACEAAD_CLIENT_ID"),
        Account = Account is null ? null : GivenId.Trim(Account),
    };

    /// <summary>The tenant, where it is an id or a domain.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidTenant</c>.</exception>
    internal static string Tenant(string text) =>
        GivenId.Of(text) ?? Domain(GivenId.Trim(text)) ?? throw new KaceAadException(
            ErrorCodes.InvalidTenant, $"'{OneLine.Of(text)}' cannot be a tenant: it is neither a tenant id (a GUID) nor a domain name.",
            "Give the tenant id that the Microsoft Entra admin center shows under Overview, or a verified domain as in contoso.com.")
            {
                Target = text,
            };

    private static string? Domain(string text) =>
        Regex.IsMatch(text, @"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) ? text : null;

    /// <summary>The id of a client, or of another application or identity that signs in.</summary>
    /// <param name="text">As given.</param>
    /// <param name="parameter">By what it was given.</param>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidClientId</c>.</exception>
    internal static string Client(string text, string parameter) => GivenId.Of(text) ?? throw new KaceAadException(
        ErrorCodes.InvalidClientId, $"'{OneLine.Of(text)}' cannot be a client: an application (client) id and an object id are GUIDs.",
        $"Give the id that the app registration or the managed identity shows, with {parameter}.") { Target = text };

    /// <summary>Tenant and client, which an application alone cannot do without.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.TenantRequired</c> or <c>KaceAad.ClientIdRequired</c>.</exception>
    internal void DemandApplication()
    {
        if (TenantId is null)
        {
            throw new KaceAadException(ErrorCodes.TenantRequired, "An application signs in to a tenant, and none was given.", "Give it with -TenantId.");
        }

        if (ClientId is null)
        {
            throw new KaceAadException(
                ErrorCodes.ClientIdRequired, "An application signs in as itself, and which one was not said.", "Give the application (client) id with -ClientId, or in the environment variable KACEAAD_CLIENT_ID.");
        }
    }

    /// <summary>The scopes as the sign-in service wants them: with the cloud's Graph in front.</summary>
    internal string[] QualifiedScopes => [.. Scopes.Select(s => new Uri(Environment.GraphEndpoint, s).AbsoluteUri)];

    /// <summary>Everything that was granted already, and nothing new.</summary>
    internal string[] DefaultScope => [new Uri(Environment.GraphEndpoint, ".default").AbsoluteUri];
}
