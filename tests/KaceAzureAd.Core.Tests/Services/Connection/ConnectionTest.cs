using KaceAzureAd.Connection;
using KaceAzureAd.Connection.Undo;
using KaceAzureAd.Consent;
using KaceAzureAd.Core.Tests.Connection;

namespace KaceAzureAd.Core.Tests.Services.Connection;

/// <summary>Connecting a tenant and taking it back, with a journal in a folder of its own and a person who can be told what to do.</summary>
public abstract class ConnectionTest(string scenario = "default") : TenantTest(scenario)
{
    private readonly TemporaryFolder _folder = new();

    protected string JournalPath => Path.Combine(_folder.Path, "contoso.journal.jsonl");

    internal PersonAtThePage Person { get; } = new();

    /// <summary>Everybody in scope, and the consent of KACE Cloud's registration through Graph.</summary>
    protected ConnectionOptions Options => new() { Setting = Setting, Permissions = Permissions, WaitAtMost = TimeSpan.FromMilliseconds(1) };

    protected IReadOnlyList<PermissionRequest> Permissions =>
    [
        .. World.FindApplication(KaceAppId)!.Value.App.RequiredResourceAccess.SelectMany(r =>
            r.Scopes.Select(s => new PermissionRequest(r.ResourceAppId, s, ConsentType.Delegated)).Concat(r.Roles.Select(s => new PermissionRequest(r.ResourceAppId, s, ConsentType.Application)))),
    ];

    protected IReadOnlyList<string> State => DirectoryState.Of(Contoso);

    protected ConnectionService Connecting => new(Session);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<KaceAadConnection> ConnectAsync(ConnectionOptions? options = null, KaceAadPlan? planned = null) =>
        Connecting.ConnectAsync(options ?? Options, planned, JournalPath, Asked.ConfirmAsync, Person, Cancellation);

    protected Task<IReadOnlyList<KaceAadUndo>> UndoAsync(bool force = false) => new UndoService(Session).UndoAsync(JournalPath, force, Asked.ConfirmAsync, Cancellation);

    /// <summary>Connects, and undoes it: the directory is as it was.</summary>
    internal async Task<KaceAadConnection> ConnectsAndBackAsync(ConnectionOptions? options = null)
    {
        var before = State;
        var result = await ConnectAsync(options);
        Assert.Null(result.Error);
        Assert.Equal(ConnectionStatus.Connected, result.Status);
        Assert.True((await Connecting.PlanAsync(options ?? Options, Cancellation)).IsConnected);

        Assert.All(await UndoAsync(), u => Assert.Equal((UndoStatus.Undone, null), (u.Status, u.Message)));
        Assert.Equal(before, State);
        return result;
    }

    /// <summary>Whoever does what Microsoft Graph cannot.</summary>
    internal sealed class PersonAtThePage : IAtThePage
    {
        public PersonAnswer Answer { get; set; } = PersonAnswer.NotAsked;

        /// <summary>What the person does with a task that is shown.</summary>
        public Action<KaceAadStep> Do { get; set; } = _ => { };

        public List<string> Shown { get; } = [];

        public List<string> AskedFor { get; } = [];

        public Task ShowAsync(KaceAadStep task, CancellationToken cancellationToken)
        {
            Shown.Add(task.Name);
            Do(task);
            return Task.CompletedTask;
        }

        public Task<PersonAnswer> AskAsync(KaceAadStep task, CancellationToken cancellationToken)
        {
            AskedFor.Add(task.Name);
            return Task.FromResult(Answer);
        }
    }
}
