using System.Management.Automation;
using KaceAzureAd.Connection;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Shows the steps that would connect a tenant with KACE Cloud, and changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "KaceAadPlan", DefaultParameterSetName = BySetting)]
[OutputType(typeof(KaceAadPlan))]
public sealed class GetKaceAadPlanCommand : ConnectionCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken) =>
        WriteObject(await new ConnectionService(session).PlanAsync(Options, cancellationToken));
}
