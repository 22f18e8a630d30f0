using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Commands.Transformations;
using KaceAzureAd.Connection;
using KaceAzureAd.Consent;
using KaceAzureAd.Kace;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Commands;

/// <summary>A cmdlet that plans how a tenant is connected with KACE Cloud.</summary>
public abstract class ConnectionCmdlet : SessionCmdlet, IHasSetting
{
    /// <summary>Name of the parameter set with -Setting.</summary>
    protected const string BySetting = "Setting";

    /// <summary>KACE Cloud's settings, from ConvertFrom-KaceAadSetting, New-KaceAadSetting or Import-KaceAadSetting.</summary>
    [Parameter(ParameterSetName = BySetting, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public KaceAadSetting? Setting { get; set; }

    /// <summary>The MDM user scope that is wanted: All, Some or None.</summary>
    [Parameter(ParameterSetName = BySetting, ValueFromPipelineByPropertyName = true)]
    [ValidateSet(nameof(MdmUserScope.All), nameof(MdmUserScope.Some), nameof(MdmUserScope.None))]
    public MdmUserScope Scope { get; set; } = MdmUserScope.All;

    /// <summary>Ids or names of the groups for -Scope Some: exactly these, afterwards.</summary>
    [Parameter(ParameterSetName = BySetting, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [GroupCompleter]
    public string[] Group { get; set; } = [];

    /// <summary>The consent of a tenant where all is well, from Get-KaceConsent: the same is granted here through Microsoft Graph, without a browser.</summary>
    [Parameter(ParameterSetName = BySetting)]
    [ValidateNotNullOrEmpty]
    [ConsentReadBackTransformation]
    public KaceConsent[] ReferenceConsent { get; set; } = [];

    /// <summary>Set the MDM user scope of other MDM applications that claim the same users to None.</summary>
    [Parameter(ParameterSetName = BySetting)]
    public SwitchParameter ResolveConflict { get; set; }

    /// <summary>Remove an on-premises MDM application for KACE from Azure AD: the Azure side of KACE Cloud's Remove Existing Settings.</summary>
    [Parameter(ParameterSetName = BySetting)]
    public SwitchParameter RemoveOnPremisesApp { get; set; }

    /// <summary>How many tenants to work on at a time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <inheritdoc/>
    protected override int AtOnce => ThrottleLimit;

    private protected ConnectionOptions Options => new()
    {
        Setting = Setting!,
        Scope = Scope,
        Groups = Group,
        Permissions = PermissionRequest.From(ReferenceConsent),
        ResolveConflict = ResolveConflict,
        RemoveOnPremisesApp = RemoveOnPremisesApp,
    };
}
