using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace KaceAzureAd.Rehearsal.Engine;

/// <summary>
/// The real PowerShell engine with its core cmdlets, in a runspace of its own. Several may work side by side in one process; one of them
/// runs one script at a time.
/// </summary>
public sealed class PowerShellEngine : IDisposable
{
    private readonly EngineHost _host;
    private readonly Lock _stopping = new();
    private PowerShell? _running;

    public PowerShellEngine(EngineOptions? options = null)
    {
        _host = new EngineHost(options ?? new EngineOptions());
        var state = InitialSessionState.CreateDefault2();
        // What this machine happens to have installed plays no part.
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", PSModuleAutoLoadingPreference.None, ""));
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;

        Runspace = RunspaceFactory.CreateRunspace(_host, state);
        Runspace.Open();
    }

    /// <summary>The runspace, for what the methods here do not offer.</summary>
    public Runspace Runspace { get; }

    /// <summary>Imports a module.</summary>
    /// <param name="path">Path of its manifest or script.</param>
    /// <exception cref="RuntimeException">It cannot be imported.</exception>
    public void ImportModule(string path)
    {
        using var shell = PowerShell.Create(Runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", path).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
    }

    /// <summary>Runs a script and returns what it left in each stream.</summary>
    /// <param name="script">Its text.</param>
    /// <param name="variables">Set in the global scope before it runs.</param>
    public EngineResult Invoke(string script, IReadOnlyDictionary<string, object?>? variables = null)
    {
        using var screen = new StringWriter();
        using var shell = Prepare(TextWriter.Synchronized(screen), variables);
        shell.AddScript(script);
        var output = new List<PSObject>();
        var (failure, isStopped) = Complete(shell, output);
        return new EngineResult(
            output, failure is null ? [.. shell.Streams.Error] : [.. shell.Streams.Error, failure], failure, isStopped, screen.ToString())
        {
            Warnings = [.. shell.Streams.Warning.Select(w => w.Message)],
            Verbose = [.. shell.Streams.Verbose.Select(v => v.Message)],
            Debug = [.. shell.Streams.Debug.Select(d => d.Message)],
            Information = [.. shell.Streams.Information],
            Progress = [.. shell.Streams.Progress],
        };
    }

    /// <summary>Runs a script file and shows its output as PowerShell does; in it, $PSScriptRoot is the file's folder.</summary>
    /// <inheritdoc cref="Run"/>
    public int RunFile(string path, TextWriter output, IReadOnlyDictionary<string, object?>? variables = null)
    {
        var script = Parser.ParseFile(Path.GetFullPath(path), out _, out var errors);
        return RunParsed(script, errors, output, variables);
    }

    /// <summary>Runs a script and shows its output as PowerShell does; what it defines stays, as at a prompt.</summary>
    /// <returns>
    /// What the script gave to <c>exit</c> if that is not 0; 130 where it was stopped; 1 where it threw or left an error in the error
    /// stream; else 0. Errors that it caught, or silenced with -ErrorAction, do not count.
    /// </returns>
    public int Run(string script, TextWriter output, IReadOnlyDictionary<string, object?>? variables = null)
    {
        var parsed = Parser.ParseInput(script, out _, out var errors);
        return RunParsed(parsed, errors, output, variables);
    }

    /// <summary>Ctrl+C: ends the running script at once.</summary>
    public void Stop()
    {
        lock (_stopping)
            _running?.Stop();
    }

    /// <inheritdoc/>
    public void Dispose() => Runspace.Dispose();

    private int RunParsed(ScriptBlockAst script, ParseError[] parseErrors, TextWriter output, IReadOnlyDictionary<string, object?>? variables)
    {
        using var shell = Prepare(output, variables);
        if (parseErrors.Length > 0)
        {
            Show(new ParseException(parseErrors).ErrorRecord);
            return 1;
        }

        shell.AddScript(". $args[0]").AddArgument(script.GetScriptBlock());
        shell.AddCommand(new CmdletInfo("Show-Result", typeof(ShowResultCommand))).AddParameter("Shell", shell);
        var (failure, isStopped) = Complete(shell, []);
        List<ErrorRecord> errors = [.. shell.Streams.Error];
        if (failure is not null)
        {
            Show(failure);
            errors.Add(failure);
        }

        if (errors.Count > 0)
            output.WriteLine("Errors that the script left: " + string.Join("; ", errors.Select(e => e.FullyQualifiedErrorId)));

        return (_host.ExitCode, isStopped) switch
        {
            ({ } code and not 0, _) => code,
            (_, true) => 130,
            _ => errors.Count > 0 ? 1 : 0,
        };
    }

    private PowerShell Prepare(TextWriter output, IReadOnlyDictionary<string, object?>? variables)
    {
        _host.Screen.Writer = output;
        _host.ExitCode = null;
        foreach (var (name, value) in variables ?? new Dictionary<string, object?>())
            Runspace.SessionStateProxy.SetVariable(name, value);
        return PowerShell.Create(Runspace);
    }

    private (ErrorRecord? Failure, bool IsStopped) Complete(PowerShell shell, List<PSObject> output)
    {
        _running = shell;
        try
        {
            shell.Invoke(null, output);
            return (null, shell.InvocationStateInfo.State == PSInvocationState.Stopped);
        }
        catch (PipelineStoppedException)
        {
            return (null, true);
        }
        catch (RuntimeException e)
        {
            return (e.ErrorRecord, false);
        }
        finally
        {
            // What is being stopped may not be disposed of before Stop returns.
            lock (_stopping)
                _running = null;
        }
    }

    private void Show(ErrorRecord failure)
    {
        using var shell = PowerShell.Create(Runspace);
        shell.AddCommand("Out-Default").AddParameter("InputObject", failure).Invoke();
    }
}
