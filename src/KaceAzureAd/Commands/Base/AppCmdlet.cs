using System.Management.Automation;
using KaceAzureAd.Kace;

namespace KaceAzureAd.Commands;

/// <summary>A cmdlet that acts on KACE Cloud's application, named by KACE Cloud's settings or by its appId.</summary>
public abstract class AppCmdlet : SessionCmdlet, IHasSetting
{
    /// <summary>Name of the parameter set with -Setting.</summary>
    protected const string BySetting = "Setting";

    /// <summary>Name of the parameter set with -AppId.</summary>
    protected const string ByAppId = "AppId";

    /// <summary>KACE Cloud's settings, from ConvertFrom-KaceAadSetting or New-KaceAadSetting.</summary>
    [Parameter(ParameterSetName = BySetting, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public KaceAadSetting? Setting { get; set; }

    /// <summary>appId (application id) of KACE Cloud's application; any other MDM application's works as well.</summary>
    [Parameter(ParameterSetName = ByAppId, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("ApplicationId")]
    public string? AppId { get; set; }

    /// <summary>The appId to act on.</summary>
    /// <exception cref="Errors.KaceAadException"><c>KaceAad.InvalidAppId</c> or <c>KaceAad.AppIdNotFound</c>.</exception>
    protected string TargetAppId => Setting is not null ? KaceAppId.Of(Setting) : KaceAppId.Parse(AppId!);
}
