using KaceAzureAd.Identity;
using KaceAzureAd.Mobility;

namespace KaceAzureAd.Connection.Steps;

/// <summary>
/// An entry whose application was removed may not be updated and should be deleted (facts.md 1.5); it is, before the application is added, so that
/// a new entry can come with that.
/// </summary>
internal sealed class InvalidEntryStep : ConnectionStep
{
    public override string Name => "InvalidMobilityEntry";

    public override IReadOnlyList<TenantOperation> Needs(ConnectionState state, ConnectionOptions options) => [TenantOperation.WriteMobilityPolicies];

    public override IEnumerable<KaceAadStep> Plan(ConnectionState state, ConnectionOptions options)
    {
        if (state.Entry is { IsValid: false } || state.HasInvalidMamEntry)
        {
            yield return Change(
                state, options, "Mobility (MDM and MAM)", $"Delete the invalid entry of {NameOf(state)} in Mobility (MDM and MAM)", "an invalid entry", "no invalid entry",
                "Its enterprise application was removed once: Microsoft Graph refuses to change it, and a new one takes its place.");
        }
    }

    public override async Task<KaceAadStep> ApplyAsync(KaceAadStep step, StepContext context, CancellationToken cancellationToken)
    {
        await new MobilityEntryRemoval(context.Session).RemoveInvalidAsync(context.AppId, cancellationToken);
        return Done(step, "deleted");
    }
}
