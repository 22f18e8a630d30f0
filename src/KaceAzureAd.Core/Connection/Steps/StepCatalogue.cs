namespace KaceAzureAd.Connection.Steps;

/// <summary>Every sort of step, in stages. A stage begins when the one before it has ended well; the steps of one stage are done side by side.</summary>
internal static class StepCatalogue
{
    public static IReadOnlyList<IReadOnlyList<ConnectionStep>> Stages { get; } =
    [
        [new InvalidEntryStep()],
        [new EnterpriseApplicationStep()],
        [new MobilityEntryStep()],
        [new RemoveExistingSettingsStep()],
        [new ChooseAutomatedStep()],
        [new MdmUriStep(), new ConsentStep()],

        // From here on users are affected: those of other MDMs first, for two that claim the same ones is worse than none for a moment.
        [new OtherMdmScopeStep(), new OnPremisesAppStep()],
        [new MdmUserScopeStep()],
        [new VerifyStep()],
    ];
}
