using KaceAzureAd.Operations;
using KaceAzureAd.Tenant;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Checks.Prerequisites;

/// <summary>Users sign in to KACE Cloud with Azure AD, as an older page of KACE's demands (facts.md 4.8). It is told by the address that KACE's sign-in comes back to.</summary>
internal sealed class KaceSingleSignOnCheck : Check
{
    private const string Endpoint = "/broker/heliumsso/endpoint";

    public override string Name => "KaceSingleSignOn";

    public override CheckSeverity Severity => CheckSeverity.Warning;

    public override string Proves => "An app registration of the tenant signs users in to KACE Cloud (single sign-on).";

    public override string PutRight =>
        "In KACE Cloud set up Settings > Single Sign-On with this Azure AD, with 'Immediately redirect to identity provider'; register the redirect URI that it shows in the Microsoft Entra admin center > App registrations.";

    public override IReadOnlyList<TenantPart> LooksAt => [TenantPart.Applications];

    protected override string Expected(CheckOptions options) => $"an app registration with an address that ends in {Endpoint}";

    protected override Finding Look(TenantSnapshot snapshot, CheckOptions options)
    {
        if (snapshot.Applications?.Value is not { } applications)
        {
            return NotRead(snapshot.Applications);
        }

        var found = applications.Where(a => Addresses(a).Any(IsKaceSignOn)).ToList();
        return found.Count > 0
            ? Passed(OneLine.Of(found.Select(a => a.DisplayName ?? a.AppId)), "Users sign in to KACE Cloud with this Azure AD.")
            : Warning("none", "No app registration signs users in to KACE Cloud; an older page of KACE's demands single sign-on before Azure AD is connected.");
    }

    private static IEnumerable<string?> Addresses(Application application) =>
        [.. application.Web?.RedirectUris ?? [], .. application.IdentifierUris ?? []];

    private static bool IsKaceSignOn(string? address) => address?.Split('?', '#')[0].TrimEnd('/').EndsWith(Endpoint, StringComparison.OrdinalIgnoreCase) == true;
}
