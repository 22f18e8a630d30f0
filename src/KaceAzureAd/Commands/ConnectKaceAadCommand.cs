using System.Management.Automation;
using KaceAzureAd.Errors;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;
using KaceAzureAd.Sessions;

namespace KaceAzureAd.Commands;

/// <summary>Signs in to a tenant and makes the session the runspace's current one; or to many tenants side by side.</summary>
[Cmdlet(VerbsCommunications.Connect, "KaceAad", DefaultParameterSetName = BrowserSet)]
[OutputType(typeof(KaceAadSession))]
public sealed partial class ConnectKaceAadCommand : AsyncCmdlet
{
    private readonly RunspaceState _state = RunspaceState.Current;
    private readonly List<(string? Tenant, SignIn SignIn)> _wanted = [];
    private SignIn? _signIn;

    /// <inheritdoc/>
    protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        // What may come with each tenant through the pipeline makes a way of signing in of its own.
        var signIn = CameWithTenant ? MakeSignIn() : _signIn ??= MakeSignIn();
        _wanted.AddRange(TenantId is { } tenants ? tenants.Select(t => ((string?)t, signIn)) : [(null, signIn)]);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        var environment = Environment.Resolve(_state);
        if (_wanted.Count == 1)
        {
            await ConnectAsync(environment, _wanted[0].Tenant, _wanted[0].SignIn, isCurrent: true, cancellationToken);
            return;
        }

        // Nobody can finish several sign-ins at once.
        var atOnce = _wanted.Exists(w => w.SignIn.IsInteractive) ? 1 : ThrottleLimit;
        var progress = new ItemProgress("Signing in to tenants", _wanted.Count);
        await SideBySide.ForEachAsync(_wanted, atOnce, async wanted =>
        {
            try
            {
                await ConnectAsync(environment, wanted.Tenant, wanted.SignIn, isCurrent: false, cancellationToken);
            }
            catch (KaceAadException e)
            {
                WriteError(e.In(wanted.Tenant));
            }

            progress.Next(wanted.Tenant ?? "");
        }, cancellationToken);
        progress.Done();
    }

    // With several tenants none becomes the current one: what is meant for one of them must not reach another by chance.
    private async Task ConnectAsync(KaceAadEnvironment environment, string? tenant, SignIn signIn, bool isCurrent, CancellationToken cancellationToken)
    {
        var request = new SignInRequest(environment, tenant, Client, Scope ?? TenantOperation.ScopesToAskFor(ReadOnly, IncludeOptional)) { Account = Account, ContextScope = ContextScope };
        var session = await KaceAadSession.ConnectAsync(signIn, request, ReadOnly, cancellationToken);
        OnPipeline(() => _state.Add(session, isCurrent));
        WriteObject(session);
    }
}
