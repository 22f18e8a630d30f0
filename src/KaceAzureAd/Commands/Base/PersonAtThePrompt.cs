using KaceAzureAd.Connection;
using KaceAzureAd.Identity;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Commands;

/// <summary>The person at the prompt: is told what to do, and asked whether it is done.</summary>
internal sealed class PersonAtThePrompt(Func<string, bool> ask, bool isToBeAsked, bool opensPages) : IAtThePage
{
    public Task ShowAsync(KaceAadStep task, CancellationToken cancellationToken)
    {
        OperationLog.Current.Inform($"For a person, tenant {task.TenantId}: {task.Action}. {task.Instruction}{(task.Page is null ? "" : $" {task.Page.AbsoluteUri}")}");
        return opensPages && task.Page is not null ? new SystemBrowser().OpenAsync(task.Page, cancellationToken) : Task.CompletedTask;
    }

    public Task<PersonAnswer> AskAsync(KaceAadStep task, CancellationToken cancellationToken) =>
        Task.FromResult(!isToBeAsked ? PersonAnswer.NotAsked : ask($"{task.Instruction} Is it done?") ? PersonAnswer.Done : PersonAnswer.NotDone);
}
