using System.Management.Automation;
using KaceAzureAd.Checks;
using KaceAzureAd.Commands.Completers;
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
    public string[]? Name { get; set; }

    /// <summary>Return one Boolean for each tenant: true only where every check passed, with or without a warning.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>How many tenants to check at a time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    /// <inheritdoc/>
    protected override int AtOnce => ThrottleLimit;

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken) =>
        CheckOutput.Write(this, await new CheckService(session).TestConnectionAsync(TargetAppId, Setting, Name, cancellationToken), Quiet);
}
