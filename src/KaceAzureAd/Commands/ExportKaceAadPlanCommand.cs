using System.Management.Automation;
using KaceAzureAd.Connection;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Commands;

/// <summary>Saves a plan, to be reviewed, and applied later with Import-KaceAadPlan and Set-KaceAadConnection.</summary>
[Cmdlet(VerbsData.Export, "KaceAadPlan", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKaceAadPlanCommand : AsyncCmdlet
{
    /// <summary>A plan from Get-KaceAadPlan.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public KaceAadPlan? Plan { get; set; }

    /// <summary>The file; a folder gets a file for each tenant.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        try
        {
            var path = FilePath(Path, ErrorCodes.PlanNotWritable, "a plan");
            path = Directory.Exists(path) ? System.IO.Path.Combine(path, Plan!.TenantId + ".plan.json") : path;
            PlanFile.Demand(path, Force);
            if (ShouldProcess(path, $"Save the plan of tenant {Plan!.TenantId}"))
            {
                PlanFile.Save(Plan, path, Force);
                WriteObject(new FileInfo(path));
            }
        }
        catch (KaceAadException e)
        {
            WriteError(e);
        }

        return Task.CompletedTask;
    }
}
