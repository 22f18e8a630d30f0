using KaceAzureAd.Checks.Connection;
using KaceAzureAd.Checks.Prerequisites;
using KaceAzureAd.Tenant;

namespace KaceAzureAd.Checks;

/// <summary>Every check there is, in the order in which an administrator would look. A new check is a new class, a line here and a page in docs/checks.</summary>
internal static class CheckCatalogue
{
    public static IReadOnlyList<Check> Prerequisites { get; } =
    [
        new TenantReachableCheck(),
        new KaceSettingCheck(),
        new EntraLicenceCheck(),
        new AdministratorRolesCheck(),
        new GrantedPermissionsCheck(),
        new CustomDomainCheck(),
        new DeviceJoinCheck(),
        new OtherMdmUserScopeCheck(),
        new MamUserScopeCheck(),
        new OnPremisesKaceAppCheck(),
        new KaceSingleSignOnCheck(),
        new EnrollmentDnsCheck(),
    ];

    public static IReadOnlyList<Check> Connection { get; } =
    [
        new KaceSettingCheck(),
        new EnterpriseApplicationCheck(),
        new MobilityPolicyCheck(),
        new MdmUserScopeCheck(),
        new MdmUriCheck("MdmTermsOfUseUri", "MDM Terms Of Use URI", s => s.TermsOfUseUri, p => p.TermsOfUseUrl),
        new MdmUriCheck("MdmDiscoveryUri", "MDM Discovery URI", s => s.DiscoveryUri, p => p.DiscoveryUrl),
        new ConsentCheck(),
        new EndpointCheck("TermsOfUseEndpoint", "terms of use page", TenantPart.TermsOfUseEndpoint, s => s.TermsOfUseEndpoint),
        new EndpointCheck("DiscoveryEndpoint", "discovery endpoint", TenantPart.DiscoveryEndpoint, s => s.DiscoveryEndpoint),
        new EnrollmentDiscoveryCheck(),
        new DiscoveryResourceCheck(),
        new OtherMdmUserScopeCheck(),
        new SignInEvidenceCheck(),
        new ManagedDevicesCheck(),
    ];
}
