using System.Management.Automation;
using KaceAzureAd.Checks;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Kace;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Checks whether a tenant is ready to be connected with KACE Cloud.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KaceAadPrerequisite")]
[OutputType(typeof(KaceAadCheck), typeof(bool))]
public sealed class TestKaceAadPrerequisiteCommand : SessionCmdlet, IHasSetting
{
    /// <summary>KACE Cloud's settings; with them, KACE Cloud's own application is told from others.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public KaceAadSetting? Setting { get; set; }

    /// <summary>Only these checks.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [CheckNameCompleter]
    public string[] Name { get; set; } = [];

    /// <summary>Only checks of at least this severity.</summary>
    [Parameter]
    public CheckSeverity Severity { get; set; }

    /// <summary>The DNS server to ask, as in 192.0.2.1 or 192.0.2.1:5353, where this machine's own one answers otherwise than devices' ones outside.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DnsServer { get; set; }

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
        Names = Name,
        Severity = Severity,
        DnsServer = DnsServer is null ? null : Kace.DnsServer.Parse(DnsServer),
    };

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken) =>
        CheckOutput.Write(this, await new CheckService(session).TestPrerequisitesAsync(Options, cancellationToken), Quiet);
}
