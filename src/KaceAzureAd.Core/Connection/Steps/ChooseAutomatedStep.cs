namespace KaceAzureAd.Connection.Steps;

/// <summary>
/// KACE Cloud's own switch. It has no interface, so it is part of every plan that has to connect something, and of none that only changes who is in scope.
/// </summary>
internal sealed class ChooseAutomatedStep : PersonStep
{
    private static readonly ConnectionStep[] Connecting = [new MobilityEntryStep(), new RemoveExistingSettingsStep(), new MdmUriStep(), new ConsentStep()];

    public override string Name => "ChooseAutomated";

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        if (state.Application is null || Array.Exists(Connecting, s => s.Plan(state, options).Any()))
        {
            yield return Person(
                state, "KACE Cloud", "Choose Automated in KACE Cloud", "not known", "Automated", "KACE Cloud has to expect the devices that Azure AD sends.",
                "In KACE Cloud open Settings > Windows Settings > Azure AD and choose Automated.");
        }
    }
}
