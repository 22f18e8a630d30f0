using KaceAzureAd.Graph.MobilityPolicies;
using KaceAzureAd.Operations;
using Microsoft.Graph.Models;

namespace KaceAzureAd.Mobility;

/// <summary>An MDM application in a tenant: its enterprise application, and its entry in Mobility (MDM and MAM).</summary>
public sealed class KaceMobilityApp
{
    internal KaceMobilityApp(string tenantId, string appId, ServicePrincipal? servicePrincipal, MobilityPolicy? policy)
    {
        TenantId = tenantId;
        AppId = appId;
        DisplayName = OneLine.Text(servicePrincipal?.DisplayName ?? policy?.DisplayName);
        ServicePrincipalId = servicePrincipal?.Id;
        IsEnabled = servicePrincipal?.AccountEnabled;
        IsPolicyValid = policy?.IsValid;
        if (policy is not null)
        {
            MdmUserScope = KaceMdmUserScope.ScopeOf(policy);
            Groups = KaceMdmUserScope.GroupsOf(policy);
            TermsOfUseUri = OneLine.Text(policy.TermsOfUseUrl);
            DiscoveryUri = OneLine.Text(policy.DiscoveryUrl);
        }
    }

    /// <summary>The tenant's id.</summary>
    public string TenantId { get; }

    /// <summary>appId, the same in every tenant.</summary>
    public string AppId { get; }

    /// <summary>Its name.</summary>
    public string? DisplayName { get; }

    /// <summary>Object id of the enterprise application in this tenant; null where there is none.</summary>
    public string? ServicePrincipalId { get; }

    /// <summary>Whether users can sign in to it; null where there is no enterprise application.</summary>
    public bool? IsEnabled { get; }

    /// <summary>Whether its entry in Mobility (MDM and MAM) is valid; null where there is none or it cannot be read.</summary>
    public bool? IsPolicyValid { get; }

    /// <summary>All, Some or None; null where there is no entry or it cannot be read.</summary>
    public MdmUserScope? MdmUserScope { get; }

    /// <summary>The groups of the scope Some.</summary>
    public IReadOnlyList<KaceGroup> Groups { get; } = Array.Empty<KaceGroup>();

    /// <summary>MDM terms of use URL in Azure AD.</summary>
    public string? TermsOfUseUri { get; }

    /// <summary>MDM discovery URL in Azure AD.</summary>
    public string? DiscoveryUri { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{DisplayName ?? AppId} in {TenantId}";
}
