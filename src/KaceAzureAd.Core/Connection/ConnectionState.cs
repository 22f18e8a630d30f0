using System.Text.Json.Serialization;
using KaceAzureAd.Consent;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Connection;

/// <summary>
/// All of a tenant that a plan rests on, and nothing else: two equal states have the same plan. A saved plan keeps it, to tell later whether the
/// tenant is still as it was.
/// </summary>
internal sealed record ConnectionState
{
    public required string TenantId { get; init; }

    public required string AppId { get; init; }

    /// <summary>KACE Cloud's enterprise application; null where there is none.</summary>
    public EnterpriseAppState? Application { get; init; }

    /// <summary>Its entry in Mobility (MDM and MAM); null where there is none.</summary>
    public MobilityEntryState? Entry { get; init; }

    /// <summary>Its MAM half is there and invalid.</summary>
    public bool HasInvalidMamEntry { get; init; }

    /// <summary>Other MDM applications that claim users.</summary>
    public IReadOnlyList<MobilityEntryState> OtherMdms { get; init; } = [];

    /// <summary>On-premises MDM applications for KACE.</summary>
    public IReadOnlyList<OnPremisesAppState> OnPremisesApps { get; init; } = [];

    /// <summary>What was granted to KACE Cloud's application for all users.</summary>
    public IReadOnlyList<PermissionRequest> Consent { get; init; } = [];

    /// <summary>The groups that are to be the scope, as they were found.</summary>
    public IReadOnlyList<KaceGroup> Groups { get; init; } = [];
}

/// <summary>An enterprise application.</summary>
internal sealed record EnterpriseAppState(string Id, string? DisplayName, bool IsEnabled, bool IsDisabledByMicrosoft);

/// <summary>An entry in Mobility (MDM and MAM).</summary>
internal sealed record MobilityEntryState(string AppId, string? DisplayName, bool IsValid, string? TermsOfUseUrl, string? DiscoveryUrl, MdmUserScope Scope, IReadOnlyList<KaceGroup> Groups)
{
    /// <summary>True where some of the groups may be missing.</summary>
    public bool AreGroupsCut { get; init; }

    [JsonIgnore]
    public string Name => DisplayName ?? AppId;

    [JsonIgnore]
    public ScopeValue ScopeValue => new(Scope, Groups);
}

/// <summary>An on-premises MDM application for KACE: what is left of it in Azure AD.</summary>
internal sealed record OnPremisesAppState(string AppId, string? DisplayName, bool HasServicePrincipal, bool HasEntry, bool HasMamEntry, bool HasRegistration, MdmUserScope Scope)
{
    [JsonIgnore]
    public string Name => DisplayName ?? AppId;
}
