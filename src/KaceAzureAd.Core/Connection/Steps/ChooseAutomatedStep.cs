namespace KaceAzureAd.Connection.Steps;

/// <summary>KACE Cloud's own switch. It has no interface, so it is only part of a plan that connects anew.</summary>
internal sealed class ChooseAutomatedStep : PersonStep
{
    public override string Name => "ChooseAutomated";

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        if (state.Application is null || state.Entry is not { IsValid: true } || (state.OnPremisesApps.Count > 0 && options.RemoveOnPremisesApp))
        {
            yield return Person(
                state, "KACE Cloud", "Choose Automated in KACE Cloud", "not known", "Automated", "KACE Cloud has to expect the devices that Azure AD sends.",
                "In KACE Cloud open Settings > Windows Settings > Azure AD and choose Automated.");
        }
    }
}
