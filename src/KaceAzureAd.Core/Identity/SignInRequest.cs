using System.Text.RegularExpressions;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Identity;

/// <summary>Whom to sign in to, as which client, for which permissions.</summary>
/// <param name="Environment">The cloud.</param>
/// <param name="TenantId">Tenant id or verified domain; null for the account's own tenant.</param>
/// <param name="ClientId">appId of the public client.</param>
/// <param name="Scopes">Graph's delegated permissions by short name.</param>
public sealed record SignInRequest(KaceAadEnvironment Environment, string? TenantId, string ClientId, IReadOnlyList<string> Scopes)
{
    /// <summary>Microsoft Graph Command Line Tools (facts.md 6.1): the client where none of one's own is given.</summary>
    public const string DefaultClientId = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

    /// <summary>Refuses a tenant that is neither an id nor a domain, before it becomes part of an address.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidTenant</c>.</exception>
    internal void Validate()
    {
        if (TenantId is not null && !Guid.TryParseExact(TenantId, "D", out _) && !Regex.IsMatch(TenantId, @"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
        {
            throw new KaceAadException(
                ErrorCodes.InvalidTenant, $"'{TenantId}' cannot be a tenant: it is neither a tenant id (a GUID) nor a domain name.",
                "Give the tenant id that the Microsoft Entra admin center shows under Overview, or a verified domain as in contoso.com.") { Target = TenantId };
        }
    }

    /// <summary>The scopes as the sign-in service wants them: with the cloud's Graph in front.</summary>
    internal IEnumerable<string> QualifiedScopes => Scopes.Select(s => new Uri(Environment.GraphEndpoint, s).AbsoluteUri);
}
