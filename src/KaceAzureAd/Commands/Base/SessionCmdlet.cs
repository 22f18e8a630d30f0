using System.Management.Automation;
using KaceAzureAd.Commands.Completers;
using KaceAzureAd.Errors;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>A cmdlet that talks to tenants: those of the sessions given, else the one of the runspace's current session.</summary>
public abstract class SessionCmdlet : AsyncCmdlet
{
    // Cmdlets are made on the pipeline thread, which alone knows its runspace.
    private readonly RunspaceState _state = RunspaceState.Current;
    private Fleet? _fleet;

    /// <summary>Sessions from Connect-KaceAad; without it, the runspace's current session.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SessionCompleter]
    public KaceAadSession[]? Session { get; set; }

    /// <summary>The tenant that the input belongs to; null where it does not say.</summary>
    private protected virtual string? Tenant => (this as IHasSetting)?.Setting?.TenantId;

    /// <summary>Why there is nothing to do for the input, which is no error and needs no session; null where there is.</summary>
    private protected virtual string? NothingToDo => null;

    /// <summary>The sessions to work with: of settings that name their tenant, those of that tenant alone.</summary>
    /// <exception cref="KaceAadException"><c>KaceAad.NoSession</c>.</exception>
    private async Task<IReadOnlyList<KaceAadSession>> SessionsAsync(CancellationToken cancellationToken)
    {
        if (Tenant is not { } tenant)
        {
            return Session is { Length: > 0 } given ? given
                : _state.Session is { } current ? [current]
                : throw new KaceAadException(ErrorCodes.NoSession, "There is no session in this runspace.", "Run Connect-KaceAad first, or give one with -Session.");
        }

        var sessions = new List<KaceAadSession>();
        foreach (var session in Session ?? [.. _state.Sessions])
        {
            if (await session.IsOfAsync(tenant, cancellationToken))
            {
                sessions.Add(session);
            }
        }

        // Without -Session one is enough: the last one made, as the current session is.
        return sessions.Count == 0 ? throw new KaceAadException(ErrorCodes.NoSession, $"There is no session of tenant {tenant}, to which the input belongs.", "Run Connect-KaceAad for this tenant first.") { Target = tenant }
            : Session is null ? [sessions[sessions.Count - 1]]
            : sessions;
    }

    /// <summary>
    /// How many tenants to work on at a time. With more than one, nobody is asked anything, and <see cref="ProcessAsync(KaceAadSession, CancellationToken)"/>
    /// reads what came with the pipeline before it first waits: the next input takes its place then.
    /// </summary>
    protected virtual int AtOnce => 1;

    /// <inheritdoc/>
    protected sealed override Task BeginAsync(CancellationToken cancellationToken)
    {
        _fleet = AtOnce > 1 ? new Fleet(this, AtOnce, cancellationToken) : null;
        return Task.CompletedTask;
    }

    /// <summary>True for a cmdlet that takes all of its input before it begins: what came is kept by <see cref="Collect"/>, and the work is done at the end.</summary>
    protected virtual bool Collects => false;

    /// <summary>Keeps what came with the pipeline.</summary>
    protected virtual void Collect()
    {
    }

    /// <summary>Is called after the last tenant.</summary>
    protected virtual void Finish()
    {
    }

    /// <inheritdoc/>
    protected sealed override Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (Collects)
        {
            Collect();
            return Task.CompletedTask;
        }

        if (NothingToDo is { } why)
        {
            WriteVerbose(why);
            return Task.CompletedTask;
        }

        return ProcessSessionsAsync(cancellationToken);
    }

    private async Task ProcessSessionsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<KaceAadSession> sessions;
        try
        {
            sessions = await SessionsAsync(cancellationToken);
        }
        catch (KaceAadException e) when (Tenant is not null)
        {
            WriteError(e); // Of this input's tenant; the next input has another.
            return;
        }

        // What fails for one tenant is written as its error; the next tenant goes on.
        foreach (var session in sessions)
        {
            if (_fleet is not null)
            {
                await _fleet.StartAsync(session, () => ProcessAsync(session, cancellationToken));
                continue;
            }

            try
            {
                await ProcessOrAskAsync(session, cancellationToken);
            }
            catch (KaceAadException e)
            {
                WriteError(e);
            }
        }
    }

    /// <inheritdoc/>
    protected sealed override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (Collects)
        {
            await ProcessSessionsAsync(cancellationToken);
        }

        if (_fleet is not null)
        {
            await _fleet.FinishAsync();
        }

        Finish();
    }

    /// <summary>
    /// Where the session lacks a permission and somebody is there to consent to just that one, offers it and goes on. Core refuses before the first
    /// request, so that nothing is done twice.
    /// </summary>
    private async Task ProcessOrAskAsync(KaceAadSession session, CancellationToken cancellationToken)
    {
        for (var asked = new HashSet<string>(StringComparer.OrdinalIgnoreCase); ;)
        {
            try
            {
                await ProcessAsync(session, cancellationToken);
                return;
            }
            catch (KaceAadException e) when (e.MissingScope is not null && session.CanAskForMore && asked.Add(e.MissingScope))
            {
                if (!Agrees($"{e.Message} Sign in again to consent to {e.MissingScope}?", $"Consent to {e.MissingScope}"))
                {
                    throw;
                }

                await session.AskForAsync(e.MissingScope, cancellationToken);
            }
        }
    }

    /// <summary>Does the work for one tenant.</summary>
    protected abstract Task ProcessAsync(KaceAadSession session, CancellationToken cancellationToken);

    /// <summary>The full path of a journal that is to be written; null stays null. To be asked before the work first waits.</summary>
    protected string? JournalFile(string? path) => path is null ? null : FilePath(path, ErrorCodes.JournalNotWritable, "a journal");

    /// <summary>Asks before a change, as -WhatIf and -Confirm say.</summary>
    protected Task<bool> ConfirmAsync(string target, string action) => Task.FromResult(ShouldProcess(target, action));
}
