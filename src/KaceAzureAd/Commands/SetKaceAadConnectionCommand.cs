using System.Diagnostics;
using System.Management.Automation;
using KaceAzureAd.Connection;
using KaceAzureAd.Errors;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>
/// Connects a tenant with KACE Cloud, from whatever state it is in: plans, asks once, does what is missing in the safe order, reads everything back. The
/// same command continues where a run ended before its time.
/// </summary>
[Cmdlet(VerbsCommon.Set, "KaceAadConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BySetting)]
[OutputType(typeof(KaceAadConnection), typeof(KaceAadConnectionSummary))]
public sealed class SetKaceAadConnectionCommand : ConnectionCmdlet
{
    private readonly List<KaceAadConnection> _results = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>A plan from Get-KaceAadPlan, or a saved one from Import-KaceAadPlan: it is done only where the tenant still is as it was planned on.</summary>
    [Parameter(ParameterSetName = "Plan", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public KaceAadPlan? Plan { get; set; }

    /// <summary>
    /// A file where each change is written down before it is made; a folder gets a file for each tenant. Without it, a new file in the user's own folder, which
    /// the result names.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Open the pages where a person has something to do.</summary>
    [Parameter]
    public SwitchParameter OpenPage { get; set; }

    /// <summary>How many seconds to wait for what others do: replication in Microsoft Graph, a person in a browser.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 600;

    private protected override string? Tenant => Plan?.TenantId ?? base.Tenant;

    private PersonAtThePrompt Person => new(question => Agrees(question, "For a person"), ConfirmMode == ConfirmMode.Ask, OpenPage);

    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        // Taken before the first wait: the next input takes their place then.
        var (plan, person) = (Plan, Person);
        var options = (plan?.WantedOptions ?? Options) with { WaitAtMost = TimeSpan.FromSeconds(TimeoutSec) };
        KaceAadConnection result;
        try
        {
            result = await new ConnectionService(session).ConnectAsync(
                options, plan, JournalFile(JournalPath), ConfirmAsync, person, cancellationToken);
        }
        catch (KaceAadException e)
        {
            result = KaceAadConnection.NotBegun(session.TenantId, options.Setting.AppId ?? "", e.In(session.TenantId));
        }

        lock (_results)
        {
            _results.Add(result);
        }

        WriteObject(result);
        if (result.Error is not null)
        {
            WriteError(result.Error);
        }
    }

    /// <inheritdoc/>
    protected override void Finish()
    {
        if (_results.Count > 1)
        {
            WriteObject(KaceAadConnectionSummary.Of(_results, _clock.Elapsed));
        }
    }
}
