using KaceAzureAd.Consent;
using KaceAzureAd.Errors;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Connection;

/// <summary>How a tenant is to be connected.</summary>
public sealed record ConnectionOptions
{
    /// <summary>KACE Cloud's settings, with its appId.</summary>
    public required KaceAadSetting Setting { get; init; }

    /// <summary>The MDM user scope: All, Some or None.</summary>
    public MdmUserScope Scope { get; init; } = MdmUserScope.All;

    /// <summary>Ids or names of the groups of the scope Some: exactly these, afterwards.</summary>
    public IReadOnlyCollection<string> Groups { get; init; } = [];

    /// <summary>Permissions to grant through Microsoft Graph instead of in the browser; empty for the browser.</summary>
    public IReadOnlyCollection<PermissionRequest> Permissions { get; init; } = [];

    /// <summary>Set the MDM user scope of other MDM applications that claim the same users to None.</summary>
    public bool ResolveConflict { get; init; }

    /// <summary>Remove the Azure side of an on-premises MDM application for KACE.</summary>
    public bool RemoveOnPremisesApp { get; init; }

    /// <summary>How long to wait for what others do: Microsoft's replication, a person in a browser.</summary>
    public TimeSpan WaitAtMost { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>KACE Cloud's appId.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.AppIdNotFound</c>.</exception>
    internal string AppId => Setting.AppId ?? throw new KaceAadException(
        ErrorCodes.AppIdNotFound, "The appId of KACE Cloud's application is not known from these settings.", "Make the settings again with -AppId.") { Target = Setting };

    /// <summary>Fails where the options contradict one another.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.InvalidScope</c> or <c>KaceAad.AppIdNotFound</c>.</exception>
    internal void Validate()
    {
        MdmUserScopeService.Validate(Scope, Groups);
        _ = AppId;
    }
}
