using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Security;
using KaceAzureAd.Identity;

namespace KaceAzureAd.Commands;

/// <summary>A federated token as a parameter takes it: PowerShell converts by these constructors. Its text shows nothing.</summary>
public sealed class FederatedTokenArgument
{
    private readonly Func<CancellationToken, Task<string>> _get;

    /// <summary>The token.</summary>
    public FederatedTokenArgument(string token) => _get = _ => Task.FromResult(token);

    /// <summary>The token.</summary>
    public FederatedTokenArgument(SecureString token) => _get = _ => Task.FromResult(new NetworkCredential("", token).Password);

    /// <summary>A script that writes the token.</summary>
    public FederatedTokenArgument(ScriptBlock script)
    {
        var text = script.ToString();
        _get = cancellationToken => RunAsync(text, cancellationToken);
    }

    internal Task<string> GetAsync(CancellationToken cancellationToken) => _get(cancellationToken);

    // In a runspace of its own: a token is needed on any thread at any time, and the caller's runspace is busy then with the very
    // cmdlet that waits for it. The script sees environment variables and commands, not the caller's variables.
    private static async Task<string> RunAsync(string script, CancellationToken cancellationToken)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript(script);
        using var stopping = cancellationToken.Register(() => shell.Stop());
        try
        {
            var output = await Task.Factory.FromAsync(shell.BeginInvoke(), shell.EndInvoke);
            return output.Count > 0 ? $"{output[output.Count - 1]}" : throw FederatedTokenSignIn.Unavailable(
                shell.Streams.Error.Count > 0 ? $"the script failed: {shell.Streams.Error[0]}" : "the script wrote nothing");
        }
        catch (RuntimeException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw FederatedTokenSignIn.Unavailable($"the script failed: {e.Message}");
        }
    }
}
