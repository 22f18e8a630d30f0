using KaceAzureAd.Connection.Steps;
using KaceAzureAd.Errors;
using KaceAzureAd.Operations;

namespace KaceAzureAd.Connection;

/// <summary>Does a plan's steps, stage by stage. A stage that fails or waits ends the run; its other steps come to their own end first.</summary>
internal sealed class PlanRun(KaceAadPlan plan, StepContext context, string journalPath)
{
    private readonly Dictionary<(string Name, string? App), KaceAadStep> _steps = plan.Steps.ToDictionary(Key);
    private readonly Dictionary<(string Name, string? App), KaceAadException> _errors = [];
    private int _done;

    public async Task<KaceAadConnection> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var stage in Planner.Stages(context.State, context.Options))
            {
                await Task.WhenAll(stage.Select(s => DoAsync(s.Step, _steps[Key(s.Planned)], cancellationToken)));
                if (_steps.Values.Any(s => s.Status is StepStatus.Failed or StepStatus.Waiting))
                {
                    break;
                }
            }
        }
        finally
        {
            OperationLog.Current.Progress(new OperationProgress(Activity, "", Done: true));
        }

        return Result(plan.Steps.Select(s => _steps[Key(s)]).ToArray());
    }

    private string Activity => $"Connecting tenant {plan.TenantId}";

    private static (string Name, string? App) Key(KaceAadStep step) => (step.Name, step.OtherAppId);

    private async Task DoAsync(ConnectionStep step, KaceAadStep planned, CancellationToken cancellationToken)
    {
        OperationLog.Current.Progress(new OperationProgress(Activity, planned.ToString(), 100 * _done / plan.Steps.Count));
        var result = await TryAsync(step, planned, cancellationToken);
        lock (_steps)
        {
            _steps[Key(planned)] = result;
            _done++;
        }
    }

    private async Task<KaceAadStep> TryAsync(ConnectionStep step, KaceAadStep planned, CancellationToken cancellationToken)
    {
        try
        {
            return await step.ApplyAsync(planned, context, cancellationToken);
        }
        catch (KaceAadException e)
        {
            lock (_steps)
            {
                _errors[Key(planned)] = e;
            }

            return planned with { Status = StepStatus.Failed, Message = e.Message };
        }
    }

    private KaceAadConnection Result(IReadOnlyList<KaceAadStep> steps)
    {
        var (status, error) = (ConnectionStatus.Connected, (KaceAadException?)null);
        var done = $"{steps.Count(s => s.Status == StepStatus.Done)} of {steps.Count} steps are done";
        if (steps.FirstOrDefault(s => s.Status == StepStatus.Failed) is { } failed)
        {
            (status, error) = (ConnectionStatus.Failed, Told(failed, _errors[Key(failed)], done));
        }
        else if (steps.FirstOrDefault(s => s.Status == StepStatus.Waiting) is { } waiting)
        {
            (status, error) = (ConnectionStatus.Waiting, new KaceAadException(
                ErrorCodes.PersonNeeded, $"Tenant {plan.TenantId}: '{waiting.Action}' waits for a person ({waiting.Message?.TrimEnd('.')}). {done}.", $"{waiting.Instruction} Then run the same command again, it continues from there.") { Target = plan.TenantId });
        }

        return new KaceAadConnection
        {
            TenantId = plan.TenantId, AppId = plan.AppId, Status = status, Steps = steps, JournalPath = journalPath, Error = error,
            Message = error?.Message ?? $"{done}.{(steps.Any(s => s.Status == StepStatus.ForPerson) ? $" For a person: {string.Join("; ", steps.Where(s => s.Status == StepStatus.ForPerson).Select(s => s.Action))}." : "")}",
        };
    }

    /// <summary>The failure, with where things stand.</summary>
    private KaceAadException Told(KaceAadStep failed, KaceAadException e, string done) => new(
        e.Code, $"Tenant {plan.TenantId}: '{failed.Action}' failed: {e.Message} {done}; what is done stays, and is in the journal {journalPath}.",
        $"{e.RecommendedAction} Then run the same command again: it continues from there. Undo-KaceAadChange takes back what was done.", e)
    {
        Target = e.Target ?? plan.TenantId, RequestId = e.RequestId, HttpStatus = e.HttpStatus, Timestamp = e.Timestamp, MissingScope = e.MissingScope,
    };
}
