using System.Management.Automation;
using KaceAzureAd.Checks;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Commands.Transformations;
using KaceAzureAd.Consent;
using KaceAzureAd.Mobility;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Checks whether a tenant is connected with KACE Cloud.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KaceAadConnection", DefaultParameterSetName = BySetting)]
[OutputType(typeof(KaceAadCheck), typeof(bool))]
public sealed class TestKaceAadConnectionCommand : AppCmdlet
{
    /// <summary>Only these checks.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [CheckNameCompleter]
    public string[] Name { get; set; } = [];

    /// <summary>Only checks of at least this severity.</summary>
    [Parameter]
    public CheckSeverity Severity { get; set; }

    /// <summary>The MDM user scope that is wanted, and no other. Without it All is expected, and Some only warned of.</summary>
    [Parameter]
    [ValidateSet(nameof(MdmUserScope.All), nameof(MdmUserScope.Some), nameof(MdmUserScope.None))]
    public MdmUserScope? ExpectedScope { get; set; }

    /// <summary>Permissions that KACE Cloud's application is to be granted, all of them and no others, as in Device.Read.All.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ExpectedPermission { get; set; } = [];

    /// <summary>The consent of a tenant where all is well, from Get-KaceConsent: the same is to be granted here, and nothing else.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ConsentReadBackTransformation]
    public KaceConsent[] ReferenceConsent { get; set; } = [];

    /// <summary>
    /// Return one Boolean for each tenant: true only where every check passed, with or without a warning. A check that was skipped counts as passed only
    /// where a warning would be the worst that it could have found.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>How many tenants to check at a time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    /// <inheritdoc/>
    protected override int AtOnce => ThrottleLimit;

    private CheckOptions Options => new()
    {
        Setting = Setting,
        AppId = TargetAppId,
        Names = Name,
        Severity = Severity,
        ExpectedScope = ExpectedScope,
        ExpectedPermissions = ExpectedPermission,
        ReferenceConsent = ReferenceConsent,
    };

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken) =>
        CheckOutput.Write(this, await new CheckService(session).TestConnectionAsync(Options, cancellationToken), Quiet);
}
