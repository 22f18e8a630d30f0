namespace KaceAzureAd.Connection.Steps;

/// <summary>KACE Cloud's own proof, at the end of every run that changes something.</summary>
internal sealed class VerifyStep : ConnectionStep
{
    public override string Name => "VerifyInKaceCloud";

    /// <summary>Added by <see cref="Planner"/> to whatever else is planned; a state alone never needs it.</summary>
    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        yield return Person(
            state, "KACE Cloud", "Verify Azure AD Settings in KACE Cloud", "not verified since", "KACE Cloud shows success", "It signs in to the tenant with its own application and looks at it from its own side.",
            "In KACE Cloud open Settings > Windows Settings > Azure AD and choose Verify Azure AD Settings.");
    }

    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        await context.Person.ShowAsync(step, cancellationToken);
        return step with { Status = StepStatus.ForPerson, Message = "KACE Cloud shows the result on its page" };
    }
}
