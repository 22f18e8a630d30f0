using System.Management.Automation;
using KaceAzureAd.Commands.Transformations;
using KaceAzureAd.Consent;

namespace KaceAzureAd.Commands;

/// <summary>A cmdlet that changes consent: of permissions named, or of another tenant's consent from the pipeline.</summary>
public abstract class ConsentCmdlet : WriterCmdlet
{
    /// <summary>Name of the parameter set with -Consent.</summary>
    protected const string ByConsent = "Consent";

    private readonly List<KaceConsent> _consent = [];

    /// <summary>What Get-KaceConsent returned, here or for another tenant. All of it is taken together.</summary>
    [Parameter(ParameterSetName = ByConsent, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ConsentReadBackTransformation]
    public KaceConsent[]? Consent { get; set; }

    /// <summary>Whether -Permission names delegated or application permissions.</summary>
    [Parameter(ParameterSetName = BySetting)]
    [Parameter(ParameterSetName = ByAppId)]
    public ConsentType Type { get; set; } = ConsentType.Delegated;

    /// <summary>appId of the resource that offers the permissions; Microsoft Graph without it.</summary>
    [Parameter(ParameterSetName = BySetting)]
    [Parameter(ParameterSetName = ByAppId)]
    [ValidateNotNullOrEmpty]
    public string ResourceAppId { get; set; } = PermissionRequest.MicrosoftGraph;

    /// <inheritdoc/>
    protected override bool Collects => ParameterSetName == ByConsent;

    /// <inheritdoc/>
    protected override void Collect() => _consent.AddRange(Consent!);

    /// <summary>What is asked for, for each application; null where no permission was named.</summary>
    protected IReadOnlyList<(string AppId, IReadOnlyList<PermissionRequest>? Permissions)> Requests(string[]? permissions) => Collects
        ? [.. _consent.GroupBy(c => c.AppId, StringComparer.OrdinalIgnoreCase).Select(c => (KaceAppId.Parse(c.Key), (IReadOnlyList<PermissionRequest>?)PermissionRequest.From(c)))]
        : [(TargetAppId, permissions is null ? null : [.. permissions.Select(p => new PermissionRequest(KaceAppId.Parse(ResourceAppId), p, Type))])];
}
