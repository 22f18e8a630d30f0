using KaceAzureAd.Checks.Connection;
using KaceAzureAd.Checks.Prerequisites;

namespace KaceAzureAd.Checks;

/// <summary>Every check there is, in the order in which an administrator would look. A new check is a new class and a line here.</summary>
internal static class CheckCatalogue
{
    public static IReadOnlyList<Check> Prerequisites { get; } =
    [
        new TenantReachableCheck(),
        new EntraLicenceCheck(),
        new AdministratorRolesCheck(),
        new GrantedPermissionsCheck(),
        new DeviceJoinCheck(),
        new OtherMdmUserScopeCheck(),
        new OnPremisesKaceAppCheck(),
    ];

    public static IReadOnlyList<Check> Connection { get; } =
    [
        new EnterpriseApplicationCheck(),
        new MobilityPolicyCheck(),
        new MdmUserScopeCheck(),
        new MdmUriCheck("MdmTermsOfUseUri", "MDM Terms Of Use URI", s => s.TermsOfUseUri, p => p.TermsOfUseUrl),
        new MdmUriCheck("MdmDiscoveryUri", "MDM Discovery URI", s => s.DiscoveryUri, p => p.DiscoveryUrl),
        new ConsentCheck(),
        new EndpointCheck("TermsOfUseEndpoint", "terms of use page", s => s.TermsOfUseEndpoint),
        new EndpointCheck("DiscoveryEndpoint", "discovery endpoint", s => s.DiscoveryEndpoint),
    ];
}
