using KaceAzureAd.Errors;
using KaceAzureAd.Graph;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Mobility;

/// <summary>Finds KACE Cloud's application in a tenant that has it, where nobody told its appId: an enterprise application of this name, whose home is another tenant.</summary>
public static class KaceAppFinder
{
    /// <summary>Its appId.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.AppNotFound</c> or <c>KaceAad.AppNotUnique</c>.</exception>
    public static async Task<string> FindAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        session.Demand(TenantOperation.ReadApplications);
        var named = await new ServicePrincipals(session.Graph).NamedKace().ReadAsync(session.Graph.V1, cancellationToken);
        var foreign = named.Where(s => s.AppId is not null && s.AppOwnerOrganizationId is { } home && !string.Equals(home.ToString(), session.TenantId, StringComparison.OrdinalIgnoreCase)).ToList();
        return foreign.Count switch
        {
            1 => foreign[0].AppId!,
            0 => throw new KaceAadException(
                ErrorCodes.AppNotFound, $"Tenant {session.TenantId} has no enterprise application of another organisation whose name begins with KACE.", "Give KACE Cloud's settings with -Setting, or its appId with -AppId.") { Target = session.TenantId },
            _ => throw new KaceAadException(
                ErrorCodes.AppNotUnique, $"Tenant {session.TenantId} has {foreign.Count} enterprise applications whose name begins with KACE: {OneLine.Of(foreign.Select(s => $"{s.DisplayName} ({s.AppId})"))}.",
                "Give the appId of the one that is meant with -AppId.") { Target = session.TenantId },
        };
    }
}
