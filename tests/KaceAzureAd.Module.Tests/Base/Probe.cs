using KaceAzureAd.Rehearsal.Engine;

namespace KaceAzureAd.Module.Tests.Base;

/// <summary>An engine that has the probe cmdlet; in scripts, <c>$work</c> is the work that the test gives.</summary>
internal sealed class Probe : IDisposable
{
    public Probe(EngineOptions? options = null)
    {
        Engine = new PowerShellEngine(options);
        var import = Engine.Invoke("Import-Module -Assembly $assembly", new Dictionary<string, object?> { ["assembly"] = typeof(Probe).Assembly });
        Assert.Empty(import.Errors);
    }

    public PowerShellEngine Engine { get; }

    public EngineResult Invoke(Func<ProbeCmdlet, CancellationToken, Task> work, string script = "Invoke-Probe -Work $work", object? state = null) =>
        Engine.Invoke(script, new Dictionary<string, object?> { ["work"] = work, ["state"] = state });

    /// <summary>For work that is done before it returns.</summary>
    public EngineResult Invoke(Action<ProbeCmdlet> work, string script = "Invoke-Probe -Work $work") => Invoke(
        (cmdlet, _) =>
        {
            work(cmdlet);
            return Task.CompletedTask;
        },
        script);

    public void Dispose() => Engine.Dispose();
}
