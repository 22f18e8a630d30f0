using System.Management.Automation;
using KaceAzureAd.Commands;

namespace KaceAzureAd.Module.Tests.Base;

/// <summary>A cmdlet whose work a test gives.</summary>
public abstract class ProbeCmdlet : AsyncCmdlet
{
    [Parameter(Mandatory = true)]
    public Func<ProbeCmdlet, CancellationToken, Task> Work { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    public T OnPipelineThread<T>(Func<T> action) => OnPipeline(action);

    public bool IsAgreed(string question) => Agrees(question, "Caption");

    protected override Task ProcessAsync(CancellationToken cancellationToken) => Work(this, cancellationToken);
}

/// <summary>One that changes something.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Probe", SupportsShouldProcess = true)]
public sealed class InvokeProbeCommand : ProbeCmdlet;

/// <summary>One that changes nothing, and so has neither -WhatIf nor -Confirm.</summary>
[Cmdlet(VerbsCommon.Get, "Probe")]
public sealed class GetProbeCommand : ProbeCmdlet;
