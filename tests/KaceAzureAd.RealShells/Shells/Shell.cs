using System.Diagnostics;
using System.Text;

namespace KaceAzureAd.RealShells.Shells;

/// <summary>A real PowerShell, on this machine or for Windows under Wine.</summary>
internal abstract class Shell : IAsyncDisposable
{
    /// <summary>How long a process may take; then it is ended, and has failed.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>As it is called in the legs' names.</summary>
    public abstract string Name { get; }

    /// <summary>A path of this machine, as a process of this shell names it.</summary>
    public abstract string PathOf(string path);

    /// <summary>Makes it ready for its first process.</summary>
    public virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Removes what it made.</summary>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a script, in a process of its own.</summary>
    public Task<ShellRun> RunScriptAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(Program, ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", PathOf(script), .. arguments], cancellationToken);

    /// <summary>Runs a program, in the shell's world: for PowerShell for Windows a program for Windows.</summary>
    public async Task<ShellRun> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = StartInfo(program, arguments);
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = Repository.Root;
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = new StringBuilder();
        var (read, readErrors) = (ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, output));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            lock (output)
                return new ShellRun(ExitCode: null, $"{output}\nIt did not end within {Limit.TotalMinutes} minutes.");
        }

        // What it started may keep the pipes open for longer.
        await Task.WhenAny(Task.WhenAll(read, readErrors), Task.Delay(TimeSpan.FromSeconds(5), cancellationToken));
        lock (output)
            return new ShellRun(process.ExitCode, output.ToString());
    }

    /// <summary>What its processes find in their environment.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal)
    {
        ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        ["POWERSHELL_UPDATECHECK"] = "Off",
    };

    /// <summary>The shell itself.</summary>
    protected abstract string Program { get; }

    protected abstract ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments);

    private static async Task ReadAsync(StreamReader reader, StringBuilder output)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (output)
                output.Append(buffer, 0, count);
        }
    }
}
