using System.Management.Automation;
using KaceAzureAd.Connection;
using KaceAzureAd.Errors;

namespace KaceAzureAd.Commands;

/// <summary>Reads a plan that Export-KaceAadPlan saved, to look at it or to apply it with Set-KaceAadConnection.</summary>
[Cmdlet(VerbsData.Import, "KaceAadPlan")]
[OutputType(typeof(KaceAadPlan))]
public sealed class ImportKaceAadPlanCommand : AsyncCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("FullName", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var path in Path)
        {
            try
            {
                WriteObject(PlanFile.Load(FilePath(path, ErrorCodes.InvalidPlan, "a plan")));
            }
            catch (KaceAadException e)
            {
                WriteError(e);
            }
        }

        return Task.CompletedTask;
    }
}
