namespace KaceAzureAd.Connection.Steps;

/// <summary>
/// Something in KACE Cloud that nothing in Azure AD tells of: it is shown, asked for where somebody is there, and remembered in the journal, so that
/// a run that continues does not ask again.
/// </summary>
internal abstract class PersonStep : ConnectionStep
{
    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Journal.WasAnswered(step.Name))
        {
            return Done(step, "a person said that it is done");
        }

        await context.Person.ShowAsync(step, cancellationToken);
        var answer = await context.Person.AskAsync(step, cancellationToken);
        if (answer == PersonAnswer.Done)
        {
            context.Journal.Answered(step.Name);
        }

        return answer switch
        {
            PersonAnswer.Done => Done(step, "a person said that it is done"),
            PersonAnswer.NotDone => step with { Status = StepStatus.Waiting, Message = "not done yet" },
            _ => step with { Status = StepStatus.ForPerson, Message = "nothing in Azure AD tells whether it is done" },
        };
    }
}
