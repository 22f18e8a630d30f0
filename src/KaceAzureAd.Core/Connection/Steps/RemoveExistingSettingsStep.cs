namespace KaceAzureAd.Connection.Steps;

/// <summary>KACE Cloud's side of an on-premises configuration has to go before it can be set to Automated (facts.md 4.8).</summary>
internal sealed class RemoveExistingSettingsStep : PersonStep
{
    public override string Name => "RemoveExistingSettings";

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        if (state.OnPremisesApps.Count > 0 && options.RemoveOnPremisesApp)
        {
            yield return Person(
                state, "KACE Cloud", "Remove the existing settings in KACE Cloud", "an on-premises configuration", "none",
                "KACE Cloud is set to Automated only once the former configuration is removed there.",
                "In KACE Cloud open Settings > Windows Settings > Azure AD and choose Remove Existing Settings.");
        }
    }
}
