using System.Management.Automation;
using KaceAzureAd.Errors;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>A cmdlet that talks to tenants: those of the sessions given, else the one of the runspace's current session.</summary>
public abstract class SessionCmdlet : AsyncCmdlet
{
    // Cmdlets are made on the pipeline thread, which alone knows its runspace.
    private readonly RunspaceState _state = RunspaceState.Current;

    /// <summary>Sessions from Connect-KaceAad; without it, the runspace's current session.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public KaceAadSession[]? Session { get; set; }

    /// <summary>The sessions to work with.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.NoSession</c>.</exception>
    protected IReadOnlyList<KaceAadSession> Sessions => Session is { Length: > 0 } given ? given
        : _state.Session is { } current ? [current]
        : throw new KaceAadException(ErrorCodes.NoSession, "There is no session in this runspace.", "Run Connect-KaceAad first, or give one with -Session.");

    /// <inheritdoc/>
    protected sealed override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        // What fails for one tenant is written as its error; the next tenant goes on.
        foreach (var session in Sessions)
        {
            try
            {
                await ProcessAsync(session, cancellationToken);
            }
            catch (KaceAadException e)
            {
                WriteError(e);
            }
        }
    }

    /// <summary>Does the work for one tenant.</summary>
    protected abstract Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken);

    /// <summary>Asks before a change, as -WhatIf and -Confirm say.</summary>
    protected Task<bool> ConfirmAsync(string target, string action) => Task.FromResult(ShouldProcess(target, action));
}
