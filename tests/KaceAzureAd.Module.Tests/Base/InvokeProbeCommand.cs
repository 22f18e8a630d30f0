using System.Management.Automation;
using KaceAzureAd.Commands;

namespace KaceAzureAd.Module.Tests.Base;

/// <summary>A cmdlet whose work a test gives.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Probe", SupportsShouldProcess = true)]
public sealed class InvokeProbeCommand : AsyncCmdlet
{
    [Parameter(Mandatory = true)]
    public Func<InvokeProbeCommand, CancellationToken, Task> Work { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    public T OnPipelineThread<T>(Func<T> action) => OnPipeline(action);

    protected override Task ProcessAsync(CancellationToken cancellationToken) => Work(this, cancellationToken);
}
